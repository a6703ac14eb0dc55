"""Signing in and out: one answer for all who may not, limits, sessions that really end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher, extract_parameters
from flask import Flask

from tests.members.conftest import NOON
from tests.people import PASSWORD, address
from wiki.journal.queries import entries
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Missing, Refused, TooOften, WikiError
from wiki.kernel.permissions import VISITOR, Actor
from wiki.members.keys import hash_of
from wiki.members.models import Account, Attempt, SignIn
from wiki.members.queries import SESSION_KEY, actor_of_session, member
from wiki.members.service import people
from wiki.members.service.limits import bucket
from wiki.members.service.seen import note_sign_in
from wiki.members.service.sign_ins import (
    end_sign_in,
    sign_in,
    sign_in_by_link,
    sign_out,
    sign_out_elsewhere,
)

pytestmark = pytest.mark.usefixtures("everyone")


def enter(who: str = "charlie", password: str = PASSWORD, place: str = "192.0.2.1") -> str:
    return sign_in(address(who), password, place=place, browser="Firefox").key


def actor_of(key: str) -> Actor:
    return actor_of_session({SESSION_KEY: key})


def refusal(who: str, password: str, place: str = "192.0.2.1") -> str:
    with pytest.raises(WikiError) as caught:
        sign_in(who, password, place=place)
    return caught.value.code


def test_the_right_password_signs_in(everyone: dict[str, Actor]) -> None:
    assert actor_of(enter()) == everyone["charlie"]


@pytest.mark.parametrize("identifier", ["charlie@exemple.fr", " CHARLIE@Exemple.fr ", "Charlie"])
def test_an_address_or_a_name_does(identifier: str, everyone: dict[str, Actor]) -> None:
    assert actor_of(sign_in(identifier, PASSWORD, place="").key) == everyone["charlie"]


def test_the_session_keeps_a_key_that_the_database_has_not() -> None:
    key = enter()
    row = reading().scalars(sa.select(SignIn)).one()
    assert row.key_hash == hash_of(key) != key
    assert row.browser == "Firefox"


def test_wrong_password_and_unknown_address_have_one_answer() -> None:
    assert refusal("charlie@exemple.fr", "cheval agrafe") == "sign_in_wrong"
    assert refusal("nobody@exemple.fr", PASSWORD) == "sign_in_wrong"
    assert refusal("", "") == "sign_in_wrong"
    assert refusal("charlie\x00", PASSWORD) == "sign_in_wrong"


def test_and_take_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password is checked for both, against a hash that costs as much: that is the time."""
    checked: list[str] = []
    verify = PasswordHasher.verify

    def hear(hasher: PasswordHasher, hash_: str, password: str) -> bool:
        checked.append(hash_)
        return bool(verify(hasher, hash_, password))

    monkeypatch.setattr(PasswordHasher, "verify", hear)
    for who in ("charlie@exemple.fr", "nobody@exemple.fr"):
        refusal(who, "cheval agrafe")
    known, unknown = checked
    assert known != unknown
    assert extract_parameters(known) == extract_parameters(unknown)


def test_a_closed_account_says_so_to_its_owner_only(everyone: dict[str, Actor]) -> None:
    charlie = member(everyone["charlie"].member_id or 0)
    people.deactivate(everyone["alice"], charlie.uid)
    assert refusal("charlie@exemple.fr", PASSWORD) == "account_closed"
    assert refusal("charlie@exemple.fr", "cheval agrafe") == "sign_in_wrong"


def test_the_sixth_wrong_password_in_a_minute_is_refused() -> None:
    with clock.stopped_at(NOON):
        for _ in range(5):
            assert refusal("charlie@exemple.fr", "cheval agrafe") == "sign_in_wrong"
        assert refusal("CHARLIE@exemple.fr", PASSWORD) == "too_often"
        enter(place="192.0.2.2")  # somebody else's tries do not lock the owner out
        enter("bob")
    with clock.stopped_at(NOON + timedelta(seconds=61)):
        enter()


def test_unknown_addresses_are_slowed_alike() -> None:
    for _ in range(5):
        refusal("nobody@exemple.fr", PASSWORD)
    assert refusal("nobody@exemple.fr", PASSWORD) == "too_often"


def test_the_name_and_the_address_of_an_account_count_together() -> None:
    for who in ("charlie@exemple.fr", "Charlie", "charlie@exemple.fr", "Charlie", "CHARLIE"):
        assert refusal(who, "cheval agrafe") == "sign_in_wrong"
    assert refusal("charlie@exemple.fr", PASSWORD) == "too_often"
    assert refusal("Charlie", PASSWORD) == "too_often"


