"""What is said of an amendment, and of an article of a frozen text: in its place, or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG, Made
from tests.charter.service.test_amendments import block, change
from tests.charter.test_voting import plain
from wiki.charter.queries import amendments as queries
from wiki.charter.service import amendments, versions
from wiki.discussions.models import PassagePlace
from wiki.discussions.passages import blocks
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.speak import Words
from wiki.kernel.db import reading

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def opened(app: Flask) -> Made:
    """A charter in consultation, with an amendment of charlie."""
    with app.app_context():
        made = Made(app)
        made.open()
        given = change(made, "Cotisation", "50", "60")
        amendments.begin(people.make("charlie"), SLUG, given, is_tabled=True)
    return made


def said_of(kind: str, uid: str, text: str, quote: str) -> None:
    """Bob comments on words of the first version of something."""
    bob = people.make("bob")
    name = next(one.id for one in blocks(text) if quote in one.text)
    comment(bob, kind, uid, Comment(1, name, quote), Words("Est-ce bien utile ?"))


def where() -> list[tuple[str | None, int]]:
    """Where the passages that are discussed stand now."""
    rows = reading().execute(sa.select(PassagePlace.block, PassagePlace.revision))
    return [(row[0], row[1]) for row in rows]


def test_a_passage_of_an_amendment_follows_its_wordings(
    opened: Made, client: FlaskClient, sign_in: SignIn, ask: Callable[..., Any]
) -> None:
    def written() -> str:
        held = queries.numbered(opened.charter().id, 1)
        text = f"**Cotisation**\n\n{held.wording.text}\n\n{held.wording.why}\n"
        said_of("amendment", held.amendment.uid, text, "La cotisation annuelle est de 60 euros.")
        return held.amendment.uid

    uid = ask(written)
    (first,) = ask(where)
    assert first[0]
    given = ask(change, opened, "Cotisation", "1er mars", "1er juin")
    ask(lambda: amendments.revise(people.make("charlie"), SLUG, 1, given))
    assert ask(where) == [(None, 2)]
    assert "Discussion (1 message)" in plain(client.get(f"/charters/{SLUG}/amendments/1").text)
    talk = plain(client.get(f"/talk/about/amendment/{uid}").text)
    assert "Charte imaginaire, amendement n° 1" in talk
    assert "Est-ce bien utile ?" in talk
    charlie_ = sign_in("charlie")
    about = f"/talk/about/amendment/{uid}"
    sent = people.post(charlie_, about, subject="Le montant", text="Trop cher.")
    assert sent.status_code == 303
    assert client.get(f"{about}/passage").status_code == 403
    assert charlie_.get(f"{about}/passage").status_code == 200


def test_an_article_of_a_frozen_text_keeps_what_is_said_of_it(
    opened: Made, client: FlaskClient, ask: Callable[..., Any]
) -> None:
    def frozen() -> str:
        amendments_ = queries.numbered(opened.charter().id, 1).amendment
        opened.adopt(amendments_.number)
        versions.freeze(opened.eric, SLUG)
        version = versions.propose(opened.eric, SLUG)
        article = block(opened, "Cotisation")
        uid = f"{version.uid}.{article.id}"
        said_of("article", uid, article.text, "Elle est due au 1er mars.")
        return uid

    uid = ask(frozen)
    ((stands, revision),) = ask(where)
    assert (bool(stands), revision) == (True, 1)
    shown = plain(client.get(f"/charters/{SLUG}/v1.0").text)
    assert shown.count("Discussion (1 message)") == 1
    assert shown.count("Discuter de cet article") == 2
    talk = plain(client.get(f"/talk/about/article/{uid}").text)
    assert "Charte imaginaire, version 1.0, article 2" in talk
    for wrong in ("nulle-part.x", uid.partition(".")[0], f"{uid}x"):
        assert client.get(f"/talk/about/article/{wrong}").status_code == 404
