"""The sentences for the codes of the search's errors."""

SENTENCES = {
    "saved_empty": "Il n’y a pas de mots à chercher.",
    "saved_name": "Un nom, de %(limit)s caractères au plus.",
    "saved_known": "Vous avez déjà une recherche nommée « %(name)s ».",
    "saved_too_many": "Vous gardez déjà %(limit)s recherches : supprimez-en une d’abord.",
    "saved_missing": "Cette recherche n’est pas parmi les vôtres.",
    "search_since": "« Modifiée depuis » se choisit parmi une semaine, un mois ou un an.",
    "search_sheet": "Il n’y a pas de tel genre de fiche.",
    "search_territory": "« Territoire » est le code d’un département, comme 33, 2A ou 971.",
    "synonyms_number": "Il faut de deux à %(limit)s expressions, séparées par des virgules.",
    "synonyms_too_long": "C’est trop long : %(limit)s caractères au plus.",
    "synonyms_too_many": "Un wiki a %(limit)s groupes de synonymes au plus.",
    "synonyms_known": "« %(words)s » est déjà dans la liste.",
    "synonyms_missing": "Ces synonymes ne sont plus dans la liste.",
}
