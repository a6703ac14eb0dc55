"""What live editing says when something is not done."""

from __future__ import annotations

SENTENCES = {
    "live_by_field": "Une fiche s’écrit champ par champ, dans son formulaire.",
    "live_copy_missing": "Cette copie n’est plus là : elle a déjà été jointe au texte, ou jetée.",
    "live_erased_since": "Des mots de cette page ont été effacés depuis que vous avez commencé à "
    "écrire : votre copie les dit peut-être encore, le wiki ne la garde donc pas. Elle reste dans "
    "votre navigateur.",
    "live_moved_on": "« %(title)s » a trop changé depuis pour reprendre d’un coup ce qui a été "
    "abandonné.",
    "live_no_copy": "Ce qui a été envoyé n’est pas la copie d’un texte.",
    "live_not_thrown": "Il n’y a rien à reprendre à cette version du texte.",
    "live_nothing_unsaved": "Il n’y a rien à abandonner : tout ce qui est écrit sur "
    "« %(title)s » est enregistré.",
    "live_too_long": "Ce texte est trop long pour être écrit à plusieurs.",
    "live_too_many_copies": "Vous avez déjà %(limit)s copies qui attendent : réglez-en une "
    "d’abord. Celle-ci reste dans votre navigateur.",
    "live_no_field": "Ce champ n’est pas de cette fiche, ou n’est pas à vous : rechargez la page.",
    "live_too_many_values": "Ce champ a déjà %(limit)s valeurs entre lesquelles choisir : "
    "choisissez d’abord. La vôtre reste ici.",
    "live_value_gone": "Cette valeur n’est plus proposée : quelqu’un vient de choisir.",
    "live_value_too_long": "Cette valeur est trop longue pour être montrée aux autres avant "
    "d’être enregistrée.",
    "live_version_gone": "Le texte a été enregistré depuis que cet écran a été fait : "
    "rouvrez-le pour voir où en est votre copie.",
    "live_apart": "Cette page est le texte d’une charte : il s’écrit article par article.",
    "live_moved": "Ce texte vient d’être changé par quelqu’un d’autre. Rien n’est perdu : essayez "
    "de nouveau.",
    "live_twice": "Un autre processus sert déjà ce wiki : sur SQLite, il n’en faut qu’un. Arrêtez "
    "l’autre, ou passez à PostgreSQL.",
    "live_reset": "Votre texte n’était plus celui des autres : le voici de nouveau. Ce que vous "
    "aviez écrit est gardé à part.",
    "live_large": "Ce message est trop grand pour partir d’un coup. Votre texte reste ici.",
    "live_often": "Trop de messages en peu de temps : la liaison va être reprise. Votre texte "
    "reste ici.",
    "live_unreadable": "Votre navigateur a envoyé ce que le wiki ne comprend pas : rechargez la "
    "page. Votre texte est gardé.",
    "live_forged": "Votre navigateur a pris le nom d’une autre fenêtre : rechargez la page. Votre "
    "texte est gardé.",
    "live_full": "Le texte commun serait trop long : raccourcissez-le. Ce que vous venez d’écrire "
    "n’est pas encore partagé.",
}
