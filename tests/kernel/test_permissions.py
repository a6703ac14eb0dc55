"""The one table between roles and rights, and what widens or narrows it."""

from __future__ import annotations

import pytest

from tests.people import actor
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import (
    SYSTEM,
    VISITOR,
    Actor,
    Grant,
    May,
    Role,
    SitePolicy,
    require,
    why_not,
)

PLAIN = SitePolicy()
MEMBER = actor("charlie", Role.MEMBER)


@pytest.mark.parametrize("right", May)
def test_a_right_is_held_from_a_role_upward(right: May) -> None:
    for role in Role:
        who = VISITOR if role is Role.VISITOR else actor("alice", role)
        assert (why_not(who, right, PLAIN) is None) == (role >= right.least)


def test_every_right_has_a_code_and_a_sentence_of_its_own() -> None:
    assert len({right.code for right in May}) == len(May)
    assert len({right.sentence for right in May}) == len(May)


def test_the_reason_says_what_is_missing() -> None:
    assert why_not(VISITOR, May.EDIT, PLAIN) == "sign_in_first"
    assert why_not(MEMBER, May.DELETE, PLAIN) == "stewards_only"
    with pytest.raises(Refused, match="stewards_only"):
        require(MEMBER, May.DELETE, PLAIN)


def test_a_private_wiki_is_closed_to_visitors() -> None:
    policy = SitePolicy(is_private=True, anyone_edits=True)
    for right in May:
        assert why_not(VISITOR, right, policy) == "private_wiki"
    assert why_not(actor("dora", Role.READER), May.READ, policy) is None


def test_in_a_host_nobody_makes_accounts() -> None:
    policy, alice = SitePolicy(is_hosted=True), actor("alice", Role.ADMINISTRATOR)
    for right in May:
        wanted = "accounts_of_host" if right is May.INVITE else None
        assert why_not(alice, right, policy) == wanted
    assert why_not(MEMBER, May.INVITE, policy) == "stewards_only"


def test_read_only_stops_what_writes_but_for_the_administration() -> None:
    policy = SitePolicy(is_read_only=True, anyone_edits=True)
    moderator = actor("bob", Role.MODERATOR)
    for right in May:
        wanted = "read_only" if right.writes else None
        assert why_not(moderator, right, policy) == wanted
        assert why_not(actor("alice", Role.ADMINISTRATOR), right, policy) is None
    assert why_not(VISITOR, May.EDIT, policy) == "read_only"


def test_a_site_may_let_anyone_write_and_discuss_and_nothing_else() -> None:
    policy = SitePolicy(anyone_edits=True)
    usual = {right for right in May if why_not(VISITOR, right, SitePolicy()) is None}
    opened = {right for right in May if why_not(VISITOR, right, policy) is None}
    assert opened - usual == {May.EDIT, May.DISCUSS}


def test_a_role_in_a_scope_counts_there_alone() -> None:
    who = Actor(1, "charlie", (Grant(Role.READER), Grant(Role.MODERATOR, "page:abc")))
    assert why_not(who, May.PROTECT, PLAIN, "page:abc") is None
    assert why_not(who, May.PROTECT, PLAIN, "page:xyz") == "moderators_only"
    assert why_not(who, May.PROTECT, PLAIN) == "moderators_only"


@pytest.mark.parametrize(
    ("scope", "right", "reason"),
    [
        ({"edit"}, May.EDIT, None),
        ({"read"}, May.EDIT, "token_scope"),
        ({"all"}, May.DELETE, None),
        ({"edit"}, May.READ, None),
        (set(), May.READ, None),
        ({"manage_site"}, May.MANAGE_SITE, "administrators_only"),
    ],
)
def test_a_token_narrows_and_never_widens(scope: set[str], right: May, reason: str | None) -> None:
    who = Actor(1, "eric", (Grant(Role.STEWARD),), token_scope=frozenset(scope))
    assert why_not(who, right, PLAIN) == reason


def test_a_token_reads_a_private_wiki_only_if_it_says_so() -> None:
    policy = SitePolicy(is_private=True)
    who = Actor(1, "charlie", (Grant(Role.MEMBER),), token_scope=frozenset({"edit"}))
    assert why_not(who, May.READ, policy) == "token_scope"


def test_the_wiki_itself_may() -> None:
    assert all(why_not(SYSTEM, right, SitePolicy(True, True)) is None for right in May)
