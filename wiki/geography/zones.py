"""The hour of French departments: opening hours are those of the place."""

from __future__ import annotations

from zoneinfo import ZoneInfo

_MAINLAND = ZoneInfo("Europe/Paris")
_OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/Guadeloupe",
    "978": "America/Guadeloupe",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def zone_of(department: str) -> ZoneInfo:
    """The time zone of a department, by its code; that of the mainland for what is none."""
    name = _OVERSEAS.get(department)
    return ZoneInfo(name) if name else _MAINLAND
