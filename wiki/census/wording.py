"""The sentences of the errors of the censuses, and the names of their states."""

from __future__ import annotations

SENTENCES = {
    "census_missing": "Ce recensement n’existe pas.",
    "census_title": "Il manque le titre du recensement.",
    "census_kind": "Choisissez le genre de fiche que l’on demande de remplir.",
    "census_fields": "Choisissez au moins un champ à demander, parmi ceux que tout le monde voit.",
    "census_days": "La fin vient après le début, et %(limit)s jours au plus après lui.",
    "census_day": "Une date s’écrit comme 2026-11-27.",
    "census_territory": "Ce territoire n’est ni un département, ni une région.",
    "census_remind_after": "Un rappel part %(least)s jours au moins après la dernière lettre, et "
    "%(most)s au plus ; 0 pour ne rien rappeler.",
    "census_remind_most": "On rappelle %(most)s fois au plus.",
    "census_number": "Écrivez un nombre entier.",
    "census_text": "Ce texte contient un caractère qui ne s’écrit pas.",
    "census_too_long": "C’est trop long : %(limit)s caractères au plus.",
    "census_over": "Ce recensement est fini : on n’y change plus rien.",
    "census_asked_already": "Le genre et les champs ne changent plus une fois le recensement "
    "ouvert : ceux qui ont répondu n’auraient pas tous répondu à la même chose.",
    "census_opened_already": "Ce recensement a déjà été ouvert.",
    "census_too_early": "Ce recensement commence le %(day)s. Pour l’ouvrir aujourd’hui, changez "
    "d’abord cette date.",
    "census_too_late": "Ce recensement finissait le %(day)s. Pour l’ouvrir, changez d’abord cette "
    "date.",
    "census_not_open": "Ce recensement n’est pas ouvert.",
    "census_close_first": "Fermez d’abord le recensement : ce qui est publié ne change plus.",
    "census_published": "Ce recensement est déjà publié.",
    "census_answers_wait": "Des réponses attendent d’être relues (%(count)s) : jugez-les d’abord.",
    "census_empty": "Aucune réponse n’a été acceptée : il n’y a rien à publier.",
    "census_nobody": "Personne n’attend d’invitation : il faut une adresse, et l’état « à "
    "inviter ».",
    "census_no_address": "Le wiki ne connaît pas son adresse publique : aucune lettre ne peut y "
    "mener. L’administration la donne par l’option WIKI_PUBLIC_URL.",
    "census_full": "Un recensement a %(limit)s cibles au plus.",
    "target_missing": "Cette cible n’existe pas.",
    "target_kind": "Dites de quelle sorte de cible il s’agit.",
    "target_name": "Il manque le nom de la cible.",
    "target_commune": "« %(commune)s » n’est pas une commune connue : écrivez son nom, avec son "
    "code postal s’il le faut, ou son code INSEE.",
    "target_commune_many": "Plusieurs communes s’appellent « %(commune)s » : ajoutez le code "
    "postal.",
    "target_outside": "Cette commune (%(department)s) est hors du territoire du recensement.",
    "target_basis": "Dites d’où vient l’adresse électronique.",
    "target_told": "Dites où cette adresse est publiée, ou comment on l’a donnée.",
    "target_day": "On ne peut pas avoir relevé cette adresse dans l’avenir.",
    "target_double": "« %(name)s » est déjà parmi les cibles et lui ressemble. Si ce sont bien "
    "deux cibles, cochez « ajouter quand même ».",
    "target_has_page": "Cette cible a déjà sa page.",
    "target_page_kind": "« %(title)s » n’a pas une fiche du genre demandé.",
    "target_page_taken": "« %(title)s » est déjà la page d’une autre cible.",
    "target_no_page": "Cette cible n’a pas de page : il n’y a rien à dire vérifié.",
    "target_no_link": "Cette cible n’a pas de lien.",
    "target_asked": "Cette cible a déjà été invitée : on ne la retire plus, on peut noter son "
    "refus.",
    "target_event": "On ne peut noter qu’un refus, ou une fiche vérifiée.",
    "target_same": "C’est déjà noté.",
    "census_table": "Collez un tableau, ou choisissez un fichier : une ligne d’en-têtes, puis une "
    "ligne par cible, dont une colonne « nom ».",
    "census_table_long": "Ce tableau a plus de %(limit)s lignes : faites-le entrer en plusieurs "
    "fois.",
    "census_table_heavy": "Ce fichier dépasse %(megabytes)s Mo, et rien n’en a été lu : faites-le "
    "entrer en plusieurs fois.",
    "census_link": "Ce lien n’est pas complet, ou n’a jamais été donné : reprenez-le dans le "
    "courriel.",
    "dataset_missing": "Rien n’est publié à cette adresse.",
    "dataset_file": "Choisissez le fichier à vérifier.",
}
