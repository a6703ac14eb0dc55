"""What a sheet makes of a place: on plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from wiki.geography.communes import commune_today
from wiki.geography.finding import search
from wiki.kernel.errors import Invalid
from wiki.language.folding import fold
from wiki.places.described import position_of
from wiki.places.life import in_order
from wiki.schema.dates import parts
from wiki.schema.derived import seats_total
from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet

KIND = "place"
#: Fields that have a facet of their own.
_COLUMNS = frozenset({"status", "families", "management"})
#: States of a place that is open no more, for a while or for good.
CLOSED = ("paused", "closed", "moved")
#: Income that a place does not earn itself: codes of the lines of `income_lines`.
GIVEN_INCOME = frozenset({"operating_grants", "sponsorship", "donations"})
#: Kilometres around a place, when nothing is said, and at most.
RADIUS, LARGEST_RADIUS = 30, 300
_POINT = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,8})?),(-?[0-9]{1,3}(?:\.[0-9]{1,8})?)")


class Centre(NamedTuple):
    """The centre of a circle of some kilometres: a commune, or a position."""

    lat: float
    lon: float
    km: int
    insee: str = ""


def date_read(text: str) -> str:
    """A date of an address, as precise as it is: 2013, 2013-12, 2013-12-31. Raises `Invalid`."""
    try:
        parts(text)
    except ValueError:
        raise Invalid("date_unread", text=text[:40]) from None
    return text


def radius_read(text: str) -> int:
    """The kilometres of a circle. Raises `Invalid`."""
    if not text:
        return RADIUS
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:4]) <= LARGEST_RADIUS):
        raise Invalid("radius_unread", text=text[:40], most=LARGEST_RADIUS)
    return int(text[:4])


def centre_of(text: str, km: int) -> Centre:
    """The centre that a commune, a postcode or « 44.93,-0.2 » is. Raises `Invalid`."""
    if point := _POINT.fullmatch(text):
        lat, lon = map(float, point.groups())
        if abs(lat) <= 90 and abs(lon) <= 180:
            return Centre(lat, lon, km)
    found = commune_today(text) or next((match.commune for match in search(text, 1)), None)
    if found is None:
        raise Invalid("near_unknown", text=text[:100])
    if found.lat is None or found.lon is None:
        raise Invalid("near_nowhere", commune=found.full_name)
    return Centre(found.lat, found.lon, km, found.insee)


def place_of(kind: Kind, sheet: Sheet, title: str) -> dict[str, Any]:
    """The columns of `wiki_place` that a sheet gives to the page of a title."""
    values = sheet.values
    name = str(values.get("name") or title)
    insee = values.get("commune")
    commune = commune_today(insee) if insee else None
    position = position_of(sheet)
    photo: Mapping[str, Any] = next(iter(values.get("photos", ())), {})
    return {
        "name": name,
        "name_key": in_order(fold(name), values.get("status")),
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
        "by_seats": -1 if (seats := seats_total(values)) is None else seats,
        "by_opening": values.get("opened_on") or "",
        "tags": tags_of(kind, sheet),
    }


def is_tagging(field: Field) -> bool:
    """Whether what a field says is a tag: choices, and a yes, that everybody may see."""
    own = field.id in _COLUMNS or field.hidden or field.visibility != "public"
    return not own and not field.row_visibility and _tagged_by(field) is not None


def tags_of(kind: Kind, sheet: Sheet) -> str:
    """What a place has that facets count: `,services:training,wifi:true,`; \"\" for nothing."""
    found = [
        f"{field.id}:{code}"
        for field in kind.fields
        if field.id in sheet.values and is_tagging(field)
        for code in _codes(field, sheet.values[field.id])
    ]
    return f",{','.join(found)}," if found else ""


def _tagged_by(field: Field) -> Field | None:
    """The field whose vocabulary names the tags: itself, or what names its rows."""
    if field.type == "rows":
        named = [field.columns[name] for name in field.identity[:1]]
        return named[0] if named and named[0].type == "choice" else None
    return field if field.type in ("choice", "choices", "boolean") else None


def tag_vocabulary(field: Field) -> Field:
    """The field whose vocabulary names the tags of a field that `is_tagging`."""
    return _tagged_by(field) or field


def _codes(field: Field, value: Any) -> list[str]:
    if field.type == "boolean":
        return ["true"] if value is True else []
    if field.type == "rows":
        rows = value if isinstance(value, list) else []
        said = [row.get(field.identity[0]) for row in rows if isinstance(row, dict)]
    else:
        said = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(code for code in said if isinstance(code, str) and code))


def _listed(codes: Any) -> str:
    return f",{','.join(sorted(codes))}," if codes else ""


def status_on(values: Mapping[str, Any], day: str) -> str | None:
    """The state of a place on a day, by its dates, as `queries.asked.status_of` finds it.

    None when they do not say it.
    """
    opened, closed, now = (values.get(name) for name in ("opened_on", "closed_on", "status"))
    if not isinstance(opened, str) or opened > day:
        return None
    if isinstance(closed, str):
        return (now if now in CLOSED else "closed") if closed <= day else "open"
    return None if now in CLOSED else "open"


def sheet_on(kind: Kind, sheet: Sheet, day: str) -> Sheet:
    """What a sheet says of a day, in ISO 8601, without rows of later years or not valid then.

    A date of a year counts from its first day, a year of figures from its last one.
    """
    values = {name: _on(kind.by_id.get(name), value, day) for name, value in sheet.values.items()}
    values |= {"status": status_on(sheet.values, day)}
    if str(values.get("closed_on") or "") > day:
        values["closed_on"] = None
    kept = {name: value for name, value in values.items() if value not in (None, [])}
    return Sheet(sheet.kind, kept, sheet.not_concerned, sheet.sources)


def _on(field: Field | None, value: Any, day: str) -> Any:
    if field is None or field.type != "rows" or not isinstance(value, list):
        return value
    return [row for row in value if not isinstance(row, dict) or _holds_on(row, day)]


def _holds_on(row: Mapping[str, Any], day: str) -> bool:
    begins, ends, year = (row.get(name) for name in ("valid_from", "valid_to", "year"))
    if isinstance(begins, str) and begins > day:
        return False
    if isinstance(ends, str) and ends < day[: len(ends)]:
        return False
    return not isinstance(year, int) or f"{year}-12-31" <= day
