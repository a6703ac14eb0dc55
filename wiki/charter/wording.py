"""The sentences of the errors of the charters."""

from __future__ import annotations

from wiki.charter import wording_amendments, wording_annexes, wording_ballots

SENTENCES = {
    "charter_article_gone": "Cet article n’est plus dans le texte de la charte. Ce qui est écrit "
    "ici reste, et y revient avec lui.",
    "charter_not_written": "Le texte de cette charte ne s’écrit plus : il n’y a rien à nommer.",
    "charter_missing": "Cette charte n’existe pas.",
    "charter_version_missing": "Cette charte n’a pas de version de ce numéro.",
    "charter_text_missing": "Le texte de cette version n’est plus là : dites-le à "
    "l’administration, et vérifiez la charte.",
    "charter_title": "Il manque le titre de la charte.",
    "charter_long": "C’est trop long : %(limit)s caractères au plus.",
    "charter_page_missing": "Il n’y a pas de page « %(title)s » : écrivez-la d’abord, puis "
    "faites-en une charte.",
    "charter_of_page": "« %(title)s » est déjà le texte d’une charte.",
    "charter_network": "Choisissez le réseau dont les lieux décident : une page qui a une fiche "
    "« réseau ».",
    "charter_keeps_page": "Cette page est le texte de la charte « %(title)s » : elle reste où elle "
    "est.",
    "charter_rule": "Choisissez l’une des règles proposées.",
    "charter_sponsors": "Donnez un nombre de lieux, %(most)s au plus.",
    "charter_severity": "Dites si le changement est majeur, mineur ou une correction.",
    "charter_day": "Une date s’écrit comme 2026-11-27.",
    "charter_order": "Cette date vient avant celle de l’étape précédente.",
    "charter_office": "Choisissez l’une des deux charges : garant, ou rédacteur.",
    "charter_reason": "Dites pourquoi, en %(least)s caractères au moins : la raison reste dans le "
    "journal de la charte.",
    "charter_opened": "La concertation est ouverte : le calendrier et les règles ne changent plus.",
    "charter_empty": "Ce texte n’a pas encore d’article : un article est un titre de section, "
    "avec son texte dessous.",
    "charter_calendar": "Il manque des dates au calendrier : donnez les six avant d’ouvrir.",
    "charter_too_early": "La concertation commence le %(day)s : changez cette date pour l’ouvrir "
    "aujourd’hui.",
    "charter_too_late": "Le dernier jour des amendements est passé (%(day)s) : changez d’abord le "
    "calendrier.",
    "charter_consulted": "La concertation dure jusqu’au %(day)s : ce qui a été dit aux membres "
    "tient.",
    "charter_under_way": "Une version est déjà en cours : elle finit avant qu’une autre commence.",
    "charter_none_under_way": "Aucune version n’est en cours.",
    "charter_in_ballot": "Un scrutin est en cours sur ce texte : il finit, ou il est annulé, avant "
    "que la version soit abandonnée.",
    "charter_not_now": "Cela ne se fait pas à cette étape : quelqu’un a peut-être fait avancer la "
    "charte depuis que vous avez ouvert cette page.",
    "outline_moved": "Le texte a changé depuis que vous avez ouvert ce plan : le voici tel qu’il "
    "est maintenant.",
    "outline_step": "Ce titre ne peut pas aller là.",
    "outline_unsafe": "Un bloc ouvert dans ce texte n’est pas fermé (une clôture ``` ou :::) : "
    "déplacé, il prendrait ce qui suit. Fermez-le d’abord dans la page.",
    "erasure_missing": "Cet effacement n’a pas été demandé.",
    "erasure_words": "Donnez les mots à effacer, en %(limit)s caractères au plus.",
    "erasure_why": "Choisissez l’une des raisons.",
    "erasure_not_there": "Ces mots ne sont pas dans cet article, écrits ainsi.",
    "erasure_twice": "Ces mots y sont plusieurs fois : donnez-en plus, pour dire lesquels.",
    "erasure_settled": "Cet effacement n’attend plus rien : rechargez la page.",
    "erasure_needs_another": "Il faut l’accord d’une autre personne : un administrateur et un "
    "garant effacent ensemble.",
    "erasure_moved": "Un autre effacement a déplacé ce passage : demandez-le de nouveau.",
    "erasure_in_ballot": "Un scrutin est ouvert sur ce texte : il finit, ou s’annule, d’abord.",
    "charter_not_yours": "Cette étape ne dépend pas de vous.",
}
SENTENCES |= wording_amendments.SENTENCES | wording_annexes.SENTENCES | wording_ballots.SENTENCES
