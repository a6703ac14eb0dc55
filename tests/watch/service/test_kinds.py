"""All that can be followed besides a page: whoever follows it is told of what moves there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.charter.made import Made
from tests.charter.service.test_amendments import change, table
from tests.mail.conftest import Mailbox
from tests.sheets.places import place
from tests.watch.conftest import Time
from wiki.charter.queries import amendments as amended
from wiki.charter.service import amendments
from wiki.discussions.service.speak import Words, answer, open_thread
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.pager import END
from wiki.members.queries import uids
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save
from wiki.search.service import drop_search, save_search
from wiki.upkeep.service.care import answer_review, name_reviewer
from wiki.upkeep.service.day import begin as begin_days
from wiki.watch.models import Follow, Found, Told
from wiki.watch.queries.notices import inbox
from wiki.watch.rules import Wished
from wiki.watch.service.follow import follow, unfollow
from wiki.watch.service.notices import see
from wiki.watch.service.wishes import wish

pytestmark = pytest.mark.usefixtures("time")
Write = Callable[..., Page]


def told(name: str) -> list[tuple[str, str, int]]:
    release_reading()
    rows = inbox(people.make(name), before=END).rows
    return [(line.key[0], line.title, line.times) for line in rows]


def test_a_thread_a_person_a_category_and_a_territory(time: Time) -> None:
    alice, dora, charlie = (people.make(one) for one in ("alice", "dora", "charlie"))
    quai = save(alice, Edit("Le Quai", "Un.\n", 0, sheet=place(name="Le Quai"))).page
    filed = save(alice, Edit("Règles", ":::{catégories} Gestion\n\nUn.\n", 0)).page
    thread = open_thread(alice, "page", filed.uid, "Le loyer", Words("Combien ?")).thread
    department = "departement:33"
    assert charlie.member_id
    person = uids({charlie.member_id})[charlie.member_id]
    follow(dora, "thread", thread.uid)
    follow(dora, "category", "gestion")
    follow(people.make("bob"), "territory", department)
    follow(people.make("bob"), "person", person)
    with clock.stopped_at(time.now):
        answer(charlie, thread.uid, Words("Dix euros."))
        save(alice, Edit("Le Quai", "Deux.\n", quai.head))
        save(charlie, Edit("Règles", ":::{catégories} Gestion\n\nDeux.\n", 1))
    time.pass_(minutes=1)
    assert told("dora") == [("page", "Règles", 1), ("thread", "Le loyer", 1)]
    assert told("bob") == [
        ("page", "Règles", 1),
        ("page", "Le Quai", 1),
        ("thread", "Le loyer", 1),
    ]


def test_a_search_tells_once_of_each_page_that_it_finds_anew(time: Time, mailbox: Mailbox) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    wish(bob, Wished(follows_written=False))
    oven = save(alice, Edit("Le Fournil", "Un four à pain.\n", 0)).page
    hall = save(alice, Edit("La Halle", "Un marché.\n", 0)).page
    words = save_search(bob, "Fours", "q=four&since=year")
    places = save_search(bob, "Gironde", "departement=33", "places")
    for kept in (words, places):
        follow(bob, "search", kept.uid)
    with clock.stopped_at(time.now):
        for title, text, head in (("Le Fournil", "Un four à bois.\n", oven.head), ("Loin", "x", 0)):
            save(alice, Edit(title, text, head))
        save(alice, Edit("La Halle", "Un four commun.\n", hall.head))
        save(alice, Edit("Le Quai", "Un four.\n", 0, sheet=place(name="Le Quai")))
        save(bob, Edit("Mon four", "Le mien.\n", 0))
    time.pass_(minutes=1)
    assert told("bob") == [("page", "Le Quai", 1), ("page", "La Halle", 1)]
    why = {line.title: {one.title for one in line.because} for line in inbox(bob, before=END).rows}
    assert why == {"Le Quai": {"Fours", "Gironde"}, "La Halle": {"Fours"}}
    time.pass_(days=1)
    (message,) = [one for one in mailbox.messages if one["To"] == people.address("bob")]
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    text = " ".join(text.split())  # whatever kind of space
    assert "Parce que vous suivez la recherche « Fours »" in text
    assert "et pour 1 autre raison" in text
    see(bob, 0, END)
    with clock.stopped_at(time.now):
        save(alice, Edit("La Halle", "Un four commun, chaud.\n", hall.head + 1))
        save(alice, Edit("Mon four", "Le sien.\n", 1))
    with act():  # a worker that lost the place where it was tells nothing twice
        reading().get_one(Told, "everybody").seq = 0
    time.pass_(minutes=1)
    assert all(line.is_seen for line in inbox(bob, before=END).rows)
    unfollow(bob, "search", places.uid)
    drop_search(bob, words.uid)
    with act():
        begin_days()
    time.pass_(days=2)
    release_reading()
    assert reading().scalars(sa.select(Found.search)).all() == []
    held = sa.select(Follow.target, Follow.is_off).where(Follow.kind == "search")
    assert [tuple(row) for row in reading().execute(held)] == [(places.uid, True)]


def test_refuses_to_follow_a_search_of_others_without_a_word_or_too_wide(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob, dora = people.make("bob"), people.make("dora")
    for title in ("Un four", "Deux fours"):
        write(title, "Four.\n")
    kept = save_search(bob, "Fours", "q=four")
    with pytest.raises(Missing, match="follow_missing"):
        follow(dora, "search", kept.uid)
    for name, asked in (("Peu", "q=de"), ("Plan", "q=plan&kind=file"), ("Qui", "q=x&person=non")):
        with pytest.raises(Invalid, match="follow_search_wordless"):
            follow(bob, "search", save_search(bob, name, asked).uid)
    monkeypatch.setattr("wiki.watch.service.searches.FOUND", 1)
    with pytest.raises(Invalid, match="follow_search_wide"):
        follow(bob, "search", kept.uid)


def test_who_is_asked_to_look_after_a_page_is_told_while_they_have_not_answered(
    time: Time, write: Write
) -> None:
    page = write("Ouvrir", "Un.\n")
    with clock.stopped_at(time.now):
        for name in ("bob", "dora"):
            people.make(name)
            name_reviewer(people.make("alice"), page.uid, name)
    answer_review(people.make("dora"), page.uid, accepts=False)
    time.pass_(minutes=1)
    assert told("bob") == [("review", "Ouvrir", 1)]
    assert told("dora") == []


def test_scenario_16_a_storm_of_revisions_is_one_line_for_each_follower(
    inside: Flask, time: Time, mailbox: Mailbox
) -> None:
    """Scenario 16: an amendment is revised ten times, and the worker goes over it again."""
    made = Made(inside)
    made.open()
    number = table(made, change(made, "Cotisation", "50", "30"), "charlie")
    uid = amended.numbered(made.charter().id, number).amendment.uid
    for name in ("bob", "dora"):
        wish(people.make(name), Wished(follows_written=False))
        follow(people.make(name), "amendment", uid)
    alice, dora = people.make("alice"), people.make("dora")
    for kind, target in (
        ("charter", made.charter().uid),
        ("page", save(alice, Edit("Ailleurs", "Un.\n", 0)).page.uid),
    ):
        follow(dora, kind, target)
    for price in range(31, 41):
        asked = change(made, "Cotisation", "50", str(price))
        with clock.stopped_at(time.now):
            amendments.revise(people.make("charlie"), made.charter().slug, number, asked)
        time.pass_(minutes=5)
    with clock.stopped_at(time.now):
        save(alice, Edit("Ailleurs", "Deux.\n", 1))
    with act():
        reading().get_one(Told, "everybody").seq = 0
    time.pass_(days=1)
    time.pass_(days=1)
    title = f"Charte imaginaire, amendement n° {number}"
    assert [one[:2] for one in told("bob")] == [("amendment", title)]
    first = inbox(dora, before=END, size=2)
    then = inbox(dora, before=first.next_key or 0, size=2)
    assert [one.key[0] for one in first.rows] == ["page"]  # what one act told stays together
    assert [one.key[0] for one in then.rows] == ["amendment", "charter"]
    for name in ("bob", "dora"):
        (message,) = [one for one in mailbox.messages if one["To"] == people.address(name)]
        text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert text.count(title) == 1
        assert "Récrit (10 fois)" in " ".join(text.split())
        assert "Parce que vous suivez cet amendement" in text
