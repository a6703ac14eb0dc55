"""The census of members: counted by what they say, and as they chose to be seen."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.conftest import describe
from tests.sheets.places import Describe, place
from wiki.kernel.permissions import Role
from wiki.members.service.profile import change_profile, change_showing
from wiki.organisations.service.mandates import give
from wiki.pages.queries import pages
from wiki.schema.sheet import Sheet

__all__ = ["describe"]

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def steward(app: Flask, describe: Describe, sign_in: SignIn) -> FlaskClient:
    """Eric's browser: bob is of a cooperative by its place, charlie of it, dora hides."""
    with app.app_context():
        people.make_all()
        people.make("eric", Role.STEWARD)
        for name, where, shown_to, skills in (
            ("bob", "Un quai", "members", "=couture, vélo"),
            ("charlie", "la coopérative", "public", "couture"),
            ("dora", "Un quai", "nobody", "dentelle"),
        ):
            change_profile(people.make(name), name, "", where)
            change_showing(people.make(name), shown_to, "33", skills)
    describe("La Coopérative", Sheet("organisation", {"name": "La Coopérative"}))
    describe("Un quai", place(name="Un quai", holder="La Coopérative"))
    with app.app_context():
        give(people.make("alice"), pages.get("Un quai").uid, "bob", "2026-01-01")
    return sign_in("eric")


def test_it_counts_those_who_say_it_and_names_nobody_who_hides(
    app: Flask, steward: FlaskClient, sign_in: SignIn
) -> None:
    text = steward.get("/admin/census").text.replace("\u00a0", " ").replace("\u202f", " ")
    assert '<th scope="row">La Coopérative</th><td class="number">2</td>' in text
    assert '<th scope="row">Gironde (33)</th><td class="number">2</td>' in text
    assert '<th scope="row">couture</th><td class="number">1</td>' in text
    assert "1 membre ne se montre à personne" in text
    assert "dentelle" not in text
    assert "dentelle" in sign_in("alice").get("/admin/census").text
    assert sign_in("charlie").get("/admin/census").status_code == 403


def test_it_is_taken_away_with_no_formula_and_no_name_that_hides(steward: FlaskClient) -> None:
    table = steward.get("/admin/census.csv")
    assert table.headers["Cache-Control"] == "no-store"
    lines = list(csv.DictReader(StringIO(table.text.removeprefix("\ufeff"))))
    bob = next(one for one in lines if one["nom"] == "bob")
    assert (bob["organisation"], bob["lieu"]) == ("La Coopérative", "Un quai")
    assert (bob["compétences"], bob["mandats"]) == ("'=couture, vélo", "Un quai")
    assert "dora" not in table.text
    assert [one["lieu"] for one in lines if not one["nom"]] == [""]
    told = steward.get("/admin/census.json").get_json()["members"]
    assert [one for one in told if one.get("name") == "dora"] == []
    assert [one.keys() for one in told if "name" not in one] == [{"closed_on", "is_active"}]
    assert next(one for one in told if one.get("name") == "charlie")["skills"] == ["couture"]
