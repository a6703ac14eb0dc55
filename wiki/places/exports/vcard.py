"""Places as vCards (RFC 6350), for address books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from wiki.places.described import Described
from wiki.schema.kinds import Kind

MEDIA_TYPE = "text/vcard; charset=utf-8"
#: Octets of a line, after which it is folded.
_LONGEST = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def cards(places: Iterable[Described], kind: Kind) -> Iterator[str]:
    """A card for each place."""
    for place in places:
        yield card(place, kind)


def card(place: Described, kind: Kind) -> str:
    """The card of a place: its public name, address, phone and site, never a person's."""
    values = place.sheet.values
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        f"UID:{place.url}",
        f"FN:{_text(place.name)}",
        f"ORG:{_text(values.get('holder_name') or place.name)}",
        f"ADR:{_address(place)}",
    ]
    if position := place.position:
        lines.append(f"GEO:geo:{position.lat},{position.lon}")
    if phone := values.get("phone"):
        lines.append(f"TEL;VALUE=uri;TYPE=work:tel:{phone}")
    lines += [f"URL:{url}" for url in (values.get("website"), place.url) if url]
    if tagline := values.get("tagline"):
        lines.append(f"NOTE:{_text(tagline)}")
    if families := _families(values, kind):
        lines.append(f"CATEGORIES:{','.join(map(_text, families))}")
    lines += [f"REV:{place.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}", "END:VCARD"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _address(place: Described) -> str:
    values, commune = place.sheet.values, place.commune
    parts = (
        "",
        values.get("address_complement", ""),
        values.get("street", ""),
        commune.name if commune else "",
        "",
        place.postcode,
        "France",
    )
    return ";".join(_text(part) for part in parts)


def _families(values: Any, kind: Kind) -> list[str]:
    choices = kind.field("families").choices
    codes = values.get("families", ())
    return [choices[code].labels["fr"] for code in codes if code in choices]


def _text(text: str) -> str:
    return str(text).translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The pieces of a line, none of which cuts a sign; each but the first after a space."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += octets
    yield piece
