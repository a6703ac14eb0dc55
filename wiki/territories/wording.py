"""The sentences for the codes of the territories' errors."""

SENTENCES = {
    "territory_missing": "Aucun département et aucune intercommunalité n’a ce code.",
}
