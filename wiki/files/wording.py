"""The sentences of the errors of the files."""

SENTENCES = {
    "file_missing": "Ce fichier n’est pas là : il n’a jamais existé, ou il est à la corbeille.",
    "file_none": "Choisissez d’abord un fichier.",
    "file_empty": "Ce fichier est vide.",
    "file_size": "Ce fichier est trop grand : %(megabytes)s Mo au plus. Rien n’a été enregistré.",
    "file_type": "Ce fichier n’est ni une image PNG, JPEG, GIF ou WebP, ni un PDF : son contenu a "
    "été lu, quel que soit son nom. Rien n’a été enregistré.",
    "file_broken": "Cette image est abîmée : elle ne s’ouvre pas. Rien n’a été enregistré.",
    "file_pixels": "Cette image a trop de pixels : %(megapixels)s millions au plus. Réduisez-la, "
    "puis envoyez-la de nouveau.",
    "file_character": "Un caractère de ce texte ne s’écrit pas.",
    "file_text_long": "Ce texte est trop long : %(limit)s caractères au plus.",
    "file_image": "Il faut une image ici, pas un document. Rien n’a été enregistré.",
    "file_is_logo": "Ce fichier est le logo du wiki : l’administration doit d’abord en changer.",
}
