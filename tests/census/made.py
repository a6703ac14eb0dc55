"""Censuses for the tests, on plain values."""

from __future__ import annotations

import json
from typing import Any

from wiki.census.frozen import sha256
from wiki.census.models import Dataset
from wiki.census.rules import Asked, Settings
from wiki.kernel import clock


def settings(**changed: Any) -> Settings:
    """What a census of today is."""
    today = clock.now().date().isoformat()
    said: dict[str, Any] = {
        "title": "Recensement des lieux imaginaires",
        "intro": "Dites-nous **où vous en êtes**.",
        "method": "D’après l’annuaire.",
        "kind": "place",
        "fields": ("status", "website"),
        "opens_on": today,
        "closes_on": f"{int(today[:4]) + 1}{today[4:7]}-01",
        "territory": "",
        "remind_after": "7",
        "remind_most": "1",
        "is_public": True,
    }
    return Settings(**(said | changed))


def asked(name: str, email: str = "", **changed: Any) -> Asked:
    """A target as a coordinator gives it."""
    said = {
        "kind": "place",
        "name": name,
        "commune": "33328",
        "email": email,
        "basis": "public" if email else "",
        "told": "son site" if email else "",
        "based_on": "2026-01-02" if email else "",
    }
    return Asked(**(said | changed))


def published() -> Dataset:
    """What a census published, of two lines."""
    description = json.dumps(
        {
            "dct:spatial": "Partout",
            "dct:temporal": {"dcat:startDate": "2026-01-01", "dcat:endDate": "2026-03-01"},
            "dct:license": "CC BY-SA 4.0",
            "dct:provenance": "",
            "census": {"response_rate": 0.5},
        }
    )
    files = {"csv": "name\nUn quai\n", "geojson": "{}", "description": description}
    hashes = {f"{name}_sha256": sha256(text) for name, text in files.items()}
    return Dataset(
        uid="publie2026",
        census="recensement2026",
        title="Un recensement publié",
        published_at=clock.now(),
        is_public=True,
        described=1,
        asked=2,
        **files,
        **hashes,
    )
