"""Places as structures of data·inclusion, version 1.

https://github.com/gip-inclusion/data-inclusion-schema
"""

from __future__ import annotations

from typing import Any

from wiki.places.described import Described
from wiki.places.exports.mapped import mapped
from wiki.schema.kinds import Kind

FORMAT = "data_inclusion"
#: What a structure has; publics, fees and ways to come are those of its services there.
FIELDS = (
    "source",
    "id",
    "nom",
    "date_maj",
    "description",
    "lien_source",
    "siret",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "longitude",
    "latitude",
    "telephone",
    "site_web",
    "horaires_accueil",
    "accessibilite_lieu",
    "reseaux_porteurs",
)
#: Signs at the end of a name that do not count there, and how long it is without them.
BLANK, SHORTEST, _LONGEST = " .", 3, 150
_SHORTEST_DESCRIPTION = 5


def structure(place: Described, kind: Kind, source: str) -> dict[str, Any] | None:
    """A place as a structure that `source` tells of; None when its name is too short there."""
    said: dict[str, Any] = {name: value for name, _, value in mapped(kind, place.sheet, FORMAT)}
    name = place.name.rstrip(BLANK)[:_LONGEST]
    if len(name) < SHORTEST:
        return None
    if len(said.get("description", "")) < _SHORTEST_DESCRIPTION:
        said.pop("description", None)
    if position := place.position:
        said |= {"latitude": position.lat, "longitude": position.lon}
    if commune := place.commune:
        said |= {"commune": commune.name, "code_insee": commune.insee}
    said |= {
        "source": source,
        "id": f"{source}--{place.uid}",
        "nom": name,
        "date_maj": place.changed_at.date().isoformat(),
        "lien_source": place.url,
        "code_postal": place.postcode or None,
    }
    return {name: said[name] for name in FIELDS if said.get(name) is not None}
