"""Places in the standard of digital mediation, « standard-mediation-num » 1.0.2 (Table Schema).

https://schema.data.gouv.fr/LaMednum/standard-mediation-num/
"""

from __future__ import annotations

from typing import Any

from wiki.places.described import Described
from wiki.places.exports.columns import cell
from wiki.schema.cells import SEPARATOR
from wiki.schema.kinds import Field, Kind

FORMAT = "mednum"
COLUMNS = (
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_acces",
    "modalites_accompagnement",
    "fiche_acces_libre",
    "prise_rdv",
)
#: What the standard asks of every place.
REQUIRED = ("nom", "commune", "code_postal", "adresse")
#: The identifier of a structure that has none, as the standard says to write it.
NO_PIVOT = "00000000000000"


def line(place: Described, kind: Kind) -> list[str] | None:
    """The line of a place; None when it lacks what the standard requires."""
    said = _said(place, kind)
    if not all(said.get(name) for name in REQUIRED):
        return None
    return [said.get(name, "") for name in COLUMNS]


def _said(place: Described, kind: Kind) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in kind.fields:
        name, value = field.mapping.get(FORMAT, ""), place.sheet.values.get(field.id)
        if name in COLUMNS and value is not None and field.visibility == "public":
            found.setdefault(name, _written(field, value))
    commune, position = place.commune, place.position
    if position:
        found |= {"latitude": str(position.lat), "longitude": str(position.lon)}
    if commune:
        found |= {"commune": commune.name, "code_insee": commune.insee}
    return found | {
        "id": place.uid,
        "pivot": found.get("pivot") or NO_PIVOT,
        "nom": place.name,
        "code_postal": place.postcode,
        "date_maj": place.changed_at.date().isoformat(),
    }


def _written(field: Field, value: Any) -> str:
    if not field.vocabulary:
        return cell(value)
    codes = value if isinstance(value, list) else [value]
    theirs = (field.choices[code].mapping.get(FORMAT) for code in codes if code in field.choices)
    return SEPARATOR.join(dict.fromkeys(code for code in theirs if code))
