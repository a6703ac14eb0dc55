"""The sentences of the errors of annexes, signatures and translations."""

from __future__ import annotations

SENTENCES = {
    "signature_not_in_force": "Cette version n’est pas en vigueur : c’est celle en vigueur qui se "
    "signe.",
    "signature_stale": "Le texte que vous aviez sous les yeux n’est plus celui-ci : relisez-le, "
    "puis signez.",
    "signature_twice": "Ce lieu a déjà signé cette version.",
    "signature_none": "Ce lieu n’a pas de signature à retirer.",
    "signature_mandate": "Vous ne parlez pas pour ce lieu, ou il n’est pas membre du réseau.",
    "signature_unread": "Ouvrez d’abord le texte : il se signe tout en bas, dans la journée.",
    "signature_annex": "Il manque des réponses à l’annexe de ce lieu : %(names)s. Complétez-la, "
    "puis signez.",
    "signature_annex_stale": "L’annexe de ce lieu a changé depuis que vous avez ouvert cette "
    "page : relisez-la, puis signez.",
    "signature_not_carried": "Il n’y a pas de signature reconduite à laquelle objecter : un lieu "
    "objecte à une version mineure, quand il en a signé une d’avant.",
    "signature_object_late": "Les %(days)s jours pour objecter sont passés ; la signature peut "
    "encore être retirée.",
    "twin_form": "Ce texte n’existe pas dans cette langue.",
    "twin_block": "Ce passage n’est pas dans cette version.",
    "twin_title": "Il manque le titre de ce passage.",
    "twin_text": "Il manque le texte de ce passage.",
    "twin_headings": "Un passage n’a pas de titre de section dans son texte.",
    "twin_moved": "Quelqu’un a écrit ce passage pendant que vous écriviez. Rien n’est perdu : "
    "relisez le sien, puis enregistrez.",
    "annex_missing": "Ce lieu n’a pas d’annexe de ce numéro.",
    "annex_place": "Cette page n’est pas celle d’un lieu de ce réseau.",
    "annex_nothing_asked": "Cette charte ne demande rien aux lieux pour le moment.",
    "annex_invalid": "Des réponses sont à corriger : rien n’est encore enregistré.",
    "annex_conflict": "Quelqu’un a répondu autrement aux mêmes questions pendant que vous "
    "écriviez. Rien n’est perdu : relisez, puis enregistrez.",
    "annex_label": "Il manque la question.",
    "annex_type": "Choisissez l’une des formes de réponse.",
    "annex_article": "Cet article n’est plus dans le texte.",
    "annex_choices": "Donnez les choix, un par ligne, %(limit)s au plus.",
    "annex_field": "Cette question ne peut pas être posée ainsi.",
    "annex_field_gone": "Cette question n’est plus posée.",
    "annex_field_moved": "Quelqu’un a changé cette question pendant que vous écriviez : "
    "relisez-la, puis enregistrez.",
    "annex_many": "Une charte pose %(limit)s questions au plus.",
}
