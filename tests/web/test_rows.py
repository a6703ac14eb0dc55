"""The rows of lists: made once, for all who read alike, and never a row of other values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from jinja2.exceptions import UndefinedError

from tests import people
from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.web import rows as rows_
from wiki.web.filters import dated
from wiki.web.rows import row, rows

TEMPLATES = {
    "t.html": """
{% macro line(thing, ago) %}<li>{{ thing.name }}, {{ ago }}{{ note(thing.name) }}</li>{% endmacro %}
{% macro other(thing, ago) %}<p>{{ thing.name }}</p>{% endmacro %}
{% macro curious(thing) %}{{ request.path }}{% endmacro %}
{% macro rightful(thing) %}{% if may("REVIEW") %}relire{% endif %}{% endmacro %}
{% macro wordy(thing) %}{{ _("Annuler") }}{% endmacro %}
"""
}
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


class Thing(NamedTuple):
    name: str
    created_at: datetime


@pytest.fixture
def made(noted: Callable[[dict[str, str]], list[str]]) -> list[str]:
    """The names of the rows as they are made."""
    return noted(TEMPLATES)


def _list(app: Flask, *things: Thing, macro: str = "line", **how: object) -> list[str]:
    with app.test_request_context(**how), clock.stopped_at(NOON):
        return [str(html) for *_, html in rows(dated(things), "t.html", macro)]


def test_a_row_is_made_once(app: Flask, made: list[str]) -> None:
    one, two = Thing("un", NOON - timedelta(days=9)), Thing("deux", NOON - timedelta(days=8))
    assert _list(app, one) == ["<li>un, il y a 1 semaine</li>"]
    assert [html[4:8] for html in _list(app, two, one)] == ["deux", "un, "]
    assert made == ["un", "deux"]
    assert _list(app, one, macro="other") == ["<p>un</p>"]


def test_a_row_comes_with_its_values(app: Flask, made: list[str]) -> None:
    thing = Thing("un", NOON)
    with app.test_request_context(), clock.stopped_at(NOON):
        assert [values[:1] for values in rows(dated([thing]), "t.html", "line")] == [(thing,)]


def test_other_values_make_another_row(app: Flask, made: list[str]) -> None:
    for name, days in (("un", 9), ("un", 10), ("1", 9)):
        assert name in _list(app, Thing(name, NOON - timedelta(days=days)))[0]
    assert len(made) == 3


def test_what_is_said_of_now_follows_the_clock(app: Flask, made: list[str]) -> None:
    thing = Thing("un", NOON - timedelta(minutes=3))
    assert "il y a 3 minutes" in _list(app, thing)[0]
    with app.test_request_context(), clock.stopped_at(NOON + timedelta(minutes=4)):
        assert "il y a 7 minutes" in rows(dated([thing]), "t.html", "line")[0][-1]


def test_a_row_is_escaped(app: Flask, made: list[str]) -> None:
    assert "<b>" not in _list(app, Thing("<b>", NOON))[0]


def test_each_language_has_its_rows(app: Flask, made: list[str]) -> None:
    for language, word in (("fr", "Annuler"), ("en", "Cancel"), ("fr", "Annuler")):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert row("t.html", "wordy", "x") == word


def test_rights_have_their_rows(app: Flask, made: list[str]) -> None:
    client = app.test_client()
    people.sign_in(client, app, "charlie")
    cookie = client.get_cookie("wiki_session")
    assert cookie is not None
    for headers, shown in (({}, ""), ({"Cookie": f"wiki_session={cookie.value}"}, "relire")):
        with app.test_request_context(headers=headers):
            assert row("t.html", "rightful", "x") == shown


def test_a_row_that_looks_at_the_request_is_refused(app: Flask, made: list[str]) -> None:
    with app.test_request_context(), pytest.raises(UndefinedError, match="request"):
        row("t.html", "curious", "x")


def test_what_is_kept_is_bounded(
    app: Flask, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_, "_CAPACITY", 1_000)
    _list(app, *(Thing(f"nom {n}", NOON) for n in range(100)))
    with app.app_context():
        assert 0 < state().kept["rows"].size <= 1_000
