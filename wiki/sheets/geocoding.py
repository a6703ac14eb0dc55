"""Where an address is, asked of a geocoder that speaks as Géoplateforme does: `/search?q=…`."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode

from wiki.kernel import outbound
from wiki.kernel.errors import Invalid
from wiki.kernel.outbound import Answer, Door, NoAnswerError, NotAskedError

#: Most positions proposed, octets read of an answer, seconds that one is waited for.
MOST, _LARGEST, PATIENCE = 5, 200_000, 4.0
_FULL, _BUSY = 200, 429
#: How well a position is known, by what the geocoder found.
_PRECISIONS = {"housenumber": "address", "street": "address", "locality": "address"}


class Candidate(NamedTuple):
    """A position that may be that of an address, and what is there."""

    label: str
    lat: float
    lon: float
    precision: str

    @property
    def written(self) -> str:
        """The position as a form sends it."""
        return f"{self.lat:.6f} {self.lon:.6f} {self.precision}"


def door_to(url: str, agent: str) -> Door:
    """The way to the geocoder of a setting, which alone may be inside, on this machine say."""
    return outbound.door_to(url, agent, PATIENCE)


def candidates(door: Door, url: str, address: str, insee: str) -> tuple[Candidate, ...]:
    """The positions of an address in a commune, the likeliest first.

    Raises `Invalid` when the geocoder says that it is asked too much, or says nothing.
    """
    asked = {"q": address, "limit": str(MOST)} | ({"citycode": insee} if insee else {})
    try:
        answer = door.ask("GET", f"{url.rstrip('/')}/search?{urlencode(asked)}", limit=_LARGEST)
    except (NotAskedError, NoAnswerError):
        raise Invalid("geocoder_silent") from None
    if answer.status == _BUSY:
        raise Invalid("geocoder_busy")
    return _read(answer)


def _read(answer: Answer) -> tuple[Candidate, ...]:
    if answer.status != _FULL:
        raise Invalid("geocoder_silent")
    try:
        features = json.loads(answer.body)["features"][:MOST]
        return tuple(_candidate(one) for one in features)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise Invalid("geocoder_silent") from None


def _candidate(feature: Any) -> Candidate:
    lon, lat = map(float, feature["geometry"]["coordinates"][:2])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError
    said = feature["properties"]
    precision = _PRECISIONS.get(said.get("type", ""), "commune")
    return Candidate(str(said["label"])[:200], lat, lon, precision)


def chosen(text: str) -> tuple[str, str, str] | None:
    """The parts of a position as `Candidate.written` gives it, None for what is none."""
    parts = tuple(text.split())
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
