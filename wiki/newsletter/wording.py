"""The sentences for the codes of the letter's errors."""

SENTENCES = {
    "newsletter_month": "Un mois s’écrit 2026-11 : quatre chiffres, un tiret, deux chiffres.",
    "newsletter_future": "Ce mois n’a pas encore commencé.",
}
