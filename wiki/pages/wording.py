"""The sentences for the codes of the pages' errors."""

SENTENCES = {
    "page_missing": "Il n’y a pas de page « %(title)s ».",
    "page_is_joined": "« %(title)s » a été réunie à « %(other)s » : séparez-les plutôt.",
    "joining_missing": "Ces deux pages ne sont pas réunies, ou ne le sont plus.",
    "page_deleted": "La page « %(title)s » est à la corbeille.",
    "revision_missing": "La page « %(title)s » n’a pas de version %(number)s.",
    "part_missing": "Ce que vous écrivez n’est plus dans la page : quelqu’un l’en a retiré. Votre "
    "texte est ci-dessous.",
    "section_missing": "Cette page n’a pas de section %(number)s.",
    "settings_page": "Cette page règle le wiki : seule l’administration la modifie.",
    "model_page": "Cette page est un modèle : seule la modération la modifie.",
    "model_missing": "Il n’y a pas de modèle « %(name)s ».",
    "protected_moderators": "Cette page est protégée : seule la modération la modifie.",
    "protected_nobody": "Cette page est gelée : plus personne ne la modifie.",
    "protected_amended": "Cette page est le texte d’une charte : il ne se modifie que par des "
    "amendements, proposés depuis la page de la charte.",
    "tag_unknown": "Il n’y a pas de telle étiquette à mettre : choisissez-en une dans la liste.",
    "title_locked": "Le titre « %(title)s » est réservé : seule la modération peut le créer.",
    "title_taken": "Il y a déjà une page « %(title)s ». Choisissez un autre titre.",
    "title_redirects": "« %(title)s » mène déjà à « %(target)s » : modifiez cette page-là, "
    "ou choisissez un autre titre.",
    "title_interwiki": "« %(title)s » commence par « %(prefix)s: », qui mène à un autre wiki : "
    "aucun lien n’atteindrait cette page. Choisissez un autre titre.",
    "title_unchanged": "C’est déjà le titre de la page.",
    "body_nul": "Ce texte contient un caractère nul, qui ne peut pas être gardé. Retirez-le et "
    "enregistrez de nouveau : rien n’est perdu.",
    "body_unicode": "Ce texte contient des caractères illisibles. Retirez-les et enregistrez de "
    "nouveau : rien n’est perdu.",
    "body_too_large": "Ce texte pèse %(size)s ko ; une page en prend %(limit)s au plus. "
    "Coupez-le en plusieurs pages : rien n’est perdu.",
    "page_joined": "« %(title)s » a été réunie à « %(into)s » pendant que vous écriviez : votre "
    "texte n’a pas été enregistré, il est gardé dans vos brouillons.",
    "base_unknown": "Cette modification part d’une version qui n’existe pas sur cette page. "
    "Votre texte est gardé ci-dessous : comparez-le avec la page, puis enregistrez.",
    "summary_too_long": "Le résumé fait %(length)s caractères ; il en faut %(limit)s au plus.",
    "category_name": "« %(name)s » ne peut pas être le nom d’une catégorie : un nom est "
    "un titre de page. Rien de votre texte n’est perdu.",
    "categories_too_many": "Une page est dans %(limit)s catégories au plus.",
    "categories_scattered": "Trop de lignes de ce texte ont l’air de nommer ses catégories : "
    "changez-les dans le texte lui-même. Rien n’est perdu.",
    "licence_too_long": "Le nom de la licence fait %(length)s caractères ; il en faut %(limit)s au "
    "plus.",
    "licence_unchanged": "C’est déjà la licence de la page.",
    "text_erased": "Le texte de la version %(n)s de « %(title)s » a été effacé, comme la loi le "
    "demandait. Qui l’a écrite, et quand, reste dans l’historique.",
    "sheet_erased": "Des valeurs de la fiche de la version %(n)s de « %(title)s » ont été "
    "effacées, comme la loi le demandait : cette version ne se reprend pas. Corrigez la fiche "
    "elle-même.",
    "text_lost": "Le texte de la version %(n)s de « %(title)s » manque dans la base : "
    "l’administration est à prévenir, une sauvegarde l’a peut-être.",
    "text_was_erased": "Ce texte est, au caractère près, un texte qui a été effacé comme la loi le "
    "demandait : il ne peut pas revenir. Retirez-en ce qui ne doit pas être publié.",
    "reason_missing": "Dites pourquoi ce texte doit être effacé : la raison reste dans le journal.",
    "redaction_range": "Les versions à effacer vont de 1 à %(last)s : rien n’a été effacé.",
    "redaction_current": "C’est ce que « %(title)s » dit aujourd’hui : modifiez d’abord cette "
    "page, puis effacez ses anciennes versions. Rien n’a été effacé.",
    "redaction_done": "Ces versions n’ont plus de texte à effacer.",
    "protection_unknown": "Cette protection n’existe pas.",
    "text_nul": "Ce texte contient un caractère nul (ligne %(line)s). Retirez-le et enregistrez de "
    "nouveau : rien n’est perdu.",
    "text_not_unicode": "Ce texte contient un caractère illisible (ligne %(line)s).",
    "text_too_long": "Ce texte est trop long (%(size)s octets, %(limit)s au plus). Coupez-le en "
    "plusieurs pages : rien n’est perdu.",
    "text_too_many_lines": "Ce texte a %(size)s lignes ; une page en prend %(limit)s au plus.",
    "text_heading_too_long": "Le titre de section de la ligne %(line)s est trop long.",
    "text_nested_too_deep": "À la ligne %(line)s, les listes ou citations sont emboîtées plus de "
    "%(limit)s fois.",
    "edit_conflict": "Quelqu’un a modifié les mêmes passages pendant que vous écriviez. Rien "
    "n’est perdu : choisissez, passage par passage, ce qu’il faut garder.",
    "history_not_empty": "La page « %(title)s » a déjà une histoire : on n’en écrit pas une autre.",
    "history_empty": "Il faut au moins une version.",
    "member_needed": "Connectez-vous : ce qui est changé l’est en votre nom.",
    "nothing_to_undo": "La première version d’une page ne s’annule pas : mettez plutôt la page à "
    "la corbeille.",
    "diff_range": "Cette comparaison n’existe pas : il faut deux numéros de version, « 3..5 ».",
    "revision_number": "Cette version n’existe pas : il faut un numéro, « 3 » ; l’historique de la "
    "page les donne.",
    "edit_held": "Votre modification de « %(title)s » est gardée. Elle paraîtra quand d’autres "
    "l’auront relue : ce sont vos premières.",
    "newcomer_waits": "Vos premières modifications sont relues avant de paraître. Faites celle-ci "
    "par « Modifier » ou par la fiche : elle y sera gardée jusque-là.",
    "pending_answered": "Quelqu’un a déjà répondu à cette modification.",
    "pending_author": "Cette modification ne peut pas paraître : la page est protégée, ou le "
    "compte de la personne ne peut plus y écrire. Reprenez son texte vous-même, ou refusez-la en "
    "disant pourquoi.",
    "pending_missing": "Cette modification en attente n’existe pas, ou plus.",
    "pending_newcomer": "Vos propres modifications sont encore relues : vous confirmerez celles "
    "des autres quand elles ne le seront plus.",
    "pending_not_yours": "Cette modification est de quelqu’un d’autre.",
    "pending_own": "On ne confirme pas sa propre modification.",
    "pending_reason": "Dites pourquoi : la personne le lira.",
    "pending_reason_long": "La raison tient en %(limit)s signes au plus.",
    "pending_too_many": "%(limit)s de vos modifications attendent déjà d’être relues : laissez le "
    "temps de les lire, ou reprenez-en une. Celle-ci n’est pas envoyée.",
    "pending_visitors": "Beaucoup de modifications de visiteurs attendent déjà d’être relues : "
    "revenez plus tard, ou connectez-vous. Celle-ci n’est pas envoyée.",
    "pending_voices": "Il faut d’abord que deux membres, ou un référent, la confirment.",
    "thanks_nobody": "Cette version a été enregistrée sans compte : il n’y a personne à remercier.",
    "thanks_own": "Cette version est de vous : les remerciements viennent des autres.",
    "choices_missing": "Passages où il reste à choisir : %(n)s.",
    "infobox_malformed": "La fiche n’a pas la forme attendue. Rien n’est enregistré.",
    "api_base": "Dites de quelle version vous partez : `base_revision`, ou l’en-tête If-Match.",
    "api_title": "Le titre de la page ne change pas ici : renommez-la.",
}
