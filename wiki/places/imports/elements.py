"""Places as other maps keep them in JSON: France Tiers-Lieux, GoGoCarto, OpenStreetMap, GeoJSON.

An element is said to be at the line of its place in the list, the first one at 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from wiki.kernel.errors import TooMuch
from wiki.places.imports.objects import elements, part, read_json, text
from wiki.places.imports.reading import Reading
from wiki.places.imports.records import Origin, Record, reading
from wiki.places.imports.rows import MOST_ROWS
from wiki.places.imports.tables import by_header
from wiki.schema import hours
from wiki.schema.kinds import Field, core_kinds

_PLACE = core_kinds()["place"]
_NOT_SAID = ("", None)

# -- France Tiers-Lieux (Communecter)

FTL = Origin("ftl", "France Tiers-Lieux")
_FTL_APART = frozenset(
    (
        *("_id", "id", "name", "address", "geo", "geoPosition", "openingHours", "openingDate"),
        *("socialNetwork", "video", "telephone", "type", "preferences", "source", "modified"),
        *("created", "updated", "collection", "slug", "typePlace"),
    )
)


def read_ftl(file: BinaryIO, most: int = MOST_ROWS) -> Reading:
    """The places of an export of Communecter."""
    found = elements(read_json(file), ("results", "entities", "elements", "data"), most)
    return reading((_ftl(line, *one) for line, one in enumerate(found, 1)), FTL)


def _ftl(line: int, key: str, one: Mapping[str, Any]) -> Record:
    address = one.get("address")
    said = _by_mapping("ftl", one)
    said |= {
        "name": text(one.get("name")),
        "families": text(one.get("typePlace")).replace(",", "\n"),
        "opened_on": _month(text(one.get("openingDate"))),
        "phone": _phone(one.get("telephone")),
        "street": text(part(address, "streetAddress")),
        "opening_hours": _week_of_ftl(one.get("openingHours")),
        "socials": _accounts(one.get("socialNetwork")),
        "videos": [{"url": url} for url in _texts(one.get("video")) if url.startswith("http")],
    }
    read = _FTL_APART | {field.mapping.get("ftl", "") for field in _PLACE.fields}
    return Record(
        line,
        text(one.get("id")) or text(part(one.get("_id"), "$id")) or key,
        said,
        insee=text(part(address, "codeInsee")),
        town=text(part(address, "addressLocality")),
        postcode=text(part(address, "postalCode")),
        lat=part(one.get("geo"), "latitude"),
        lon=part(one.get("geo"), "longitude"),
        unread=[name for name in one if name not in read and one[name] not in _NOT_SAID],
    )


def _by_mapping(form: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """What an element says under the names that the schema declares for a format."""
    found: dict[str, Any] = {}
    for field in _PLACE.fields:
        name = field.mapping.get(form, "")
        if name in one and field.type not in ("rows", "point", "hours", "choices"):
            found[field.id] = text(one[name])
    return found


def _month(day: str) -> str:
    """That form asks for a month and a year, and writes the first day of it."""
    return day[3:] if day.startswith("01/") and len(day) == 10 else day


def _phone(value: Any) -> str:
    if isinstance(value, dict):
        numbers = (*_texts(value.get("fixe")), *_texts(value.get("mobile")))
        return next(iter(numbers), "")
    return text(value)


def _texts(value: Any) -> list[str]:
    return [text(one) for one in (value if isinstance(value, list) else [value]) if text(one)]


def _accounts(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, dict):
        return []
    networks = _networks()
    return [
        {"network": networks.get(str(name).casefold(), "other"), "url": text(url)}
        for name, url in value.items()
        if text(url).startswith("http")
    ]


def _networks() -> Mapping[str, str]:
    column: Field = _PLACE.field("socials").columns["network"]
    return {choice.code: choice.code for choice in column.vocabulary}


def _week_of_ftl(value: Any) -> str:
    days: list[hours.Openings] = []
    for one in value if isinstance(value, list) and len(value) == 7 else ():
        listed = part(one, "hours")
        spans = [
            f"{part(two, 'opens')}-{part(two, 'closes')}"
            for two in (listed if isinstance(listed, list) else ())
        ]
        days.append(hours.openings_of(", ".join(spans)) or ())
    return hours.osm_of(hours.Week(tuple(days))) if any(days) else ""


# -- GoGoCarto

GOGOCARTO = Origin("gogocarto", "GoGoCarto")
_GOGOCARTO_READ = frozenset(
    (
        *("id", "name", "geo", "address", "openHours", "categories", "description"),
        *("descriptionMore", "telephone", "website", "createdAt", "updatedAt", "status"),
        "sourceKey",
    )
)


def read_gogocarto(file: BinaryIO, most: int = MOST_ROWS) -> Reading:
    """The places of an export of GoGoCarto."""
    found = elements(read_json(file), ("data", "elements"), most)
    return reading((_gogocarto(line, one) for line, (_, one) in enumerate(found, 1)), GOGOCARTO)


def _gogocarto(line: int, one: Mapping[str, Any]) -> Record:
    address, week = one.get("address"), one.get("openHours")
    short, long = text(one.get("description")), text(one.get("descriptionMore"))
    days = week.items() if isinstance(week, dict) else ()
    said = {
        "name": text(one.get("name")),
        "families": "\n".join(_texts(one.get("categories"))),
        "tagline": short if len(short) <= 280 else "",
        "purpose": "\n\n".join(one for one in (short if len(short) > 280 else "", long) if one),
        "phone": text(one.get("telephone")),
        "website": text(one.get("website")),
        "street": text(part(address, "streetAddress")),
        "opening_hours": "; ".join(f"{day} {text(at)}" for day, at in days if text(at)),
    }
    return Record(
        line,
        text(one.get("id")),
        said,
        town=text(part(address, "addressLocality")),
        postcode=text(part(address, "postalCode")),
        lat=part(one.get("geo"), "latitude"),
        lon=part(one.get("geo"), "longitude"),
        unread=[name for name in one if name not in _GOGOCARTO_READ and one[name]],
    )


# -- OpenStreetMap

OSM = Origin("osm", "OpenStreetMap", "odbl")
_MAIN = ("amenity", "office", "leisure", "craft", "thirdplace")
_FAMILIES = {
    "amenity=coworking_space": "coworking",
    "office=coworking": "coworking",
    "leisure=hackerspace": "fablab",
}
_STATUSES = {
    "proposed:": "project",
    "construction:": "prefiguration",
    "disused:": "paused",
    "was:": "closed",
}
_TAGS = {
    "name": "name",
    "description": "tagline",
    "opening_hours": "opening_hours",
    "phone": "phone",
    "contact:phone": "phone",
    "website": "website",
    "contact:website": "website",
    "operator": "holder_name",
    "start_date": "opened_on",
    "end_date": "closed_on",
    "wheelchair": "wheelchair",
    "ref:FR:SIRET": "siret",
    "ref:FR:RNA": "rna",
}
_WHERE = ("addr:housenumber", "addr:street", "addr:city", "addr:postcode", "ref:INSEE")


def read_osm(file: BinaryIO, most: int = MOST_ROWS) -> Reading:
    """The places of an answer of Overpass, or of a file of the same form."""
    found = elements(read_json(file), ("elements",))
    tagged = [
        (line, one) for line, (_, one) in enumerate(found, 1) if isinstance(one.get("tags"), dict)
    ]
    if len(tagged) > most:  # the others are the corners of those
        raise TooMuch("too_many_rows", most=most)
    return reading((_osm(line, one) for line, one in tagged), OSM)


def _osm(line: int, one: Mapping[str, Any]) -> Record:
    tags = {str(name): text(value) for name, value in one["tags"].items()}
    prefix = next((code for code in _STATUSES if any(f"{code}{key}" in tags for key in _MAIN)), "")
    main = {key: tags[f"{prefix}{key}"] for key in _MAIN if f"{prefix}{key}" in tags}
    families = [_FAMILIES.get(f"{key}={value}") for key, value in main.items()]
    said = {field: tags[tag] for tag, field in reversed(_TAGS.items()) if tag in tags}
    said |= {
        "name": tags.get("name", ""),
        "status": _STATUSES.get(prefix, "open"),
        "families": "\n".join(family for family in families if family),
        "alt_names": tags.get("alt_name", "").replace(";", "\n"),
        "street": f"{tags.get('addr:housenumber', '')} {tags.get('addr:street', '')}".strip(),
        "wifi": "oui" if tags.get("internet_access") in ("wlan", "yes") else "",
    }
    read = {*_TAGS, *_WHERE, "alt_name", "internet_access", *(f"{prefix}{key}" for key in main)}
    center = one.get("center") or one
    number = text(one.get("id"))
    return Record(
        line,
        f"{text(one.get('type')) or 'node'}/{number}" if number else "",
        said,
        insee=tags.get("ref:INSEE", ""),
        town=tags.get("addr:city", ""),
        postcode=tags.get("addr:postcode", ""),
        lat=part(center, "lat"),
        lon=part(center, "lon"),
        precision="pin",
        unread=[f"{tag}" for tag in tags if tag not in read],
    )


# -- GeoJSON

GEOJSON = Origin("other", "Fichier GeoJSON")


def read_geojson(file: BinaryIO, most: int = MOST_ROWS) -> Reading:
    """The features of a file; their properties are read by their names, as columns are."""
    found = elements(read_json(file), ("features",), most)
    return reading(_features(one for _, one in found), GEOJSON)


def _features(found: Iterable[Mapping[str, Any]]) -> Iterable[Record]:
    for line, feature in enumerate(found, 1):
        given = feature.get("properties")
        cells = {
            str(name): "|".join(_texts(value)) if isinstance(value, list) else text(value)
            for name, value in (given.items() if isinstance(given, dict) else ())
        }
        geometry = feature.get("geometry")
        point = part(geometry, "coordinates") if part(geometry, "type") == "Point" else None
        lon, lat = point[:2] if isinstance(point, list) and len(point) >= 2 else (None, None)
        number = text(feature.get("id"))
        yield by_header(line, cells, number=number, position=(lat, lon))
