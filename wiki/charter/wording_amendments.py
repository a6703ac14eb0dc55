"""The sentences of the errors of the amendments."""

from __future__ import annotations

SENTENCES = {
    "amendment_missing": "Cet amendement n’existe pas.",
    "amendment_step": "Cet amendement n’en est plus là : relisez où il en est.",
    "amendment_not_yours": "Seul son auteur, ou le garant de la charte, peut faire cela.",
    "amendment_reason_short": "Dites pourquoi en une phrase au moins (%(least)s caractères).",
    "amendment_reason_long": "C’est trop long : %(limit)s caractères au plus.",
    "amendment_not_now": "Cette charte ne reçoit pas d’amendements en ce moment : il faut que sa "
    "concertation soit ouverte.",
    "amendment_too_late": "La concertation recevait des amendements jusqu’au %(day)s : c’est fini.",
    "amendment_author_first": "Son auteur a %(days)s jours pour répondre ; ensuite seulement, le "
    "garant peut actualiser à sa place.",
    "amendment_kind": "Dites ce que vous proposez : récrire, ajouter, déplacer ou supprimer.",
    "amendment_block_gone": "Cet article n’est plus dans le texte.",
    "amendment_block_twice": "Cet article est déjà dans le texte.",
    "amendment_text_long": "Un article a %(limit)s caractères au plus.",
    "amendment_text_missing": "Il manque le texte de l’article.",
    "amendment_headings": "Un article n’a pas de titre de section dans son texte : proposez plutôt "
    "d’ajouter un article.",
    "amendment_unclosed": "Un bloc ouvert dans ce texte n’est pas fermé (une clôture ``` ou :::) : "
    "il avalerait les articles qui suivent.",
    "amendment_title_missing": "Il manque le titre de l’article.",
    "amendment_title_long": "Un titre a %(limit)s caractères au plus.",
    "amendment_no_change": "Rien ne change : un amendement change au moins un mot.",
    "amendment_place": "Choisissez un autre endroit du texte.",
    "amendment_base_moved": "Le texte a changé au même endroit pendant que vous écriviez. Rien "
    "n’est perdu : relisez les deux textes, puis enregistrez à nouveau.",
    "amendment_other": "Cela demanderait autre chose : proposez plutôt un autre amendement.",
    "amendment_not_satisfied": "Le texte ne dit pas encore tout ce que cet amendement demande.",
    "amendment_own": "C’est votre amendement : c’est à quelqu’un d’autre de le reprendre.",
    "amendment_gone": "Il a été retiré il y a plus de trois jours : proposez plutôt un nouvel "
    "amendement.",
    "amendment_taken_over": "Quelqu’un a déjà repris cet amendement.",
    "amendment_stands": "Cet amendement peut être pris tel quel : il ne tombe pas.",
    "amendment_number": "Donnez le numéro d’un autre amendement, qui est encore examiné.",
    "amendment_not_admissible": "Seul un amendement recevable se soumet au vote.",
    "charter_amendments": "Des amendements attendent encore (n° %(numbers)s) : le texte définitif "
    "se propose quand chacun est intégré, rejeté, ou a quitté la procédure avec une raison.",
    "charter_ballots": "Des scrutins peuvent encore être annulés (n° %(numbers)s) : le texte "
    "définitif se propose quand ils sont définitifs, sept jours après leur proclamation si "
    "personne ne les conteste.",
    "charter_not_rewritten": "Ce texte ne se récrit pas depuis une discussion : un amendement se "
    "récrit par son auteur, un texte figé ne change plus.",
    "amendment_sponsors": "C’est un article statutaire : il manque encore des lieux qui "
    "soutiennent cet amendement (%(count)s).",
    "amendment_sponsor_own": "Ce lieu est celui de l’auteur : il faut en soutenir un d’ailleurs.",
    "amendment_sponsor_twice": "Ce lieu soutient déjà cet amendement.",
    "amendment_sponsor_none": "Ce lieu ne soutient pas cet amendement.",
    "amendment_alone": "Ces amendements ne se contredisent pas : chacun se soumet seul au vote.",
    "amendment_group": "D’autres amendements recevables changent les mêmes mots (n° %(numbers)s) : "
    "ils se soumettent au vote tous ensemble.",
    "combine_own": "Les deux amendements sont du même auteur : récrivez l’un, et retirez l’autre.",
    "combine_kind": "Ces deux amendements ne se réunissent pas en une rédaction : il faut qu’ils "
    "récrivent le même article, ou en ajoutent un au même endroit.",
    "combine_admissible": "Deux amendements se réunissent quand l’un et l’autre sont recevables.",
    "combine_already": "Une rédaction de ces deux amendements attend déjà d’être signée.",
    "combine_reworded": "Cette rédaction a changé depuis que vous l’avez lue : relisez-la, puis "
    "signez.",
    "combine_signed": "Deux auteurs ont signé ces mots : aucun ne les récrit seul. Retirez "
    "l’amendement, ou proposez-en un autre.",
    "combine_to_sign": "Cette rédaction se dépose quand l’auteur de l’autre amendement la signe.",
    "amendment_many": "Un scrutin départage %(limit)s amendements au plus : déclarez-en certains "
    "irrecevables, ou fusionnez-les.",
    "amendment_competes": "Cet amendement change les mêmes mots que d’autres, qui sont soumis au "
    "vote ou adoptés (n° %(numbers)s) : ils ne peuvent pas être adoptés ensemble. Attendez ce qui "
    "en est décidé.",
}
