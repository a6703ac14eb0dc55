"""Places as France Tiers-Lieux keeps them on Communecter: its national census and its map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wiki.geography.communes import departments, regions
from wiki.places.described import Described
from wiki.places.exports.mapped import in_words_of, mapped
from wiki.schema import hours
from wiki.schema.kinds import Field, Kind

FORMAT = "ftl"


def element(place: Described, kind: Kind) -> dict[str, Any]:
    """A place as an element of that database."""
    said: dict[str, Any] = {}
    for name, field, value in mapped(kind, place.sheet, FORMAT):
        made = _MADE.get(name, _as_it_is)(field, value)
        if made is not None and "." not in name:
            said[name] = made
    return said | {
        "id": place.uid,
        "type": "organizations",
        "name": place.name,
        **_where(place),
        "preferences": {"isOpenData": True},
        "source": {"key": "wiki", "url": place.url},
        "modified": place.changed_at.isoformat(),
    }


def _where(place: Described) -> dict[str, Any]:
    values, commune = place.sheet.values, place.commune
    said: dict[str, Any] = {}
    if commune:
        department = departments()[commune.department]
        said["address"] = {
            "@type": "PostalAddress",
            "addressCountry": "FR",
            "addressLocality": commune.name,
            "codeInsee": commune.insee,
            "postalCode": place.postcode,
            "streetAddress": values.get("street", ""),
            "level1Name": "France",
            "level3Name": regions()[commune.region],
            "level4Name": department.name,
        }
    if position := place.position:
        lat, lon = position.lat, position.lon
        said["geo"] = {"@type": "GeoCoordinates", "latitude": str(lat), "longitude": str(lon)}
        said["geoPosition"] = {"type": "Point", "coordinates": [lon, lat]}
    return said


def _as_it_is(_field: Field, value: Any) -> Any:
    return value


def _day(_field: Field, value: Any) -> str:
    """A date as that form writes it: a month stands for its first day, a year for its first."""
    year, month, day = (*str(value).split("-"), "01", "01")[:3]
    return f"{day}/{month}/{year}"


def _listed(_field: Field, value: Any) -> str:
    return ",".join(value)


def _accounts(field: Field, value: Any) -> dict[str, str] | None:
    found = {}
    for row in value:
        network = in_words_of(field.columns["network"], row.get("network"), FORMAT)
        if network and row.get("url"):
            found[network] = row["url"]
    return found or None


def _videos(_field: Field, value: Any) -> list[str]:
    return [row["url"] for row in value if row.get("url")]


def _week(_field: Field, value: Any) -> list[Any] | None:
    """Seven entries, Monday first, "" for a day that is closed; None when a week cannot say it."""
    week = hours.week_of(value)
    if week is None:
        return None
    return [
        {
            "dayOfWeek": day,
            "hours": [{"opens": _clock(start), "closes": _clock(end)} for start, end in openings],
        }
        if openings
        else ""
        for day, openings in zip(hours.DAYS, week.days, strict=True)
    ]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _elsewhere(_field: Field, _value: Any) -> None:
    return None


_MADE: Mapping[str, Callable[[Field, Any], Any]] = {
    "openingDate": _day,
    "typePlace": _listed,
    "socialNetwork": _accounts,
    "video": _videos,
    "openingHours": _week,
    "geo": _elsewhere,
    "photos": _elsewhere,
}
