"""The sentences of the errors of the booklets."""

SENTENCES = {
    "booklet_missing": "Ce livret n’existe pas.",
    "booklet_edition_missing": "Ce livret n’a pas d’édition de ce numéro.",
    "booklet_title": "Il manque le titre du livret.",
    "booklet_long": "C’est trop long : %(limit)s caractères au plus.",
    "booklet_renamed": "Quelqu’un vient d’écrire ici : « %(other)s ». Ce que vous avez tapé est "
    "resté ; enregistrez de nouveau pour le garder, ou reprenez le sien.",
    "booklet_page": "Il n’y a pas de page « %(title)s » : son titre exact, comme en tête de page.",
    "booklet_charter": "Choisissez une version de charte dont le texte est figé.",
    "booklet_twice": "« %(title)s » est déjà dans ce livret.",
    "booklet_full": "Un livret a %(limit)s chapitres au plus.",
    "booklet_empty": "Ce livret est vide : ajoutez-y un chapitre avant de le publier.",
    "booklet_page_gone": "« %(title)s » est à la corbeille : retirez ce chapitre, ou reprenez la "
    "page.",
}
