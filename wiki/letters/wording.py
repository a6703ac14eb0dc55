"""The sentences for the codes of the errors of letters."""

SENTENCES = {
    "letter_closed": "%(name)s ne reçoit pas votre message par le wiki : cette personne n’accepte "
    "pas de courriels des membres, ou pas les vôtres. La discussion d’une page reste ouverte.",
    "letter_self": "C’est vous : on ne s’écrit pas à soi-même.",
    "letter_no_address": "Votre compte n’a pas d’adresse électronique : donnez-en une dans « Mon "
    "compte », pour que l’on puisse vous répondre.",
}
