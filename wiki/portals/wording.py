"""The sentences for the codes of the portals' errors."""

SENTENCES = {
    "portal_block_gone": "La page a changé entre-temps : ce bloc n’est plus le même. Voici la page "
    "telle qu’elle est.",
    "portal_block_kind": "Choisissez ce que montre le bloc.",
    "portal_block_open": "Rien n’a bougé : un bloc laisse un cadre ou un passage de code "
    "ouvert, et en avalerait d’autres. Fermez-le d’abord dans le texte de la page.",
    "portal_block_page": "Aucune page ne s’appelle « %(title)s » : donnez le titre d’une page qui "
    "existe.",
    "portal_block_query": "Collez une seule liste, telle qu’elle s’écrit dans une page : par "
    "exemple :::{lieux tableau}, ses lignes, puis :::.",
    "portal_block_text": "Ce texte laisse un cadre ou un bloc de code ouvert, qui avalerait le "
    "reste de la page : fermez-le.",
    "portal_block_text_missing": "Écrivez le texte du bloc.",
    "portal_block_title": "Un titre de bloc tient en %(limit)s signes, sans accolades.",
}
