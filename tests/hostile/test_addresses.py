"""Every address of the wiki, with rubbish in it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.hostile.conftest import bounded, stands, token
from wiki.kernel.db import act
from wiki.members import queries as members
from wiki.members.service.sign_ins import add_sign_in

#: What stands in the place of a parameter, already as a browser would encode it.
RUBBISH = {
    "text": "x",
    "number": "999999999999999999999999999999",
    "negative": "-1",
    "zero": "0",
    "blank": "%20%20%20",
    "NUL": "a%00b",
    "half a letter": "a%FFb%C3",
    "override": "a%E2%80%AEb",
    "percent": "100%",
    "quotes": "a'\"><b>",
    "dots": "..%2f..%2fetc%2fpasswd",
    "options": "--upload-pack=x",
    "template": "{{7*7}}",
    "long": "a" * 3_000,
    "newline": "a%0d%0aSet-Cookie:x=1",
    "surrogate": "a%ED%A0%80",
    "range": "1..99999999999999999999",
    "known": "Voisine",
}
QUERY = (
    "rev=-1&before=x&after=1e9&q=%00%FF&page=999999999999999999999999&start=-5&limit=-1&from=%00"
    "&to=x&section=99999999999999999999&since=99999-99-99&kind=%27&author=%FF&view=%00&saved=x"
    "&next=//ailleurs.example&code=%00&year=10000000000&sort=%27&on=x&name=%00&merged=1e400"
)
NUMBERS = ("rev", "before", "after", "start", "limit", "section", "saved")
HUGE = "&".join(f"{name}={10**30}" for name in NUMBERS)


def address(rule: Rule, value: str) -> str:
    """The address of a rule with the same thing in each of its places."""
    path = ""
    for is_dynamic, data in rule._trace:
        if is_dynamic:
            path += value
        elif data != "|":
            path += data
    return path


def rules(app: Flask, method: str) -> list[Rule]:
    """The routes that answer a method."""
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]


def addresses(rules: Iterable[Rule], *values: str) -> list[str]:
    """Those of the rules with each value, once each: many rules have no place for any."""
    return list(dict.fromkeys(address(rule, value) for rule in rules for value in values))


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_every_route_stands_rubbish(app: Flask, alice: FlaskClient, rubbish: str) -> None:
    with bounded(300):  # many requests
        for rule in rules(app, "GET"):
            if rule.arguments:
                with alice.get(address(rule, RUBBISH[rubbish])) as answer:
                    stands(answer)
                assert "49" not in answer.headers.get("Location", "")
                assert "x=1" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("query", ["", QUERY, HUGE, "%", "=&=&;", "rev=1&rev=2", "a" * 20_000])
def test_every_route_stands_an_absurd_query(app: Flask, alice: FlaskClient, query: str) -> None:
    with bounded(300):  # many requests
        for path in addresses(rules(app, "GET"), "Voisine", "1", "1..2"):
            with alice.get(f"{path}?{query}") as answer:
                stands(answer)


def test_a_visitor_gets_no_fault_anywhere(app: Flask, visitor: FlaskClient) -> None:
    for path in addresses(rules(app, "GET"), "Voisine", "Rien", "1"):
        with visitor.get(path) as answer:
            stands(answer)


FIELDS = """
title body summary base submission section number first last to reason q text
name email password identifier code scope role protection head mine next uid
caption credit licence language zone theme level expires
page alt undo pending shared part choice-0 typed-0
""".split()  # noqa: SIM905 - easier to read
HALF = "a\ud800".encode("utf-8", "surrogatepass")
#: Sent in parts: as letters of an address it would take minutes to write and to read.
LONG = "é" * 5_000
VALUES = ["", "x", "-1", str(10**30), "\x00", HALF, LONG]


def sign_in_again(client: FlaskClient, app: Flask, member_id: int) -> None:
    """The same member, whatever name she has by now."""
    with app.app_context(), act() as session:
        key = add_sign_in(session, member_id)
    with client.session_transaction() as kept:
        kept[members.SESSION_KEY] = key


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_every_form_stands_rubbish(app: Flask, alice: FlaskClient, value: str | bytes) -> None:
    sent: dict[str, str | bytes] = dict.fromkeys(FIELDS, value)
    given = {**sent, "csrf_token": token(alice)}
    kind = "multipart/form-data" if value == LONG else "application/x-www-form-urlencoded"
    with app.app_context():
        member_id = members.members_named("alice")[0].id
    with bounded(300):  # many requests
        for rule in rules(app, "POST"):
            if rule.endpoint == "wiki.members.door.sign_out":
                continue
            with alice.post(address(rule, "Rien de tel"), data=given, content_type=kind) as answer:
                stands(answer)
            if answer.status_code == 403:  # the session began anew
                sign_in_again(alice, app, member_id)
                given["csrf_token"] = token(alice)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "x"])
def test_every_form_stands_another_kind_of_body(app: Flask, alice: FlaskClient, kind: str) -> None:
    headers = {"X-CSRFToken": token(alice)}
    for rule in rules(app, "POST"):
        if rule.endpoint == "wiki.members.door.sign_out":
            continue
        path = address(rule, "Rien")
        with alice.post(path, data=b"\xff\x00{[", content_type=kind, headers=headers) as answer:
            stands(answer)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_every_route_stands_another_method(app: Flask, visitor: FlaskClient, method: str) -> None:
    for path in addresses(app.url_map.iter_rules(), "Voisine"):
        with visitor.open(path, method=method) as answer:
            assert answer.status_code < 500
