"""The sentences for the codes of the sheets' errors."""

SENTENCES = {
    "sheet_invalid": "La fiche n’est pas enregistrée : %(count)s valeurs sont à corriger. "
    "Rien de ce que vous avez tapé n’est perdu.",
    "sheet_conflict": "Quelqu’un a changé les mêmes champs de la fiche de « %(title)s » pendant "
    "que vous écriviez. Rien n’est perdu : comparez, puis enregistrez de nouveau.",
    "sheet_kinds": "La fiche de « %(title)s » est devenue d’un autre genre pendant que vous "
    "écriviez : notez ce que vous vouliez changer, puis rouvrez-la.",
    "exact_link_over": "Ce lien ne sert plus : il est trop ancien, ou n’est pas entier. Ouvrez la "
    "page et dites-y que tout est exact.",
    "sheet_missing": "La page « %(title)s » n’a pas de fiche dans cette version.",
    "sheet_field_missing": "Cette version de la fiche n’a pas ce champ.",
    "misfit_stays": "La valeur n’a pas changé.",
    "kind_missing": "Il n’y a pas de tel genre de fiche.",
    "field_missing": "Ce genre de fiche n’a pas de tel champ.",
    "kind_unknown": "Il n’y a pas de genre de fiche « %(kind)s ».",
}
