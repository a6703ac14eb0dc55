"""The standard of digital mediation accepts what is given to it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.sheets.places import Describe, place

#: The Table Schema of the standard, version 1.0.2 (Licence Ouverte 2.0).
SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "mednum-schema.json").read_text("utf-8")
)
FULL = {
    "street": "3 rue des Écoles",
    "siret": "73282932000074",
    "phone": "+33557000000",
    "website": "https://exemple.fr",
    "opening_hours": "Mo-Fr 09:00-18:00",
    "mobility": "fixed",
    "labels": ["fabrique_de_territoire"],
    "tagline": "Un espace partagé.",
    "mednum_services": ["everyday_tools"],
    "audiences": ["students", "young_people"],
    "booking_modes": ["phone", "email"],
}


def faults(line: dict[str, str]) -> list[str]:
    """What the Table Schema refuses in a line."""
    found = []
    for field in SCHEMA["fields"]:
        name, limits = field["name"], field.get("constraints") or {}
        text = line[name]
        if not text:
            found += [f"{name} : absent"] if limits.get("required") else []
            continue
        if "pattern" in limits and not re.search(limits["pattern"], text):
            found.append(f"{name} : {text}")
        if len(text) > limits.get("maxLength", len(text)):
            found.append(f"{name} : trop long")
        if field["type"] == "number":
            float(text)
    return found


def lines(client: FlaskClient) -> list[dict[str, str]]:
    """The lines that the address gives."""
    text = client.get("/places/mednum.csv").text.removeprefix("\ufeff")
    read = csv.DictReader(io.StringIO(text))
    assert read.fieldnames == [field["name"] for field in SCHEMA["fields"]]
    return list(read)


def test_a_full_place_is_accepted(describe: Describe, client: FlaskClient) -> None:
    describe("Arrêt Minute", place(**FULL))
    [line] = lines(client)
    assert faults(line) == []
    assert line["pivot"] == "73282932000074"
    assert (line["code_postal"], line["code_insee"]) == ("33500", "33328")
    assert line["typologie"] == "TIERS_LIEUX"
    assert line["telephone"] == "+33557000000"


def test_a_place_without_a_number_has_the_one_that_stands_for_none(
    describe: Describe, client: FlaskClient
) -> None:
    describe("Arrêt Minute", place(street="3 rue des Écoles"))
    [line] = lines(client)
    assert faults(line) == []
    assert line["pivot"] == "00000000000000"


def test_a_place_without_an_address_is_left_out(describe: Describe, client: FlaskClient) -> None:
    describe("Arrêt Minute", place())
    assert lines(client) == []


@pytest.mark.parametrize("name", ["nom", "date_maj", "code_postal"])
def test_the_test_refuses_a_line_that_lacks(name: str) -> None:
    line = {field["name"]: "" for field in SCHEMA["fields"]}
    assert f"{name} : absent" in faults(line)
