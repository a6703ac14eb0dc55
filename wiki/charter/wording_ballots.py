"""The sentences of the errors of ballots."""

from __future__ import annotations

SENTENCES = {
    "ballot_missing": "Ce scrutin n’existe pas.",
    "ballot_minutes": "Ce scrutin n’est pas proclamé : il n’a pas encore de procès-verbal.",
    "ballot_object": "Cela ne se met pas au vote.",
    "ballot_elector": "Ce lieu ne vote pas dans ce scrutin.",
    "ballot_not_yours": "Seul le garant de la charte peut le faire.",
    "ballot_state": "Ce scrutin n’en est pas là : rechargez la page pour voir où il en est.",
    "ballot_not_open": "Ce scrutin n’est pas encore ouvert.",
    "ballot_closed": "Scrutin clos : plus aucun vote n’est reçu.",
    "ballot_still_open": "Des voix manquent encore (%(count)s) : on clôt un scrutin à son "
    "heure, ou quand tous ont voté.",
    "ballot_objected_to": "Une objection tient encore : qui l’a faite peut la lever jusqu’à "
    "l’heure de la clôture.",
    "ballot_choice": "Choisissez l’une des réponses.",
    "ballot_choice_each": "Dites quelque chose de chaque rédaction : pour, contre, abstention ou "
    "blanc.",
    "ballot_final": "Ce lieu a déjà voté : à bulletins secrets, un vote ne se change pas.",
    "ballot_final_own": "Vous avez déjà voté : à bulletins secrets, un vote ne se change pas.",
    "ballot_secret_objection": "Par consentement, une objection se fait en son nom : un tel "
    "scrutin n’est pas secret.",
    "ballot_object_instead": "Par consentement, qui est contre dit pourquoi : faites une "
    "objection.",
    "ballot_vote_instead": "Ce scrutin se décide par un vote : votez contre, et dites pourquoi.",
    "ballot_lift_first": "Votre lieu a une objection en cours : levez-la d’abord.",
    "ballot_days": "Un scrutin dure %(least)s jour au moins, %(most)s au plus.",
    "ballot_word": "C’est trop long : %(limit)s caractères au plus.",
    "ballot_reason": "Dites pourquoi, en %(least)s caractères au moins.",
    "ballot_rule": "Choisissez la règle par laquelle on décide.",
    "ballot_title": "Il manque la question, en %(limit)s caractères au plus.",
    "ballot_text": "Il manque le texte mis au vote, en %(limit)s caractères au plus.",
    "ballot_already": "Un scrutin sur ce texte est déjà en cours.",
    "ballot_nobody": "Ce réseau n’a aucun lieu membre aujourd’hui : personne ne pourrait voter. "
    "Complétez d’abord la liste de ses membres, sur sa page.",
    "ballot_last_word": "Rien ne suit ce scrutin : ce qu’il décide est décidé.",
    "ballot_same_wording": "Un nouveau tour de consentement porte sur un texte réécrit : celui-ci "
    "n’a pas changé.",
    "ballot_other_wording": "Ce scrutin suit le précédent : il porte sur le même texte, mot pour "
    "mot. Pour un autre texte, ouvrez un nouveau scrutin.",
    "ballot_too_soon": "Une seconde convocation attend %(days)s jours.",
    "ballot_no_mandate": "Vous n’avez pas de mandat pour ce lieu aujourd’hui : demandez-le à qui "
    "les donne.",
    "ballot_no_person": "Personne n’a aujourd’hui de mandat pour un lieu membre : aucune personne "
    "ne pourrait voter. Donnez d’abord des mandats, sur la page des lieux.",
    "ballot_not_person": "Vous n’êtes pas des personnes qui votent dans ce scrutin : il fallait un "
    "mandat pour un lieu membre quand il s’est ouvert.",
    "ballot_unit": "Choisissez qui vote : les lieux, les personnes, ou les deux.",
    "ballot_unit_objection": "Par consentement, une objection est celle d’un lieu, et ce lieu seul "
    "la lève : les personnes n’y votent pas. Pour les entendre, choisissez une majorité ; sinon, "
    "les lieux.",
    "ballot_unit_proxies": "Une procuration va d’un lieu à un autre : une personne vote en son "
    "nom, personne ne le fait à sa place. Pour des procurations, choisissez les lieux, ou les "
    "deux.",
    "ballot_left": "Ce lieu ne fait plus partie des électeurs.",
    "proxy_none": "Ce scrutin n’admet pas de procuration.",
    "proxy_objection": "Par consentement, chaque lieu parle pour lui-même : pas de procuration.",
    "proxy_self": "Choisissez un autre lieu que le vôtre.",
    "proxy_voted": "Votre lieu a déjà voté : il n’a pas besoin de procuration.",
    "proxy_given": "Votre lieu a déjà donné procuration pour ce scrutin.",
    "proxy_received": "Ce lieu a déjà reçu une procuration : choisissez-en un autre.",
    "proxy_passed_on": "Une procuration ne se transmet pas : qui en a reçu une n’en donne pas, et "
    "qui en a donné une n’en reçoit pas.",
    "proxy_own_voice": "Ce lieu a voté lui-même : sa voix passe avant la procuration.",
    "file_is_paper": "Ce fichier est le scan de bulletins de papier : il reste ce qu’il est.",
    "paper_missing": "Cette feuille n’existe pas.",
    "paper_step": "Confirmez la feuille, refusez-la ou abandonnez-la.",
    "paper_settled": "Cette feuille n’attend plus rien : rechargez la page.",
    "paper_second": "Vous avez saisi cette feuille : une autre personne, qui tient aussi la "
    "procédure, la confirme ou la refuse.",
    "paper_late": "Ce scrutin ne reçoit plus de bulletins papier.",
    "paper_secret": "À bulletins secrets, rien ne dit ce qu’un lieu a voté : des papiers ne "
    "peuvent pas y être rattachés à leurs lieux, et ne sont pas reçus.",
    "paper_unit": "Un papier dit ce que vote un lieu. Dans ce scrutin votent des personnes, "
    "chacune en son nom : des papiers n’y sont pas reçus.",
    "paper_none": "Aucun papier n’est saisi : dites ce qu’a voté un lieu au moins.",
    "paper_scan": "Joignez le scan des papiers : il reste avec la feuille.",
    "paper_voted": "« %(place)s » a déjà voté : son vote reste, son papier n’est pas reçu.",
    "paper_twice": "« %(place)s » est déjà sur une feuille à confirmer.",
    "paper_holder": "Dites qui tenait le papier, en %(limit)s caractères au plus.",
    "paper_waiting": "Des bulletins papier sont à confirmer : confirmez-les, refusez-les ou "
    "abandonnez-les, puis proclamez.",
    "ballot_contested": "Ce scrutin est contesté : un autre le suit une fois la réponse donnée.",
    "ballot_not_final": "Un scrutin a décidé de ce texte, et n’est pas encore définitif.",
    "contest_not_now": "Seul se conteste un scrutin proclamé, qui n’est pas encore définitif.",
    "contest_late": "Les sept jours pour contester sont passés.",
    "contest_twice": "Cette voix conteste déjà ce scrutin : chacune le fait une fois, et ce "
    "qu’elle en a dit reste sur sa page.",
    "contest_followed": "Un autre scrutin a suivi celui-ci : c’est lui qui se conteste.",
    "contest_others": "D’autres peuvent encore contester ce scrutin : il se confirme une fois le "
    "délai passé. Le retenir se peut dès maintenant.",
    "contest_reason": "Dites pourquoi, en %(least)s caractères au moins, %(limit)s au plus.",
    "contest_step": "Retenez la contestation, ou rejetez-la.",
    "contest_none": "Ce scrutin n’a pas été contesté, ou rien n’est encore répondu.",
    "objection_missing": "Cette objection n’existe pas.",
    "objection_harm": "Dites ce que ce texte abîmerait, en %(least)s caractères au moins.",
    "objection_wording": "Proposez une rédaction qui lèverait votre objection.",
    "objection_text": "Ce texte contient un caractère qui ne s’écrit pas.",
    "objection_long": "C’est trop long : %(limit)s caractères au plus.",
    "objection_not_yours": "Seul le lieu qui l’a faite peut lever cette objection.",
    "objection_settled": "Cette objection n’est plus en discussion.",
    "objection_own": "Un lieu ne juge pas sa propre objection.",
}
