"""What a census found as files for good: a table, points, and what describes both. Plain values."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from wiki.geography.communes import commune_today
from wiki.places.described import position_of
from wiki.places.exports.columns import neutral
from wiki.schema.cells import Column, columns
from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet

#: A spreadsheet reads what begins so as UTF-8.
_MARK = "\ufeff"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
}
_IANA = "http://www.iana.org/assignments/media-types"
_HEADER = (
    "uid",
    "name",
    "target",
    "commune",
    "insee",
    "department",
    "lat",
    "lon",
    "precision",
    "page",
    "revision",
    "answered_on",
)
FILES = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "description": "application/ld+json",
}


class Origin(NamedTuple):
    """Where a value comes from: in words, its address, and the day it was said or checked."""

    text: str
    url: str
    day: str


@dataclass(frozen=True)
class Found:
    """One that answered: its page, and the public part of its sheet in the revision `revision`.

    `answered_on` is a day, "" when it answered otherwise than by its link.
    """

    uid: str
    target: str
    name: str
    url: str
    revision: int
    answered_on: str
    sheet: Sheet
    origins: Mapping[str, Origin]


@dataclass(frozen=True)
class About:
    """What is told of the census beside what it found; days in ISO 8601."""

    url: str
    title: str
    intro: str
    method: str
    site: str
    home: str
    licence: str
    licence_url: str
    territory: str
    opened_on: str
    closed_on: str
    published_on: str
    counts: Mapping[str, int]
    departments: Mapping[str, Mapping[str, int]]
    response_rate: float | None


@dataclass(frozen=True)
class Files:
    """The three files."""

    csv: str
    geojson: str
    description: str


def sha256(text: str) -> str:
    """The hash of a file, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def files(about: About, kind: Kind, asked: Sequence[str], found: Sequence[Found]) -> Files:
    """The files of what was found; `asked` are ids of fields."""
    fields = [one for one in kind.fields if one.id in asked]
    table = _table(kind, fields, found)
    points = _points(fields, found)
    described = _described(about, kind, fields, len(found), {"csv": table, "geojson": points})
    return Files(table, points, described)


def _table(kind: Kind, fields: Sequence[Field], found: Sequence[Found]) -> str:
    of = {one.id: [each for each in columns(kind) if each.field is one] for one in fields}
    header = list(_HEADER)
    for one in fields:
        header += [each.name for each in of[one.id]] or [one.id]
        header += [f"{one.id}__source", f"{one.id}__date"]
    piece = io.StringIO()
    writer = csv.writer(piece)
    writer.writerow(header)
    for each in found:
        line = [*_identity(each)]
        for one in fields:
            line += _cells(one, of[one.id], each)
        writer.writerow([neutral(cell) for cell in line])
    return _MARK + piece.getvalue()


def _identity(one: Found) -> tuple[str, ...]:
    commune = commune_today(one.sheet.values.get("commune") or "")
    position = position_of(one.sheet)
    where = (commune.name, commune.insee, commune.department) if commune else ("", "", "")
    point = (str(position.lat), str(position.lon), position.precision) if position else ("",) * 3
    said = (one.url, str(one.revision), one.answered_on)
    return (one.uid, one.name, one.target, *where, *point, *said)


def _cells(field: Field, of: Sequence[Column], one: Found) -> list[str]:
    if of:
        said = [each.written(one.sheet) for each in of]
    else:
        value = one.sheet.values.get(field.id)
        said = ["" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)]
    origin = one.origins.get(field.id)
    if origin is None:
        return [*said, "", ""]
    return [*said, " ".join(filter(None, (origin.text, origin.url))), origin.day]


def _points(fields: Sequence[Field], found: Sequence[Found]) -> str:
    features = [_feature(fields, one) for one in found]
    return _json({"type": "FeatureCollection", "features": features})


def _feature(fields: Sequence[Field], one: Found) -> dict[str, Any]:
    position = position_of(one.sheet)
    point = {"type": "Point", "coordinates": [position.lon, position.lat]} if position else None
    values = {each.id: one.sheet.values[each.id] for each in fields if each.id in one.sheet.values}
    identity = dict(zip(_HEADER, _identity(one), strict=True))
    named = {name: text for name, text in identity.items() if name not in ("lat", "lon")}
    return {
        "type": "Feature",
        "id": one.uid,
        "geometry": point,
        "properties": {
            **named,
            "values": values,
            "not_concerned": sorted({each.id for each in fields} & one.sheet.not_concerned),
            "origins": {
                name: origin._asdict()
                for name, origin in sorted(one.origins.items())
                if name in values
            },
        },
    }


def _described(
    about: About, kind: Kind, fields: Sequence[Field], number: int, made: Mapping[str, str]
) -> str:
    licence = {"@id": about.licence_url} if about.licence_url else about.licence
    return _json(
        {
            "@context": _CONTEXT,
            "@id": about.url,
            "@type": "dcat:Dataset",
            "dct:identifier": about.url,
            "dct:title": about.title,
            "dct:description": about.intro,
            "dct:provenance": about.method,
            "dct:publisher": {"@id": about.home, "foaf:name": about.site},
            "dct:license": licence,
            "dct:issued": about.published_on,
            "dct:spatial": about.territory,
            "dct:temporal": {"dcat:startDate": about.opened_on, "dcat:endDate": about.closed_on},
            "dcat:distribution": [_distribution(about.url, *one) for one in made.items()],
            "census": {
                "described": number,
                "targets": sum(about.counts.values()),
                "response_rate": about.response_rate,
                "states": dict(about.counts),
                "departments": {code: dict(of) for code, of in about.departments.items()},
                "kind": kind.code,
                "fields": [
                    {"id": one.id, "type": one.type, "labels": dict(one.labels)} for one in fields
                ],
            },
        }
    )


def _distribution(url: str, name: str, text: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": f"{url}/{name}"},
        "dcat:mediaType": {"@id": f"{_IANA}/{FILES[name]}"},
        "dcat:byteSize": len(text.encode()),
        "spdx:checksum": {
            "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
            "spdx:checksumValue": sha256(text),
        },
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
