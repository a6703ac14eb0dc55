"""All that can be followed besides a page: whoever follows it is told of what moves there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
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
from wiki.kernel.pager import END
from wiki.members.queries import uids
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save
from wiki.watch.models import Told
from wiki.watch.queries.notices import inbox
from wiki.watch.rules import Wished
from wiki.watch.service.follow import follow
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
