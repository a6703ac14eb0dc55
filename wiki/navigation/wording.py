"""The sentences for the codes of the navigation's errors."""

SENTENCES = {
    "category_missing": "Aucune page n’est rangée dans « %(title)s », et aucune ne porte ce titre.",
}
