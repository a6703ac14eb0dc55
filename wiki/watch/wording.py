"""The sentences of the errors of what is followed."""

SENTENCES = {
    "follow_missing": "Ce que vous voulez suivre n’est pas là, ou vous ne pouvez pas le lire.",
    "follow_too_many": "Vous suivez %(limit)s choses : c’est le plus qu’on puisse. Retirez-en "
    "d’abord quelques-unes.",
    "follow_search_wordless": "Cette recherche ne se suit pas : ses mots sont trop courants, ou "
    "elle cherche autre chose que des pages.",
    "follow_search_wide": "Cette recherche trouve plus de %(limit)s pages : affinez-la, gardez-la "
    "de nouveau, puis suivez-la.",
    "watch_pace": "Choisissez un des rythmes proposés.",
    "watch_hour": "Une heure va de 0 à 23, un jour de lundi à dimanche.",
    "feed_over": "Cette adresse de flux ne sert plus. La nouvelle est dans vos réglages de suivi.",
    "watch_stop_wrong": "Ce lien n’est pas entier. Dans « Mon compte », les réglages de suivi "
    "arrêtent aussi les courriels.",
}
