"""The sentences of the errors of the exchange."""

SENTENCES = {
    "front_matter": "L’en-tête de ce texte (entre deux lignes « --- ») ne se lit pas.",
    "archive_none": "« %(name)s » n’est pas une archive de ce wiki, ou elle est coupée.",
    "archive_broken": "L’archive est abîmée : « %(entry)s » n’est pas ce que son sommaire annonce. "
    "Rien n’a été changé.",
    "archive_entry": "L’archive contient « %(entry)s », qui n’a rien à y faire. Rien n’a été "
    "changé.",
    "archive_room": "Une fois dépliée, cette archive ne tiendrait pas sur ce disque. Rien n’a été "
    "changé.",
    "archive_newer": "Cette archive vient d’une version plus récente du wiki : mettez d’abord le "
    "wiki à jour.",
    "archive_profile": "Cette archive est du genre « %(profile)s » : employez la commande "
    "« wiki %(command)s ».",
    "archive_exists": "« %(name)s » existe déjà : choisissez un autre nom.",
    "wiki_not_empty": "Ce wiki n’est pas vide. Ajoutez --replace pour remplacer tout ce qu’il "
    "contient par l’archive.",
}
