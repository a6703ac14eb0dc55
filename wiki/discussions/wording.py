"""The sentences for the codes of the discussions' errors."""

SENTENCES = {
    "discussed_missing": "Ce dont parle cette discussion n’est pas là, ou ne l’est plus.",
    "thread_missing": "Ce fil de discussion n’existe pas.",
    "thread_of_another": "Seules la personne qui a ouvert ce fil et la modération le déplacent.",
    "thread_of_passage": "Ce fil parle d’un passage de sa page : il y reste. Ouvrez un fil sur "
    "l’autre page, et donnez-y un lien vers celui-ci.",
    "thread_stays": "Ce fil ne parle pas d’une page du wiki : il reste où il est.",
    "thread_is_there": "Ce fil est déjà dans la discussion de cette page.",
    "thread_says_nothing": "Il n’y a rien à extraire de ce fil : ses messages sont masqués.",
    "extract_missing": "Il n’y a plus rien à porter sur la page : laissez au moins une phrase.",
    "reaction_unknown": "Cette réaction n’existe pas.",
    "reaction_by_member": "On réagit à un message avec un compte : connectez-vous, ou répondez.",
    "reaction_to_hidden": "Ce message est masqué : on n’y réagit plus.",
    "turn_unknown": "Ce message n’existe pas.",
    "spot_unknown": "Ce que vous écriviez n’a pas de place dans les discussions.",
    "subject_missing": "Donnez un sujet au fil : quelques mots suffisent.",
    "subject_too_long": "Le sujet fait %(length)s caractères ; il en faut %(limit)s au plus.",
    "turn_missing": "Écrivez un message : il est vide.",
    "turn_too_large": "Ce message pèse %(size)s ko ; il en faut %(limit)s au plus. Coupez-le en "
    "plusieurs messages : rien n’est perdu.",
    "turn_of_another": "Chacun modifie ses propres messages : répondez plutôt à celui-ci.",
    "turn_is_hidden": "Ce message est masqué : on ne le modifie pas.",
    "passage_unknown": "Ce passage n’est pas dans la page telle que vous la lisiez. Choisissez-le "
    "de nouveau : votre commentaire est gardé ci-dessous.",
    "passage_not_found": "Ce passage ne se lit pas d’un seul tenant dans un bloc de la page, ou "
    "s’y lit plusieurs fois : donnez aussi ce qui se lit avant et après.",
    "passage_too_long": "Ce passage fait %(length)s caractères ; il en faut %(limit)s au plus. "
    "Choisissez quelques phrases.",
    "part_not_rewritten": "Un champ ne se réécrit pas dans un commentaire : dites dans le "
    "message ce qu’il devrait dire, ou modifiez la fiche.",
    "rewriting_missing": "Ce message ne propose pas de réécriture.",
    "rewriting_decided": "Quelqu’un a déjà décidé de cette réécriture.",
    "rewriting_conflict": "Le passage a changé depuis la proposition : elle ne peut plus être "
    "reprise telle quelle. Modifiez la page vous-même, ou proposez une autre réécriture.",
    "reason_missing": "Dites pourquoi, en quelques mots : la raison est montrée à la place du "
    "message.",
    "reason_too_long": "La raison fait %(length)s caractères ; il en faut %(limit)s au plus.",
}
