"""Screens that are cast: the same HTML as if made for these values alone, each time."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import DictLoader, UndefinedError

from tests import people
from wiki.kernel.slugs import path_segment
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings
from wiki.web import moulds
from wiki.web.moulds import Mould, cast
from wiki.web.safe import safe

TITLES = (
    "Lieu",
    'L’« été » & co "d’ici"',
    "Région/Ville/Café d'en haut",
    "zzztitlezzz",
    "Où; 50 %41",
)


def forget(app: Flask) -> None:
    """Start again with no mould and no page in memory."""
    for name in ("moulds", "pages.bytes", "pages.html"):
        app.extensions["wiki"].kept.pop(name, None)


@pytest.fixture
def templates(app: Flask) -> dict[str, str]:
    """Templates by name, for this test alone."""
    found: dict[str, str] = {}
    app.extensions["wiki"].kept["templates"].loader = DictLoader(found)
    return found


def test_values_are_escaped_where_they_stand(app: Flask, templates: dict[str, str]) -> None:
    templates["t"] = '<a href="{{ url }}">{{ name }}</a>{{ html }}'
    with app.test_request_context():
        for name in ("<b>", "Café & co"):
            values = {"url": "/?a=1&b=2", "name": name, "html": safe("<i>là</i>")}
            told = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert cast("t", values) == f'<a href="/?a=1&amp;b=2">{told}</a><i>là</i>'


def test_there_is_a_mould_for_each_variant(app: Flask, templates: dict[str, str]) -> None:
    templates["t"] = "{{ name }}{% if long %} et ses amis{% endif %}"
    with app.test_request_context():
        assert [cast("t", {"name": "Bob"}, long=long) for long in (False, True, False)] == [
            "Bob",
            "Bob et ses amis",
            "Bob",
        ]


def test_a_slot_is_filled_at_each_casting(app: Flask, templates: dict[str, str]) -> None:
    templates["t"] = '{{ slot("here", page=page) }}'
    with app.test_request_context():
        kept = app.extensions["wiki"].kept
        kept["templates.slots"] = {"here": [lambda page: safe(f"<p>{page[0]}</p>")]}
        assert [cast("t", {"page": [n]}) for n in (1, 2)] == ["<p>1</p>", "<p>2</p>"]


def test_refuses_a_look_inside_a_value(app: Flask, templates: dict[str, str]) -> None:
    templates["t"] = "{{ page.title }}"
    with app.test_request_context(), pytest.raises(UndefinedError):
        cast("t", {"page": object()})


def test_what_a_value_says_is_never_a_hole(app: Flask) -> None:
    with app.test_request_context():
        mould = Mould(f"<p>{moulds.hole('a')}{moulds.hole('b')}</p>")
        assert mould.cast({"a": moulds.hole("b"), "b": "x"}) == f"<p>{moulds.hole('b')}x</p>"


@pytest.mark.parametrize("name", [None, "alice", "charlie"])
def test_a_page_is_the_same_from_the_mould_of_another(app: Flask, name: str | None) -> None:
    client = app.test_client()
    if name:
        people.sign_in(client, app, name)
    with app.app_context():
        for title in TITLES:
            save(people.make("alice"), Edit(title=title, body=f"## Ici\n\n{title}\n", base=0))
    alone = {}
    for title in TITLES:
        forget(app)
        alone[title] = read(client, title)
    forget(app)
    assert {title: read(client, title) for title in TITLES} == alone
    assert {title: read(client, title, saved="1") for title in TITLES} != alone
    for title, html in alone.items():
        other = next(each for each in TITLES if each != title)
        assert other not in html
        assert moulds._BEGIN not in html
        assert moulds._END not in html


def test_the_page_that_the_menu_leads_to_is_marked_alone(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        for title in ("Licence", "Lieu"):
            save(people.make("alice"), Edit(title=title, body="Un lieu.\n", base=0))
        change_settings(people.make("alice"), {"legal_page": "Licence"})
    marked = '<a href="/wiki/Licence" aria-current="page"'
    assert marked in read(client, "Licence")
    assert marked not in read(client, "Lieu")
    forget(app)
    assert marked not in read(client, "Lieu")
    assert marked in read(client, "Licence")


def read(client: FlaskClient, title: str, **asked: str) -> str:
    """A page as this reader is shown it, but for the token of the moment."""
    answer = client.get(f"/wiki/{path_segment(title)}", query_string=asked)
    assert answer.status_code == 200, title
    return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text)
