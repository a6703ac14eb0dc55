"""The plan of a draft, as forms without a script send it: the page is saved in another order."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import PAGE, SLUG, Made
from tests.charter.test_voting import plain
from wiki.charter.rules.blocks import blocks_of
from wiki.pages.queries import pages

HERE = f"/charters/{SLUG}/outline"
Ask = Callable[..., Any]
SignIn = Callable[[str], FlaskClient]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_articles_are_put_in_order_by_forms(
    app: Flask, client: FlaskClient, sign_in: SignIn, ask: Ask
) -> None:
    made = Made(app)
    ask(made.edit, ask(made.body).replace("Cotisation", "Cotisation {#k7m2q}"))

    def titles() -> list[str]:
        found = blocks_of(ask(made.body))
        return [one.title.split(" : ")[-1] for one in found if one.level == 2]

    def form(title: str, do: str, **more: str) -> dict[str, str]:
        shown = charlie.get(HERE).text
        at, sent = re.findall(rf'name="at" value="(\d+)"><[^>]*value="([^"]*{title})"', shown)[0]
        base = re.findall(r'name="base" value="(\d+)"', shown)[0]
        return {"at": at, "title": sent, "base": base, "do": do, **more}

    assert 'name="do"' not in client.get(HERE).text
    charlie = sign_in("charlie")
    assert "Monter « Cotisation »" in plain(charlie.get(HERE).text)
    stale = form("Cotisation", "up")
    done = people.post(charlie, HERE, **stale)
    assert (done.status_code, done.location) == (303, f"{HERE}?moved=2#o-2")
    assert titles() == ["Préambule", "Cotisation", "Membres"]
    assert "## Article 2 : Cotisation {#k7m2q}" in ask(made.body)
    history = plain(charlie.get(f"/wiki/{PAGE.replace(' ', '_')}/history").text)
    assert "Plan : « Cotisation » change de place" in history
    people.post(charlie, HERE, **form("Membres", "place", before="1"))
    assert titles() == ["Membres", "Préambule", "Cotisation"]
    head = ask(lambda: pages.get(PAGE).head)
    assert people.post(charlie, HERE, **stale).status_code in (303, 409)
    for wrong in ({"do": "x"}, {"at": "99"}, {"base": "0"}, {"base": "999"}, {"title": "Autre"}):
        refused = people.post(charlie, HERE, **form("Membres", "down") | wrong)
        assert refused.status_code == 409, wrong
    assert people.post(client, HERE, **stale).status_code == 403
    ask(made.open)
    assert "que par des amendements" in charlie.get(HERE).text
    assert people.post(charlie, HERE, **stale | {"base": str(head)}).status_code in (403, 409)
    assert "k7m2q" in ask(made.body)
