"""The sentences of the errors of the events."""

SENTENCES = {
    "registration_cancelled": "Cet événement est annulé : on ne s’y inscrit plus.",
    "registration_day": "Choisissez un des jours de l’événement.",
    "registration_none": "On ne s’inscrit pas ici à cet événement : sa page dit comment venir.",
    "registration_over": "Cet événement a commencé ou a eu lieu : on ne s’y inscrit plus.",
    "event_missing": "Cet événement n’est pas, ou n’est plus, dans l’agenda.",
    "month_missing": "Ce mois n’est pas au calendrier : son adresse se finit comme 2026-11.",
}
