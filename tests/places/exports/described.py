"""A place as it is given to the exports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.sheets.places import place
from wiki.places.described import Described

FULL: dict[str, Any] = {
    "tagline": "Un espace partagé, ouvert ; à tous.",
    "opened_on": "2010-10",
    "families": ["coworking", "fablab"],
    "street": "3 rue des Écoles",
    "position": {"lat": 44.931, "lon": -0.199, "precision": "address"},
    "opening_hours": "Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-24:00",
    "phone": "+33557000000",
    "website": "https://exemple.fr/",
    "socials": [{"network": "mastodon", "url": "https://social.exemple/@arret"}],
    "holder_name": "Association Arrêt Minute",
    "management": "association",
    "siret": "73282932000074",
    "labels": ["fabrique_de_territoire"],
    "wifi": True,
    "seats": [{"kind": "permanent", "count": 5}, {"kind": "drop_in", "count": 2}],
    "equipment": [{"kind": "coffee_machine"}, {"kind": "printer", "count": 0}],
    "audiences": ["freelancers", "students"],
    "offers": [
        {
            "formula": "day",
            "unit": "day",
            "price": {"cents": 1250, "tax": "incl"},
            "valid_from": "2026",
        }
    ],
    "data_licence": "lo",
}


def described(**values: Any) -> Described:
    """A place with all that these values say, and what suffices to publish."""
    return Described(
        "abc123",
        "Arrêt Minute",
        "https://wiki.exemple/wiki/Arr%C3%AAt_Minute",
        place(**values),
        3,
        datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
    )
