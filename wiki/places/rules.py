"""What a sheet makes of a place: on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wiki.geography.communes import commune_today
from wiki.language.folding import fold
from wiki.places.described import position_of
from wiki.schema.derived import seats_total
from wiki.schema.sheet import Sheet

KIND = "place"


def place_of(sheet: Sheet, title: str) -> dict[str, Any]:
    """The columns of `wiki_place` that a sheet gives to the page of a title."""
    values = sheet.values
    name = str(values.get("name") or title)
    insee = values.get("commune")
    commune = commune_today(insee) if insee else None
    position = position_of(sheet)
    photo: Mapping[str, Any] = next(iter(values.get("photos", ())), {})
    return {
        "name": name,
        "name_key": fold(name),
        "status": values.get("status"),
        "management": values.get("management"),
        "insee": commune.insee if commune else insee,
        "department": commune.department if commune else None,
        "region": commune.region if commune else None,
        "lat": position.lat if position else None,
        "lon": position.lon if position else None,
        "precision": position.precision if position else None,
        "families": _listed(values.get("families", ())),
        "seats": seats_total(values),
        "opened_on": values.get("opened_on"),
        "closed_on": values.get("closed_on"),
        "photo": photo.get("file"),
        "photo_alt": photo.get("alt"),
    }


def _listed(codes: Any) -> str:
    return f",{','.join(sorted(codes))}," if codes else ""
