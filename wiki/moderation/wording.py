"""The sentences for the codes of the moderation's errors."""

SENTENCES = {
    "report_answer_long": "La réponse tient en %(limit)s signes au plus.",
    "report_handled": "Ce signalement est déjà traité.",
    "report_machine": "Ce signalement n’a pas pu être pris. Réessayez.",
    "report_missing": "Ce signalement n’existe pas.",
    "report_nothing": "Ce que vous signalez n’existe plus.",
    "report_outcome": "Dites ce que vous en faites.",
    "report_reason": "Dites ce qui ne va pas.",
    "report_reason_long": "Ce signalement tient en %(limit)s signes au plus.",
    "reverting_days": "Choisissez depuis quand.",
    "reverting_later": "D’autres ont changé depuis les mêmes passages : défaites à la main ce qui "
    "doit l’être.",
    "reverting_missing": "Ce travail n’existe pas.",
    "reverting_nothing": "Cette personne n’a rien écrit dans une page pendant ce temps.",
}
