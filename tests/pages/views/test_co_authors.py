"""Those who wrote a revision together are named wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.kernel import signals
from wiki.pages.credits import Credit, Taken
from wiki.pages.queries import history, pages
from wiki.pages.queries.history import Writer, writers_in
from wiki.pages.service.save import Edit, save

Ask = Callable[..., Any]


@pytest.fixture
def uids(ask: Ask) -> dict[str, str]:
    """The second revision of Lieu, that bob saved with two others; who they are."""

    def write() -> dict[str, str]:
        alice, bob = people.make("alice"), people.make("bob")
        others = [people.make(name) for name in ("charlie", "Dora, d’en face")]
        save(alice, Edit("Lieu", "Un café.\n", 0))
        co_authors = tuple(one.member_id for one in others if one.member_id)
        page = save(bob, Edit("Lieu", "Un thé.\n", 1, co_author_ids=co_authors)).page
        line = history.line(page, 2)
        assert line
        return {one.name: one.uid for one in line.co_authors}

    return ask(write)  # type: ignore[no-any-return]


def told(text: str) -> str:
    """What is read, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text.replace("\xa0", " ")).split())


def test_a_line_has_them_in_their_order(uids: dict[str, str], ask: Ask) -> None:
    assert list(uids) == ["charlie", "Dora, d’en face"]
    first = ask(lambda: history.line(pages.get("Lieu"), 1))
    assert first.co_authors == ()


def test_they_come_in_their_order_from_a_text_that_has_none() -> None:
    assert writers_in("10  u3 c\n,2 7 u1 a, b\n,3  u2 b\n") == (
        Writer("u1", "a, b", 7),
        Writer("u2", "b"),
        Writer("u3", "c"),
    )
    assert writers_in("") == ()


def test_how_much_each_typed_is_said_when_it_is_known(
    client: FlaskClient, uids: dict[str, str], ask: Ask
) -> None:
    def note(written_with: list[Credit], **_: object) -> None:
        wrote = {one.name: one for one in map(people.make, uids)}
        written_with += (
            Credit(one.member_id or 0, 120 * at, ()) for at, one in enumerate(wrote.values())
        )

    def write() -> None:
        save(people.make("alice"), Edit("Lieu", "Un maté.\n", 2, shared=Taken("1:1", "")))

    signals.authorship_asked.connect(note)
    try:
        ask(write)
    finally:
        signals.authorship_asked.disconnect(note)
    assert "avec charlie , Dora, d’en face (120 signes)" in told(client.get("/changes").text)
    newest, *_ = client.get("/api/v1/pages/Lieu/revisions").get_json()["revisions"]
    assert [one["signs"] for one in newest["co_authors"]] == [0, 120]


@pytest.mark.parametrize(
    "path",
    ["/wiki/Lieu/history", "/changes", "/wiki/Lieu/diff/1..2", "/wiki/Lieu?rev=2"],
)
def test_every_screen_of_a_revision_names_and_links_them(
    client: FlaskClient, uids: dict[str, str], path: str
) -> None:
    shown = client.get(path).text
    assert "avec charlie , Dora, d’en face" in told(shown)
    for uid in uids.values():
        assert f"/changes?author={uid}" in shown
    assert told(shown).count("avec charlie") == 1


@pytest.mark.usefixtures("uids")
def test_the_page_names_them_at_its_foot(client: FlaskClient) -> None:
    assert "par bob avec charlie, Dora, d’en face" in told(client.get("/wiki/Lieu").text)


@pytest.mark.usefixtures("uids")
def test_so_do_a_citation_the_feed_and_the_api(client: FlaskClient) -> None:
    assert "charlie" in client.get("/wiki/Lieu/cite?rev=2").text
    assert "charlie" not in told(client.get("/wiki/Lieu/cite?rev=1").text)
    feed = client.get("/changes.atom").text
    assert feed.count("<author><name>charlie</name></author>") == 1
    newest, first = client.get("/api/v1/pages/Lieu/revisions").get_json()["revisions"]
    assert [one["name"] for one in newest["co_authors"]] == ["charlie", "Dora, d’en face"]
    assert first["co_authors"] == []


@pytest.mark.usefixtures("uids")
def test_a_new_name_is_shown_at_once(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    assert "avec charlie" in told(client.get("/wiki/Lieu/history").text)
    people.post(sign_in("charlie"), "/account", name="Charline", about="", place="")
    for path in ("/wiki/Lieu/history", "/changes", "/wiki/Lieu/diff/1..2", "/wiki/Lieu"):
        assert "avec Charline" in told(client.get(path).text), path