@pytest.mark.parametrize("who", ["charlie@exemple.fr", "nobody@exemple.fr"])
def test_an_account_is_not_guessed_from_many_addresses(who: str) -> None:
    with clock.stopped_at(NOON):
        for turn in range(50):
            assert refusal(who, "cheval agrafe", f"192.0.2.{turn}") == "sign_in_wrong"
        assert refusal(who, PASSWORD, "198.51.100.1") == "too_often"
        enter("bob")
    with clock.stopped_at(NOON + timedelta(minutes=61)):
        assert refusal(who, "cheval agrafe") == "sign_in_wrong"


def test_no_identifier_is_taken_for_the_number_of_an_account(everyone: dict[str, Actor]) -> None:
    for _ in range(5):
        refusal(str(everyone["charlie"].member_id), "cheval agrafe")
    enter()


def test_the_slowing_is_in_the_journal_once() -> None:
    for _ in range(7):
        refusal("charlie@exemple.fr", "cheval agrafe")
    slowed = [entry for entry in entries().rows if entry.action == "sign_in_slowed"]
    assert len(slowed) == 1


def test_the_right_password_forgets_the_wrong_ones() -> None:
    for _ in range(3):
        for _ in range(4):
            refusal("charlie@exemple.fr", "cheval agrafe")
        enter()


def test_one_place_may_not_try_every_account() -> None:
    with clock.stopped_at(NOON):
        with act() as session:
            name = bucket("sign_in_place", "192.0.2.1")
            session.add_all(Attempt(bucket=name, at=NOON) for _ in range(100))
        with pytest.raises(TooOften):
            enter("bob")


def test_a_sign_in_ends_by_itself() -> None:
    with clock.stopped_at(NOON):
        short = enter()
        long = sign_in("bob", PASSWORD, place="", remembered=True).key
    with clock.stopped_at(NOON + timedelta(hours=25)):
        assert actor_of(short) is VISITOR
        assert actor_of(long) is not VISITOR
    with clock.stopped_at(NOON + timedelta(days=32)):
        assert actor_of(long) is VISITOR


def test_signing_out_ends_the_session_and_its_copies(everyone: dict[str, Actor]) -> None:
    here, there = enter(), enter()
    sign_out(everyone["charlie"], here)
    assert actor_of(here) is VISITOR
    assert actor_of(there) == everyone["charlie"]
    sign_out(VISITOR, here)  # twice is once


def test_signing_out_elsewhere_keeps_this_browser(everyone: dict[str, Actor]) -> None:
    here, there, bobs = enter(), enter(), enter("bob")
    sign_out_elsewhere(everyone["charlie"], here)
    assert [actor_of(key) is VISITOR for key in (here, there, bobs)] == [False, True, False]


def test_one_sign_in_is_ended_by_its_owner_alone(everyone: dict[str, Actor]) -> None:
    here, there, bobs = enter(), enter(), enter("bob")
    uid = hash_of(there)[:20]
    with pytest.raises(Missing, match="sign_in_unknown"):
        end_sign_in(everyone["bob"], uid)
    assert end_sign_in(everyone["charlie"], uid) == hash_of(there)
    assert [actor_of(key) is VISITOR for key in (here, there, bobs)] == [False, True, False]


def test_that_a_browser_was_seen_is_noted_now_and_then() -> None:
    with clock.stopped_at(NOON):
        key = enter()
    for minutes, place in ((3, "192.0.2.1"), (11, "198.51.100.7")):
        with clock.stopped_at(NOON + timedelta(minutes=minutes)):
            note_sign_in(key, place)
            (row,) = reading().scalars(sa.select(SignIn)).all()
            assert (row.place, row.seen_at.minute) == (place, 0 if minutes < 10 else minutes)


@pytest.mark.parametrize("forged", ["", "x", "é", 12, None, ["a"], {"a": 1}, "\x00", "\ud800"])
def test_a_forged_key_is_a_visitors(forged: object) -> None:
    assert actor_of_session({SESSION_KEY: forged}) is VISITOR


def test_finding_the_actor_is_one_query(
    everyone: dict[str, Actor], count_queries: Callable[[], list[str]]
) -> None:
    key = enter()
    seen = count_queries()
    actor_of(key)
    assert len(seen) == 1


def test_an_old_hash_is_made_anew(everyone: dict[str, Actor]) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with act() as session:
        session.get_one(Account, everyone["charlie"].member_id).password_hash = old
    enter()
    kept = reading().get_one(Account, everyone["charlie"].member_id).password_hash
    assert kept != old
    enter()


def test_a_demonstration_link_never_opens_a_real_account(
    inside: Flask, everyone: dict[str, Actor]
) -> None:
    with pytest.raises(Refused, match="demo_link"):
        sign_in_by_link(member(everyone["alice"].member_id or 0).uid)
