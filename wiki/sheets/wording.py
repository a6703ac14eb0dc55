"""The sentences for the codes of the sheets' errors."""

SENTENCES = {
    "sheet_invalid": "La fiche n’est pas enregistrée : %(count)s valeurs sont à corriger. "
    "Rien de ce que vous avez tapé n’est perdu.",
    "sheet_conflict": "Quelqu’un a changé les mêmes champs de la fiche de « %(title)s » pendant "
    "que vous écriviez. Rien n’est perdu : comparez, puis enregistrez de nouveau.",
    "sheet_kinds": "La fiche de « %(title)s » est devenue d’un autre genre pendant que vous "
    "écriviez : notez ce que vous vouliez changer, puis rouvrez-la.",
    "exact_link_over": "Ce lien ne sert plus : il est trop ancien, ou n’est pas entier. Ouvrez la "
    "page et dites-y que tout est exact.",
    "correction_link_over": "Ce lien ne sert plus : il est trop ancien, retiré, ou n’est pas "
    "entier. Demandez-en un autre à qui vous l’a donné.",
    "correction_link_days": "Un lien sert de 1 à %(limit)s jours.",
    "correction_missing": "Il n’y a pas de telle correction.",
    "correction_answered": "Quelqu’un a déjà répondu à cette correction de « %(title)s ».",
    "correction_answer_missing": "Dites en un mot pourquoi vous la refusez.",
    "correction_note_long": "%(limit)s caractères au plus.",
    "correction_nothing": "Vous n’avez rien changé : il n’y a rien à proposer.",
    "correction_large": "C’est trop long pour une fiche : raccourcissez les textes.",
    "stop_link_wrong": "Ce lien n’est pas entier, ou n’est plus d’un membre : réglez cela dans "
    "« Mon compte ».",
    "redaction_waits": "Une correction proposée pour cette page dit ce qui est à effacer et "
    "attend : répondez-y d’abord. Rien n’a été effacé.",
    "correction_waits": "Plusieurs de vos corrections attendent déjà d’être relues : revenez quand "
    "on y aura répondu.",
    "geocoder_silent": "le service qui dit où est une adresse ne répond pas : réessayez plus tard, "
    "ou placez le lieu vous-même.",
    "geocoder_busy": "le service qui dit où est une adresse est trop demandé : réessayez dans "
    "un moment.",
    "geocoder_nothing": "cette adresse n’a pas été trouvée : vérifiez la rue et la commune, ou "
    "placez le lieu vous-même.",
    "geocoder_no_address": "écrivez d’abord le numéro et la rue, et la commune.",
    "sheet_missing": "La page « %(title)s » n’a pas de fiche dans cette version.",
    "sheet_field_missing": "Cette version de la fiche n’a pas ce champ.",
    "misfit_stays": "La valeur n’a pas changé.",
    "misfits_missing": "Il n’y a plus de telles valeurs à reprendre.",
    "nothing_to_mend": "Il n’y a plus rien à reprendre là : quelqu’un l’a fait.",
    "ticked_many": "Plus de %(most)s fiches sont cochées : prenez « Toutes », ou faites-le en "
    "plusieurs fois.",
    "nothing_chosen": "Cochez au moins une fiche, ou choisissez « Toutes ».",
    "remedy_missing": "Dites ce que ces valeurs deviennent.",
    "field_to_missing": "Choisissez le champ où les déplacer.",
    "entries_missing": "Dites au moins pour un ancien choix ce qu’il devient.",
    "mending_missing": "Il n’y a pas de telle reprise.",
    "mending_of_another": "Quelqu’un d’autre a préparé cette reprise : à lui de la lancer.",
    "mending_stays": "Rien n’y peut être repris ainsi : la fiche reste comme elle est.",
    "mending_in_part": "Une partie seulement : le reste reste dans la liste.",
    "mending_gone": "Il n’y a plus rien à y reprendre.",
    "mending_unfit": "La fiche ne pourrait pas être enregistrée : elle reste comme elle est.",
    "mending_contradicted": "Quelqu’un a changé ces valeurs depuis : elles restent comme il a dit.",
    "mending_undone": "La reprise a été annulée avant.",
    "tended_missing": "Cette liste n’existe pas.",
    "kind_missing": "Il n’y a pas de tel genre de fiche.",
    "field_missing": "Ce genre de fiche n’a pas de tel champ.",
    "kind_unknown": "Il n’y a pas de genre de fiche « %(kind)s ».",
}
