"""A suspended member reads and writes nothing, until a day that is told to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests import people
from tests.members.conftest import LETTER
from wiki.journal.queries import entries
from wiki.kernel import clock
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor, May, why_not
from wiki.members import queries
from wiki.members.models import Block
from wiki.members.service import blocks
from wiki.members.service.codes import Letter
from wiki.members.service.personal import PERSONAL
from wiki.members.service.profile import change_profile, change_showing
from wiki.members.service.sign_ins import sign_in
from wiki.pages.service.save import Edit, save
from wiki.site.queries import policy


def letter(_block: Block) -> Letter:
    return LETTER


def uid(who: Actor) -> str:
    return queries.member(who.member_id or 0).uid


def again(who: Actor) -> Actor:
    return people.make(who.name)


def test_who_is_suspended_reads_and_writes_nothing_until_the_day(
    everyone: dict[str, Actor],
) -> None:
    bob, charlie = everyone["bob"], everyone["charlie"]
    blocks.block(bob, uid(charlie), 30, "Une faute de frappe", letter)
    made = blocks.block(bob, uid(charlie), 3, " Des liens\nde publicité ", letter)
    assert [one.subject for one in people.mails(people.address("charlie"))] == ["sujet"] * 2
    who = again(charlie)
    assert {why_not(who, right, policy()) for right in May if right.writes} >= {"blocked"}
    assert why_not(who, May.READ, policy()) is None
    with pytest.raises(Refused, match="blocked"):
        save(who, Edit("Page", "Un mot.\n", 0))
    with pytest.raises(Refused, match="blocked"):
        change_profile(who, "charlie", "Achetez !", "")
    with pytest.raises(Refused, match="blocked"):
        change_showing(who, "public", "", "publicité")
    key = sign_in("charlie", people.PASSWORD, place="192.0.2.1").key
    mine = queries.actor_of_session({queries.SESSION_KEY: key})
    assert (mine.is_blocked, mine.audience.is_blocked) == (True, True)
    said = PERSONAL.of(charlie.member_id or 0)["blocks"]
    assert [one["reason"] for one in said] == ["Une faute de frappe", "Des liens de publicité"]
    line = entries().rows[1]
    assert (line.action, line.detail, line.actor_id) == (
        "member_blocked",
        {"days": 3},
        bob.member_id,
    )
    with clock.stopped_at(made.until + timedelta(seconds=1)):
        assert save(again(charlie), Edit("Page", "Un mot.\n", 0)).is_new


def test_a_suspension_is_lifted_and_stays_to_be_read(everyone: dict[str, Actor]) -> None:
    bob, charlie = everyone["bob"], everyone["charlie"]
    blocks.block(bob, uid(charlie), 7, "Insultes", letter)
    blocks.unblock(bob, uid(charlie))
    blocks.unblock(bob, uid(charlie))
    assert not again(charlie).is_blocked
    assert queries.block_of(charlie.member_id or 0) is None
    (kept,) = queries.blocks_of(charlie.member_id or 0)
    assert (kept.reason, kept.lifted_by_id) == ("Insultes", bob.member_id)
    assert [one.action for one in entries().rows[:2]] == ["member_unblocked", "member_blocked"]


def test_nobody_suspends_an_equal_nor_without_a_reason(everyone: dict[str, Actor]) -> None:
    alice, bob, charlie = everyone["alice"], everyone["bob"], everyone["charlie"]
    for who, whom in ((bob, bob), (bob, alice), (alice, alice)):
        with pytest.raises(Refused, match="block_above"):
            blocks.block(who, uid(whom), 3, "Non", letter)
    with pytest.raises(Refused, match="moderators_only"):
        blocks.block(charlie, uid(everyone["dora"]), 3, "Non", letter)
    for days, reason, code in ((3, " \n", "block_reason"), (3, "x" * 501, "block_reason_long")):
        with pytest.raises(Invalid, match=code):
            blocks.block(bob, uid(charlie), days, reason, letter)
    with pytest.raises(Invalid, match="block_days"):
        blocks.block(bob, uid(charlie), 36500, "Pour toujours", letter)


def test_the_screens(app: Flask) -> None:
    with app.app_context():
        charlie = uid(people.make_all()["charlie"])
    clients = {name: app.test_client() for name in ("bob", "charlie")}
    for name, client in clients.items():
        people.sign_in(client, app, name)
    bob, mine = clients["bob"], clients["charlie"]
    assert f'href="/members/{charlie}/block"' in bob.get(f"/members/{charlie}").text
    wrong = people.post(bob, f"/members/{charlie}/block", days="x", reason="Publicité")
    assert (wrong.status_code, "Choisissez pour combien de temps" in wrong.text) == (422, True)
    assert "Publicité" in wrong.text
    done = people.post(bob, f"/members/{charlie}/block", days="3", reason="Publicité")
    assert "Le compte est suspendu" in bob.get(done.headers["Location"]).text
    assert "Votre compte est suspendu" in mine.get("/changes").text
    assert "Publicité" in mine.get("/account").text
    refused = people.post(mine, "/wiki/Page/edit", body="Mon texte.", base="0")
    assert (refused.status_code, "Mon texte." in refused.text) == (403, True)
    lifted = people.post(bob, f"/members/{charlie}/unblock")
    assert "de nouveau écrire" in bob.get(lifted.headers["Location"]).text
    assert "suspendu" not in mine.get("/changes").text
