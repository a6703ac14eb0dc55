"""The sentences for the codes of the variants' errors."""

SENTENCES = {
    "no_mandate_to_adapt": "On n’adapte une page qu’à un lieu dont on a le mandat : choisissez-en "
    "un autre, ou aucun.",
    "variant_missing": "« %(title)s » n’est la variante d’aucune page.",
}
