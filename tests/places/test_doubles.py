"""Places that look like one are told before they are made, listed, and set apart by a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from tests.sheets.views.test_edit import QUICK
from wiki.jobs.models import Job
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Role
from wiki.pages.service.bin import bring_back, delete
from wiki.places.models import Double
from wiki.places.queries import doubles as queries
from wiki.places.service import doubles as service

SignIn = Callable[[str], FlaskClient]
DOOR = {"lat": 44.9312, "lon": -0.2071, "precision": "pin"}


def pairs() -> list[tuple[str, str, str]]:
    release_reading()  # another context has written meanwhile
    return [(one.first, one.second, one.reason) for one in queries.pairs()]


def test_a_likeness_is_told_before_the_page_is_made_and_blocks_nothing(
    describe: Describe, sign_in: SignIn, app: Flask
) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    sent = QUICK | {"field-name": "Association Arrêt-Minute"}
    answer = people.post(charlie, "/sheets/new", **sent)
    assert answer.status_code == 200
    assert "peut-être déjà une page" in answer.text
    assert 'href="/wiki/Arr%C3%AAt_Minute"' in answer.text
    assert 'value="Association Arrêt-Minute"' in answer.text
    assert people.post(charlie, "/sheets/new", told="1", **sent).status_code == 303


def test_a_place_like_no_other_is_made_at_once(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    sent = QUICK | {"field-name": "Le Comptoir"}
    assert people.post(sign_in("charlie"), "/sheets/new", **sent).status_code == 303


def test_each_likeness_is_found_for_its_reason(describe: Describe, inside: Flask) -> None:
    siret = "73282932000074"
    describe("Arrêt Minute", place(position=DOOR, siret=siret))
    describe("Comptoir", place(name="Comptoir", position=DOOR | {"lat": 44.93125}))
    describe("Ailleurs", place(name="Ailleurs", commune="48095", siret=siret))
    describe("Arrêt Minute 2", place(name="L’arrêt minute"))
    describe("Loin", place(name="Arrêt Minute", commune="48095"))
    assert pairs() == [
        ("Arrêt Minute", "Comptoir", "near"),
        ("Arrêt Minute", "Ailleurs", "siret"),
        ("Arrêt Minute", "Arrêt Minute 2", "name"),
    ]


def test_the_list_follows_the_sheets_and_is_made_again_alike(
    describe: Describe, inside: Flask
) -> None:
    alice = people.make("alice")
    describe("Un quai", place(name="Un quai"))
    describe("Deux", place(name="Deux"))
    assert pairs() == []
    uid = describe("Deux", place(name="Un quai")).page.uid
    assert pairs() == [("Un quai", "Deux", "name")]
    kept = reading().execute(sa.select(Double)).all()
    with act():
        service.rebuild()
    assert len(reading().execute(sa.select(Double)).all()) == len(kept) == 1
    with act():
        reading().execute(sa.delete(Double))
    service.gather(0)
    assert pairs() == [("Un quai", "Deux", "name")]
    [job] = reading().scalars(sa.select(Job).where(Job.name == service.GATHER)).all()
    service.gather(**job.payload)  # there are no others, and no more to do
    assert pairs() == [("Un quai", "Deux", "name")]
    delete(alice, uid)
    assert pairs() == []
    bring_back(alice, uid)
    assert pairs() == [("Un quai", "Deux", "name")]
    describe("Un quai", place(name="Tout autre chose"))
    assert pairs() == []


def test_two_that_are_not_one_are_remembered(
    describe: Describe, sign_in: SignIn, app: Flask
) -> None:
    with app.app_context():
        people.make("eric", Role.STEWARD)
    one = describe("Arrêt Minute", place()).page.uid
    other = describe("Arrêt Minute 2", place(name="Arrêt Minute 2")).page.uid
    eric = sign_in("eric")
    assert "noms proches" in eric.get("/places/doubles").text
    with app.app_context():
        assert queries.waiting_number() == 1
    people.post(eric, "/places/doubles/apart", one=other, other=one)
    assert "Aucun double" in eric.get("/places/doubles").text
    with app.app_context():
        assert queries.waiting_number() == 0
    describe("Arrêt Minute 2", place(name="Arrêt minute 2", tagline="Un autre."))
    assert "Aucun double" in eric.get("/places/doubles").text
    for after in ("", "x", "9" * 40, "1-2-3"):
        assert eric.get("/places/doubles", query_string={"after": after}).status_code == 200


def test_refuses_to_judge_without_the_right_or_a_likeness(
    describe: Describe, inside: Flask
) -> None:
    one = describe("Arrêt Minute", place()).page.uid
    other = describe("Le Comptoir", place(name="Le Comptoir")).page.uid
    with pytest.raises(Refused):
        service.set_apart(people.make("charlie"), one, other)
    with pytest.raises(Invalid, match="no_double"):
        service.set_apart(people.make("alice"), one, other)
