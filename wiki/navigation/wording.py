"""The sentences for the codes of the navigation's errors."""

SENTENCES = {
    "category_missing": "Aucune page n’est rangée dans « %(title)s », et aucune ne porte ce titre.",
    "portal_days": "Ces jours ne se lisent pas : écrivez-les comme 2026-01-31, ou choisissez-les.",
    "portal_days_order": "Le premier jour vient après le dernier : échangez-les.",
}
