"""The sentences of the errors of the mail."""

SENTENCES = {
    "mail_address": "« %(address)s » n’est pas une adresse de courriel.",
    "mail_header": "L’objet d’un courriel tient sur une ligne de 300 caractères au plus.",
    "mail_text": "Ce courriel est trop long, ou contient un caractère qui ne s’écrit pas.",
    "mail_missing": "Ce courriel est déjà parti, ou n’est plus là.",
}
