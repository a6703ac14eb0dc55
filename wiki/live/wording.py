"""What live editing says when something is not done."""

from __future__ import annotations

SENTENCES = {
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
