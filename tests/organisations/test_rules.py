"""Who may give and end a mandate: the whole table; and what sheets say of one another."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import actor
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import VISITOR, Actor, Grant, Role, SitePolicy
from wiki.organisations.rules import (
    days,
    how,
    is_running,
    said_of_others,
    why_not_end,
    why_not_give,
)
from wiki.schema.kinds import core_kinds
from wiki.schema.sheet import Sheet

TODAY = date(2026, 11, 26)
OPEN = SitePolicy()
#: Who -> whether they may give one, end another's, end their own.
TRUTH = {
    "visitor": (VISITOR, False, False, False),
    "reader": (actor("dora", Role.READER), False, False, False),
    "member": (actor("charlie", Role.MEMBER), False, False, True),
    "steward": (actor("eric", Role.STEWARD), True, True, True),
    "moderator": (actor("bob", Role.MODERATOR), True, True, True),
    "administrator": (actor("alice", Role.ADMINISTRATOR), True, True, True),
    "steward of the page": (
        Actor(1, "fanny", (Grant(Role.MEMBER), Grant(Role.STEWARD, "page:uid"))),
        True,
        True,
        True,
    ),
    "steward of another": (
        Actor(1, "fanny", (Grant(Role.MEMBER), Grant(Role.STEWARD, "page:other"))),
        False,
        False,
        True,
    ),
}


@pytest.mark.parametrize("who", TRUTH)
def test_who_gives_and_ends(who: str) -> None:
    acts, gives, ends, ends_own = TRUTH[who]
    own = acts.member_id if acts.member_id is not None else 1
    assert (why_not_give(acts, OPEN, "uid") is None) is gives
    assert (why_not_end(acts, OPEN, "uid", 999) is None) is ends
    assert (why_not_end(acts, OPEN, "uid", own) is None) is ends_own


def test_nobody_does_while_the_wiki_is_read_only() -> None:
    eric = TRUTH["steward"][0]
    assert why_not_give(eric, SitePolicy(is_read_only=True), "uid") == "read_only"
    assert why_not_end(eric, SitePolicy(is_read_only=True), "uid", 1) == "read_only"


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ("2026-11-27", "", "mandate_to_come"),
        ("", "", "mandate_day"),
        ("2026", "", "mandate_day"),
        ("1026-11-26", "", "mandate_day"),
        ("9" * 4_000, "", "mandate_day"),
        ("2026-11-26", "2026-11-25", "mandate_backwards"),
        ("2026-11-26", "\x00", "mandate_day"),
    ],
)
def test_refuses_days_that_are_none(since: str, until: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        days(since, until, TODAY)
    assert caught.value.code == code


def test_a_mandate_holds_from_a_day_to_another_both_included() -> None:
    assert days("2026-01-01", " ", TODAY) == ("2026-01-01", None)
    held = [is_running("2026-01-01", "2026-02-01", on) for on in ("2025-12-31", "2026-01-01")]
    held += [is_running("2026-01-01", "2026-02-01", on) for on in ("2026-02-01", "2026-02-02")]
    assert held == [False, True, True, False]
    assert is_running("2026-01-01", None, "2099-01-01")


def test_refuses_too_many_words() -> None:
    with pytest.raises(Invalid):
        how("é" * 201)


def test_a_sheet_names_others_each_with_what_is_said_beside() -> None:
    def said(**values: object) -> set[tuple[str, str]]:
        return said_of_others(core_kinds(), Sheet("network", values))

    one = {"place": "Arrêt Minute", "status": "candidate"}
    before = said(members=[one, {"place": "La Cantine", "status": "member"}])
    now = said(members=[one | {"status": "member"}, {"place": "La Cantine", "status": "member"}])
    assert {key for key, _ in before ^ now} == {"arrêt minute"}
    assert said_of_others(core_kinds(), Sheet("gone", {"members": [one]})) == set()
