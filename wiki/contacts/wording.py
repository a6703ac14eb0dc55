"""The sentences for the codes of the contacts' errors."""

SENTENCES = {
    "contact_missing": "Ces coordonnées ne sont plus là : elles ont été retirées et effacées, ou "
    "le lien n’est pas entier.",
    "contact_none": "Personne n’a encore donné d’adresse pour répondre au sujet de « %(title)s » : "
    "posez votre question dans la discussion de la page.",
    "contact_name": "Il manque un nom : celui de la personne, ou de ce qu’elle fait (« Accueil »).",
    "contact_reach": "Il faut une adresse électronique : c’est elle que le formulaire joint. Un "
    "téléphone seul suffit quand il est montré aux membres.",
    "contact_phone": "Ce numéro de téléphone ne se lit pas : écrivez-le comme 05 57 00 00 00.",
    "contact_consent": "Sans l’accord de la personne, rien n’est gardé : cochez la case si elle "
    "l’a donné.",
    "contact_told": "Dites comment la personne a donné son accord : par courriel, ou à la réunion.",
    "contact_day": "Le jour de l’accord est une date passée, comme 2026-11-26.",
    "contact_use": "Dites à quoi servent ces coordonnées.",
    "contact_too_long": "C’est trop long : %(limit)s caractères au plus.",
    "contact_too_many": "Une page a %(limit)s contacts au plus : retirez-en un d’abord.",
    "contact_not_yours": "Ces coordonnées ont été données par quelqu’un d’autre : cette personne "
    "ou un référent les retire.",
    "letter_empty": "Il manque votre message.",
    "letter_too_long": "Ce message est trop long : %(limit)s caractères au plus.",
    "letter_trap": "Ce message a l’air d’avoir été envoyé par une machine : laissez vide le champ "
    "qui demande de l’être, et envoyez-le de nouveau.",
    "letter_hasty": "Le formulaire était ouvert depuis trop peu de temps, ou trop longtemps. Votre "
    "message est gardé ci-dessous : relisez-le et envoyez-le de nouveau.",
    "letter_links": "Un message a %(limit)s liens au plus : retirez-en et envoyez-le de nouveau.",
}
