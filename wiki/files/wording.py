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
    "file_version_missing": "Ce fichier n’a pas de version de ce numéro.",
    "file_other_type": "Ce fichier est un %(is_)s et garde son nom : un %(sent)s ne peut pas le "
    "remplacer. Ajoutez-le plutôt comme un nouveau fichier.",
    "file_room_member": "Vos fichiers occupent déjà %(taken)s, sur %(most)s : %(size)s de plus n’y "
    "tiendraient pas. Demandez à l’administration de la place, ou qu’un fichier inutile soit mis à "
    "la corbeille. Rien n’a été enregistré.",
    "file_room_wiki": "Les fichiers du wiki occupent déjà %(taken)s, sur %(most)s : %(size)s de "
    "plus n’y tiendraient pas. Dites-le à l’administration. Rien n’a été enregistré.",
    "file_megabytes": "Un nombre entier de mégaoctets, ou rien s’il n’y a pas de limite.",
    "files_unreachable": "Le serveur qui garde les fichiers ne répond pas. Réessayez dans un "
    "moment ; rien n’est perdu.",
    "upload_missing": "Cet envoi n’est pas là, ou il a été interrompu trop longtemps : "
    "recommencez-le.",
    "upload_elsewhere": "Un autre morceau de ce fichier est attendu.",
    "upload_beyond": "Plus a été envoyé que ce qui était annoncé.",
    "upload_length": "La taille du fichier n’est pas dite, ou n’est pas un nombre.",
    "upload_too_many": "Trop de fichiers sont en cours d’envoi : %(limit)s au plus à la fois.",
    "file_is_logo": "Ce fichier est le logo du wiki : l’administration doit d’abord en changer.",
}
