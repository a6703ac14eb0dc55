"""The form of a sheet: quick to fill, nothing typed is lost, two people put together."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place

SignIn = Callable[[str], FlaskClient]
QUICK = {
    "kind": "place",
    "base": "0",
    "field-name": "Arrêt Minute",
    "field-commune": "Pomerol",
    "field-status": "open",
    "field-families": "coworking",
}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " "))


def test_four_fields_make_a_place(sign_in: SignIn, client: FlaskClient) -> None:
    charlie = sign_in("charlie")
    assert "L’essentiel" in charlie.get("/sheets/new?kind=place").text
    answer = people.post(charlie, "/sheets/new", **QUICK)
    assert (answer.status_code, answer.location) == (303, "/wiki/Arr%C3%AAt_Minute?saved=1")
    shown = _plain(client.get("/wiki/Arrêt_Minute").text)
    assert "Pomerol (33)" in shown
    assert "Bureaux partagés, coworking" in shown
    assert "Ouvert" in shown


def test_refuses_a_place_without_a_name(sign_in: SignIn) -> None:
    answer = people.post(sign_in("charlie"), "/sheets/new", **QUICK | {"field-name": " "})
    assert answer.status_code == 422
    assert 'value="Pomerol"' in answer.text


def test_refuses_a_commune_that_there_is_not(sign_in: SignIn) -> None:
    answer = people.post(
        sign_in("charlie"), "/sheets/new", **QUICK | {"field-commune": "Pomérolle"}
    )
    assert answer.status_code == 422
    assert "commune inconnue : « Pomérolle »" in _plain(answer.text)


def test_refuses_a_name_that_a_page_has(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    answer = people.post(sign_in("charlie"), "/sheets/new", **QUICK)
    assert answer.status_code == 409
    assert "Il y a déjà une page" in _plain(answer.text)


def test_a_visitor_who_may_not_write_is_told(client: FlaskClient, describe: Describe) -> None:
    describe("Arrêt Minute", place())
    assert client.get("/sheets/new?kind=place").status_code == 403
    assert client.get("/wiki/Arrêt_Minute/sheet").status_code == 403


def test_refuses_a_kind_that_there_is_not(sign_in: SignIn) -> None:
    assert sign_in("charlie").get("/sheets/new?kind=rien").status_code == 422


def test_a_sheet_is_edited(describe: Describe, sign_in: SignIn, client: FlaskClient) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    form = charlie.get("/wiki/Arrêt_Minute/sheet").text
    assert 'value="Pomerol (33500)"' in form
    sent = QUICK | {
        "base": "1",
        "field-opened_on": "octobre 2010",
        "field-seats-0-kind": "permanent",
    }
    answer = people.post(charlie, "/wiki/Arrêt_Minute/sheet", **sent | {"field-seats-0-count": "5"})
    assert answer.status_code == 303, answer.text
    shown = _plain(client.get("/wiki/Arrêt_Minute").text)
    assert "octobre 2010" in shown
    assert "Permanents" in shown


def test_rows_are_added_without_saving(sign_in: SignIn) -> None:
    sent = QUICK | {"action": "more-seats", "field-seats-0-count": "5"}
    answer = people.post(sign_in("charlie"), "/sheets/new", **sent)
    assert answer.status_code == 200
    assert 'name="field-seats-0-count" type="text" value="5"' in answer.text
    assert 'name="field-seats-3-count"' in answer.text


def test_rows_sent_empty_are_no_rows_and_what_is_wrong_is_said_in_its_row(sign_in: SignIn) -> None:
    empty = {f"field-seats-{n}-{name}": "" for n in (0, 1, 3) for name in ("kind", "count")}
    sent = QUICK | empty | {"field-seats-2-kind": "permanent", "field-seats-2-count": "cinq"}
    shown = people.post(sign_in("charlie"), "/sheets/new", **sent).text
    names = re.findall(r'name="field-seats-([0-9]+)-count"', shown)
    assert names == ["2", "4"]
    assert 'id="f-field-seats-2-count-error"' in shown


def test_two_who_change_other_fields_are_put_together(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    describe("Arrêt Minute", place(opened_on="2010-10"))
    sent = QUICK | {"base": "1", "field-status": "paused"}
    answer = people.post(sign_in("charlie"), "/wiki/Arrêt_Minute/sheet", **sent)
    assert answer.location == "/wiki/Arr%C3%AAt_Minute?saved=3&merged=2"


def test_two_who_change_the_same_field_choose(
    describe: Describe, sign_in: SignIn, ask: Any
) -> None:
    describe("Arrêt Minute", place())
    describe("Arrêt Minute", place(status="closed", opened_on="2010"))
    charlie = sign_in("charlie")
    sent = QUICK | {"base": "1", "field-status": "paused"}
    answer = people.post(charlie, "/wiki/Arrêt_Minute/sheet", **sent)
    assert answer.status_code == 409
    shown = _plain(answer.text)
    assert "Dans la page :</strong> Fermé</dd>" in shown
    assert "La vôtre :</strong> Fermé pour un temps</dd>" in shown
    assert 'name="base" value="2"' in shown
    assert 'value="2010"' in shown  # what the other changed alone is in the form
    again = sent | {"base": "2", "field-opened_on": "2010"}
    assert people.post(charlie, "/wiki/Arrêt_Minute/sheet", **again).status_code == 303


@pytest.mark.parametrize("base", ["9" * 30, "-1", "²", ""])
def test_refuses_a_base_that_no_page_has(describe: Describe, sign_in: SignIn, base: str) -> None:
    describe("Arrêt Minute", place())
    sent = QUICK | {"base": base, "field-purpose": "Travailler ensemble."}
    answer = people.post(sign_in("charlie"), "/wiki/Arrêt_Minute/sheet", **sent)
    assert answer.status_code == 422
    assert "Travailler ensemble." in answer.text


@pytest.mark.parametrize("number", ["²", "9" * 5_000, "99999", "-1"])
def test_rows_that_the_form_has_not_are_not_read(sign_in: SignIn, number: str) -> None:
    sent = QUICK | {f"field-seats-{number}-count": "1", "field-status": "rien"}
    assert people.post(sign_in("charlie"), "/sheets/new", **sent).status_code == 422


def test_refuses_a_base_that_there_is_not(describe: Describe, sign_in: SignIn) -> None:
    describe("Arrêt Minute", place())
    sent = QUICK | {"base": "99", "field-purpose": "Travailler ensemble."}
    answer = people.post(sign_in("charlie"), "/wiki/Arrêt_Minute/sheet", **sent)
    assert answer.status_code == 404
    assert "Travailler ensemble." in answer.text


def test_the_next_field_to_fill_is_told_to_who_may_write(
    describe: Describe, sign_in: SignIn, client: FlaskClient
) -> None:
    describe("Arrêt Minute", place())
    charlie = sign_in("charlie")
    shown = _plain(charlie.get("/wiki/Arrêt_Minute").text)
    percent = re.search(r"Fiche remplie à (\d+) %", shown)
    assert percent
    assert 0 < int(percent[1]) < 100
    leads = re.search(r'href="(/wiki/[^"]+/sheet\?field=(\w+))#f-field-\2"', shown)
    assert leads
    form = charlie.get(leads[1]).text
    assert f'id="f-field-{leads[2]}' in form
    before = form[: form.index(f'id="f-field-{leads[2]}')]
    assert before.rpartition('<details class="sheet-group"')[2].startswith(" open>")
    assert "Fiche remplie à" not in client.get("/wiki/Arrêt_Minute").text


def test_one_thing_is_said_in_the_singular_and_a_year_in_one_piece(
    describe: Describe, client: FlaskClient
) -> None:
    seats = [{"kind": "permanent", "count": 1}, {"kind": "drop_in", "count": 2}]
    metrics = [{"year": 2024, "indicator": "visits", "value": 1, "source": "Registre"}]
    describe("Arrêt Minute", place(seats=seats, metrics=metrics))
    shown = _plain(client.get("/wiki/Arrêt_Minute").text)
    assert "<dd>2024</dd>" in shown
    assert "<dd>1 visite</dd>" in shown
    assert "1 poste</td>" in shown
    assert "2 postes</td>" in shown
