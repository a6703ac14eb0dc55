"""The sentences of the errors of the events."""

SENTENCES = {
    "event_missing": "Cet événement n’est pas, ou n’est plus, dans l’agenda.",
    "month_missing": "Ce mois n’est pas au calendrier : son adresse se finit comme 2026-11.",
}
