"""The sheets of pages over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Call
from tests.schema.sheets import PLACE

Program = Callable[[str], Call]
ESSENTIAL = {
    "name": "Arrêt Minute",
    "commune": "33328",
    "status": "open",
    "families": ["coworking"],
}


def infobox(**values: Any) -> dict[str, Any]:
    """The sheet of a place, as it is sent."""
    return {"kind": "place", "values": ESSENTIAL | values}


def put(call: Call, base: int, **sent: Any) -> Any:
    """The answer to a page sent with this base."""
    return call("PUT", "/pages/Gare", {"body": "Texte.", "base_revision": base, **sent})


def shown(call: Call) -> Any:
    """The sheet that a program is shown."""
    return call("GET", "/pages/Gare").get_json()["infobox"]


def test_a_page_is_made_with_its_sheet(call: Call) -> None:
    new = {"title": "Gare", "body": "Texte.", "infobox": infobox(opened_on="2010-10")}
    assert call("POST", "/pages", new).status_code == 201
    assert shown(call) == {
        "kind": "place",
        "values": ESSENTIAL | {"opened_on": "2010-10"},
        "not_concerned": [],
        "sources": {},
    }


def test_what_is_given_can_be_sent_again(call: Call) -> None:
    sources = {"tagline": {"text": "Le gérant"}}
    sent = infobox(tagline="Un lieu") | {"not_concerned": ["phone"], "sources": sources}
    assert put(call, 0, infobox=sent).status_code == 201
    found = shown(call)
    assert found == sent
    assert put(call, 1, infobox=found).get_json()["changed"] is False


def test_a_sheet_that_is_not_sent_stays_and_null_takes_it_away(call: Call) -> None:
    put(call, 0, infobox=infobox())
    assert put(call, 1, body="Autre texte.").get_json()["changed"] is True
    assert shown(call)["values"] == ESSENTIAL
    assert put(call, 2, infobox=None).get_json()["changed"] is True
    assert shown(call) is None
    past = call("GET", "/pages/Gare/revisions/1").get_json()
    assert past["infobox"]["values"] == ESSENTIAL
    assert call("GET", "/pages/Gare/revisions/3").get_json()["infobox"] is None


def test_refuses_values_by_their_path(call: Call) -> None:
    sent = infobox(seats=[{"kind": "permanent", "count": -1}], opened_on="hier")
    answer = put(call, 0, infobox=sent)
    told = answer.get_json()
    assert (answer.status_code, told["code"]) == (422, "sheet_invalid")
    assert {(one["path"], one["code"]) for one in told["problems"]} == {
        ("opened_on", "not_date"),
        ("seats/0/count", "too_small"),
    }
    assert all(one["sentence"].endswith(".") for one in told["problems"])
    assert call("GET", "/pages/Gare").status_code == 404


@pytest.mark.parametrize("lacking", list(ESSENTIAL))
def test_refuses_a_place_without_the_essential(call: Call, lacking: str) -> None:
    sent = infobox()
    del sent["values"][lacking]
    label = PLACE.field(lacking).labels["fr"]
    assert put(call, 0, infobox=sent).get_json()["problems"] == [
        {"path": lacking, "code": "required", "sentence": f"{label} : à remplir."}
    ]


def test_refuses_a_kind_that_there_is_not(call: Call) -> None:
    answer = put(call, 0, infobox={"kind": "rien", "values": {}})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "kind_unknown")


@pytest.mark.parametrize("source", ["Le gérant", {"text": 3}, {"auteur": "Alice"}, None])
def test_refuses_sources_that_are_none(call: Call, source: object) -> None:
    answer = put(call, 0, infobox=infobox() | {"sources": {"name": source}})
    told = answer.get_json()
    assert (answer.status_code, told["code"]) == (422, "infobox_malformed")
    assert [(one["path"], one["code"]) for one in told["problems"]] == [("sources", "malformed")]


@pytest.mark.parametrize(
    ("value", "problem"),
    [("\ud800", "unreadable"), ({"a\x00": 1}, "unreadable"), ([[[[[[[[[[]]]]]]]]]], "deep")],
)
def test_refuses_what_no_database_keeps(call: Call, value: object, problem: str) -> None:
    answer = put(call, 0, infobox=infobox(tagline=value))
    assert answer.status_code == 422
    assert answer.get_json()["fields"][0]["problem"] == problem


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, {"a": 1}, [[1]], True])
@pytest.mark.parametrize("field", ["surface_built", "seats", "opened_on", "location", "families"])
def test_refuses_a_value_of_another_type(call: Call, field: str, value: object) -> None:
    answer = put(call, 0, infobox=infobox(**{field: value}))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "sheet_invalid")


def test_two_sheets_are_merged(call: Call) -> None:
    put(call, 0, infobox=infobox())
    put(call, 1, infobox=infobox(tagline="Un lieu"))
    answer = put(call, 1, infobox=infobox(opened_on="2010"))
    assert (answer.status_code, answer.get_json()["merged_with"]) == (200, 2)
    assert shown(call)["values"] == ESSENTIAL | {"tagline": "Un lieu", "opened_on": "2010"}


def test_a_contradiction_gives_both_sides(call: Call) -> None:
    put(call, 0, infobox=infobox(tagline="Un lieu"))
    put(call, 1, infobox=infobox(tagline="Une gare", opened_on="2010"))
    answer = put(call, 1, infobox=infobox(tagline="Un café"))
    told = answer.get_json()
    assert (answer.status_code, told["code"]) == (409, "sheet_conflict")
    assert (told["base_revision"], told["head_revision"]) == (1, 2)
    assert told["conflicts"] == [
        {
            "key": "tagline",
            "field": "tagline",
            "base": {"value": "Un lieu"},
            "head": {"value": "Une gare"},
            "mine": {"value": "Un café"},
        }
    ]
    assert told["infobox"]["values"] == ESSENTIAL | {"tagline": "Un café", "opened_on": "2010"}
    assert put(call, 2, infobox=told["infobox"]).status_code == 200


def test_an_undoing_that_contradicts_gives_both_sides(call: Call) -> None:
    put(call, 0, infobox=infobox())
    put(call, 1, infobox=infobox(tagline="Un lieu"))
    put(call, 2, infobox=infobox(tagline="Une gare"))
    answer = call("POST", "/pages/Gare/undo", {"number": 2})
    assert answer.status_code == 409
    assert [one["key"] for one in answer.get_json()["conflicts"]] == ["tagline"]


def test_each_sees_what_is_for_them_and_changes_nothing_else(program: Program) -> None:
    alice, charlie = program("alice"), program("charlie")
    figure = {"year": 2024, "indicator": "visits", "source": "Comptage"}
    figures = [
        figure | {"value": 10, "visibility": "stewards"},
        figure | {"value": 20, "year": 2025},
    ]
    put(alice, 0, infobox=infobox(lease_end="2031", metrics=figures))
    assert shown(alice)["values"]["metrics"] == figures
    seen = shown(charlie)
    assert seen["values"]["metrics"] == figures[1:]
    assert seen["values"]["lease_end"] == "2031"
    seen["values"]["tagline"] = "Un lieu"
    assert put(charlie, 1, infobox=seen).status_code == 200
    assert shown(alice)["values"]["metrics"] == figures
    assert shown(alice)["values"]["tagline"] == "Un lieu"


def test_a_visitor_sees_what_is_public(call: Call, client: Any) -> None:
    put(call, 0, infobox=infobox(lease_end="2031"))
    found = client.get("/api/v1/pages/Gare").get_json()["infobox"]
    assert found["values"] == ESSENTIAL
    found = client.get("/api/v1/pages/Gare/revisions/1").get_json()["infobox"]
    assert found["values"] == ESSENTIAL


def test_a_conflict_tells_nothing_of_a_row_that_is_hidden(program: Program) -> None:
    alice, charlie = program("alice"), program("charlie")
    figure = {"year": 2024, "indicator": "visits", "source": "Comptage", "value": 10}
    put(alice, 0, infobox=infobox(metrics=[figure]))
    hidden = figure | {"value": 777, "visibility": "stewards"}
    put(alice, 1, infobox=infobox(metrics=[hidden]))
    answer = put(charlie, 1, infobox=infobox(metrics=[figure | {"value": 12}]))
    assert answer.status_code == 409
    assert "777" not in answer.text
    (conflict,) = answer.get_json()["conflicts"]
    assert conflict["head"] == {}
