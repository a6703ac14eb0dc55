"""Versions in other languages and easy to read: passages that follow the text, or no longer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.charter.made import SLUG, Made
from tests.charter.test_adoption import came
from tests.charter.test_service import decide, refused
from tests.charter.voting import Voting
from wiki.charter.queries import charters
from wiki.charter.queries import twins as queries
from wiki.charter.rules import twins as rules
from wiki.charter.rules.blocks import Block
from wiki.charter.service import twins, versions
from wiki.charter.service.twins import Given
from wiki.kernel.db import act
from wiki.kernel.errors import WikiError

HERE = f"/charters/{SLUG}/v1.0"
FEE = Given(0, "Money", "A place pays **50 euros**.")


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("", "Words.", "twin_title"),
        ("Fee", " \n", "twin_text"),
        ("Fee", "Words.\n\n## More\n\nWords.", "twin_headings"),
        ("x" * 201, "Words.", "charter_long"),
        ("Fee", "x" * 20_001, "charter_long"),
    ],
)
def test_refuses_a_passage(title: str, text: str, code: str) -> None:
    with pytest.raises(WikiError) as refusal:
        rules.settled(Block("a1", 2, "Cotisation", "Cinquante."), title, text)
    assert refusal.value.code == code


def test_a_passage_follows_its_words_and_not_its_number() -> None:
    now = Block("a1", 2, "Cotisation", "Cinquante.")
    assert rules.state(None, now) == "lacking"
    assert rules.state(now._replace(level=3), now) == "follows"
    assert rules.state(now._replace(text="Trente."), now) == "stale"
    assert rules.state(now._replace(title="Prix"), now) == "stale"
    with pytest.raises(WikiError):
        rules.language("klingon")


def _states(made: Made, form: str) -> list[str]:
    return [one.state for one in queries.passages(made.version(), form) if one.twin]


def test_a_passage_is_to_be_read_again_when_its_article_changed(inside: Flask) -> None:
    voting = Voting(inside)
    voting.propose()
    decide(voting, versions.adopt)
    article = voting.article()
    write = (twins.write, voting.eric, SLUG, "1.0", "en", article)
    assert refused(twins.write, voting.people["charlie"], SLUG, "1.0", "en", article, FEE) == (
        "stewards_only"
    )
    assert refused(*write[:-1], "nowhere", FEE) == "twin_block"
    assert refused(twins.write, voting.eric, SLUG, "1.0", "xx", article, FEE) == "twin_form"
    first = twins.write(voting.eric, SLUG, "1.0", "en", article, FEE)
    assert refused(*write, FEE) == "twin_moved"
    assert first.version_hash == voting.version().hash
    came(voting, "minor", "50 euros", "60 euros")
    assert _states(voting, "en") == ["stale"]
    assert [one.follows for one in queries.known(voting.version())] == [0]
    again = Given(first.id, "Money", "A place pays **60 euros**.")
    twins.write(voting.eric, SLUG, "1.1", "en", article, again)
    assert _states(voting, "en") == ["follows"]
    older = charters.numbered_as(voting.charter().id, "1.0")
    kept = queries.passage(older, "en", article)
    assert (kept.state, kept.twin and kept.twin.id) == ("follows", first.id)
    mended = twins.write(voting.eric, SLUG, "1.0", "en", article, Given(first.id, "Fee", FEE.text))
    newer = queries.passage(voting.version(), "en", article)
    assert (newer.state, newer.twin and newer.twin.text) == ("follows", again.text)
    kept = queries.passage(older, "en", article)
    assert (kept.state, kept.twin and kept.twin.id) == ("follows", mended.id)
    assert not charters.broken(voting.charter())
    for statement in ("UPDATE {} SET text = 'x'", "DELETE FROM {}"):
        with pytest.raises(sa.exc.DBAPIError, match="never changed"), act() as session:
            session.execute(sa.text(statement.format("wiki_charter_twin")))


def test_writing_and_reading_in_another_language(app: Flask) -> None:
    with app.app_context():
        made = Made(app)
        made.propose()
        article = made.article()
    client = app.test_client()
    assert client.get(f"{HERE}/in/klingon").status_code == 404
    assert client.get(f"{HERE}/in/ar/{article}").status_code == 403
    people.sign_in(client, app, "eric")
    form = f"{HERE}/in/ar/{article}"
    assert "50 euros" in client.get(form).text
    blank = people.post(client, form, base="0", title="رسوم", text=" ")
    assert (blank.status_code, "رسوم" in blank.text) == (422, True)
    for base in ("9" * 30, "un", "-1"):
        wrong = people.post(client, form, base=base, title="رسوم", text="خمسون.")
        assert (wrong.status_code, "خمسون." in wrong.text) == (422, True), base
    assert people.post(client, form, base="0", title="رسوم", text="خمسون.").status_code == 303
    stale = people.post(client, form, base="0", title="رسوم", text="ستون.")
    assert (stale.status_code, "خمسون" in stale.text, "ستون" in stale.text) == (409, True, True)
    shown = app.test_client().get(f"{HERE}/in/ar").text
    assert "Seul le texte français fait foi" in shown
    assert '<div lang="ar" dir="rtl">' in shown
    assert "pas encore écrit" in shown
    assert "1 passage à jour sur" in app.test_client().get(HERE).text
