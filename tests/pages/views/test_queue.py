"""The revisions to read again, one at a time, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.queries import pages, queue
from wiki.pages.queries.queue import Found, QueueFilter
from wiki.pages.service.bin import delete
from wiki.pages.service.redact import redact
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import Edit, save
from wiki.pages.service.tagging import tag

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]


def shown(text: str) -> tuple[str, int] | None:
    """The page and the number of the revision that is shown."""
    title = re.search(r'<h2 id="a-relire"><a href="/wiki/([^"]+)"', text)
    number = re.search(r'name="number" value="(\d+)"', text)
    return (title[1], int(number[1])) if title and number else None


def following(text: str, which: str = "next") -> str:
    """The address that a button leads to."""
    found = re.search(rf'data-{which} href="([^"]+)"', text)
    assert found
    return found[1].replace("&amp;", "&")


@pytest.fixture
def three(write: Write, by: Ask) -> Page:
    """A page of three revisions: by alice, by bob, by charlie."""
    page = write("Lieu", "Un café.\n")
    by("bob", save, Edit("Lieu", "Un café noir.\n", 1))
    by("charlie", save, Edit("Lieu", "Un grand café noir.\n", 2))
    return page


def test_one_goes_from_the_newest_to_the_oldest_and_back(sign_in: SignIn, three: Page) -> None:
    dora = sign_in("alice")
    first = dora.get("/review").text
    assert shown(first) == ("Lieu", 3)
    assert "<ins>" in first
    second = dora.get(following(first)).text
    assert shown(second) == ("Lieu", 2)
    assert shown(dora.get(following(second, "previous")).text) == ("Lieu", 3)
    assert "plus rien à relire" in dora.get(following(second)).text  # the first is alice's own
    assert shown(dora.get("/review?order=oldest").text) == ("Lieu", 2)


def test_it_goes_on_when_the_page_before_was_thrown_away(
    sign_in: SignIn, three: Page, by: Ask
) -> None:
    by("bob", delete, three.uid)
    answer = sign_in("alice").get("/review?done=read&title=Lieu&number=3")
    assert answer.status_code == 200
    assert "relue." not in answer.text


@pytest.mark.parametrize("number", [2, 3])
def test_an_erased_text_is_not_taken_for_a_blank_one(
    sign_in: SignIn, three: Page, by: Ask, number: int
) -> None:
    by("alice", redact, three.uid, 2, 2, "Une personne le demande")
    page = sign_in("alice").get("/review" if number == 3 else "/review?order=oldest").text
    assert shown(page) == ("Lieu", number)
    assert "il n’y a rien à comparer" in page
    assert "diff-inline" not in page


def test_what_is_read_leaves_the_queue(sign_in: SignIn, three: Page, ask: Ask) -> None:
    alice = sign_in("alice")
    sent = {"number": 3, "from": 0, "order": "oldest"}
    answer = people.post(alice, "/review/Lieu", **sent)
    assert answer.status_code == 303
    assert "order=oldest" in answer.location
    assert "version 3 : relue" in alice.get(answer.location).text
    assert shown(alice.get("/review").text) == ("Lieu", 2)
    assert [name for _, name in ask(queue.readers, three.uid, 3)] == ["alice"]


def test_what_is_taken_back_leaves_it_too(sign_in: SignIn, three: Page, ask: Ask) -> None:
    alice = sign_in("alice")
    answer = people.post(alice, "/review/Lieu", number=3, do="undo", summary="Trop grand")
    assert "version 3 : annulée" in alice.get(answer.location).text
    assert ask(lambda: pages.body(pages.get("Lieu"))) == "Un café noir.\n"
    assert shown(alice.get("/review").text) == ("Lieu", 2)


def test_two_do_not_settle_the_same(sign_in: SignIn, three: Page, by: Ask, ask: Ask) -> None:
    alice = sign_in("alice")
    assert shown(alice.get("/review").text) == ("Lieu", 3)
    by("bob", mark_reviewed, three.uid, 3, 3)
    answer = people.post(alice, "/review/Lieu", number=3, do="undo")
    assert "bob l’avait déjà relue" in alice.get(answer.location).text
    assert ask(pages.get, "Lieu").head == 3


def test_taking_back_what_was_changed_again_asks(sign_in: SignIn, three: Page) -> None:
    by_alice = sign_in("alice")
    people.post(by_alice, "/wiki/Lieu/edit", body="Un thé.\n", base=3)
    answer = people.post(by_alice, "/review/Lieu", number=2, do="undo")
    assert answer.status_code == 409


def test_it_is_filtered_by_person_and_by_tag(sign_in: SignIn, three: Page, by: Ask) -> None:
    by("bob", tag, three.uid, 2, "sources")
    alice = sign_in("alice")
    assert shown(alice.get("/review?tag=sources").text) == ("Lieu", 2)
    assert shown(alice.get("/review?tag=nowhere").text) is None
    assert "plus rien" in alice.get("/review?kind=place").text
    uid = by("bob", lambda actor: people.queries.member(actor.member_id).uid)
    assert shown(alice.get(f"/review?author={uid}").text) == ("Lieu", 2)
    assert shown(alice.get(f"/review?author={'x' * 99}").text) is None


@pytest.mark.parametrize("order", ["", "&order=oldest"])
def test_a_window_without_any_leads_further(
    sign_in: SignIn,
    three: Page,
    by: Ask,
    monkeypatch: pytest.MonkeyPatch,
    order: str,
) -> None:
    monkeypatch.setattr(queue, "WINDOW", 1)
    alice = sign_in("alice")
    wanted = 2
    by("bob", mark_reviewed, three.uid, 3, 3)
    address: str | None = f"/review?x=1{order}"
    for _ in range(4):
        text = alice.get(address).text
        if found := shown(text):
            assert found == ("Lieu", wanted)
            return
        further = re.search(r'href="([^"]+)"><span>Chercher plus loin', text)
        assert further, text
        address = further[1].replace("&amp;", "&")
    raise AssertionError("it was not found")


def test_those_who_do_not_read_again_are_refused(
    client: FlaskClient, sign_in: SignIn, three: Page
) -> None:
    assert sign_in("dora").get("/review").status_code == 403
    assert people.post(sign_in("dora"), "/review/Lieu", number=3).status_code == 403
    assert client.get("/review").status_code in (401, 403)


@pytest.mark.parametrize(("number", "status"), [("9", 404), ("x", 422)])
def test_a_number_that_is_none_is_refused(
    sign_in: SignIn, three: Page, number: str, status: int
) -> None:
    answer = people.post(sign_in("alice"), "/review/Lieu", number=number, do="undo")
    assert answer.status_code == status


def test_a_page_that_goes_to_the_bin_while_one_reads_leads_to_the_next(
    sign_in: SignIn, three: Page, write: Write, by: Ask, ask: Ask
) -> None:
    other = write("Autre", "Un café.\n")
    client = sign_in("bob")
    assert shown(client.get("/review").text) == ("Autre", 1)
    by("alice", delete, other.uid)
    for do in ("read", "undo"):
        answer = people.post(client, "/review/Autre", number=1, do=do, order="oldest")
        assert answer.status_code == 303
        assert "order=oldest" in answer.location
        page = client.get(answer.location).text
        assert "la page a été mise à la corbeille ou renommée" in page
        assert "/wiki/Autre/history" not in page
        assert shown(page) is not None
    assert ask(queue.readers, other.uid, 1) == []


def test_a_page_that_goes_to_the_bin_once_found_is_stepped_over(
    sign_in: SignIn, three: Page, write: Write, by: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write("Autre", "Un café.\n")
    client, find, places = sign_in("bob"), queue.next_to_read, []

    def find_then_lose(wanted: QueueFilter, start: int | None, *, back: bool = False) -> Found:
        found = find(wanted, start, back=back)
        if not places:
            by("alice", delete, other.uid)
        places.append(start)
        return found

    monkeypatch.setattr(queue, "next_to_read", find_then_lose)
    page = client.get("/review").text
    assert shown(page) == ("Lieu", 3)
    assert "la page a été mise à la corbeille ou renommée" in page
    assert len(places) == 2
