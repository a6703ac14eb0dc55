"""The matrix of roles and rights, and the reason told to each who may not."""

from __future__ import annotations

import pytest

from tests.people import actor
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor, Grant, May, Role, SitePolicy, why_not

OPEN = SitePolicy()
#: The least role of each right, written again by hand: a change of the table is a decision.
LEAST = {
    May.READ: Role.VISITOR,
    May.EDIT: Role.MEMBER,
    May.RENAME: Role.MEMBER,
    May.REVIEW: Role.MEMBER,
    May.THANK: Role.READER,
    May.KEEP_SEARCH: Role.READER,
    May.UPLOAD: Role.MEMBER,
    May.REGISTER: Role.READER,
    May.SEE_REGISTRATIONS: Role.STEWARD,
    May.SEE_MEMBERS: Role.STEWARD,
    May.REPORT: Role.VISITOR,
    May.PUBLISH: Role.STEWARD,
    May.CONTACT: Role.VISITOR,
    May.AMEND: Role.MEMBER,
    May.GIVE_CONTACT: Role.MEMBER,
    May.TEND_CONTACTS: Role.STEWARD,
    May.MANDATE: Role.STEWARD,
    May.TEND_DOUBLES: Role.STEWARD,
    May.DISCUSS: Role.MEMBER,
    May.VOTE: Role.MEMBER,
    May.INVITE: Role.STEWARD,
    May.DELETE: Role.STEWARD,
    May.IMPORT: Role.STEWARD,
    May.CENSUS: Role.STEWARD,
    May.DRAFT_CHARTER: Role.STEWARD,
    May.KEEP_CHARTER: Role.MODERATOR,
    May.TAG: Role.MODERATOR,
    May.PROTECT: Role.MODERATOR,
    May.LICENSE: Role.MODERATOR,
    May.MODERATE: Role.MODERATOR,
    May.REDACT: Role.ADMINISTRATOR,
    May.SHAPE: Role.ADMINISTRATOR,
    May.RESTORE: Role.MODERATOR,
    May.TEND_SEARCH: Role.MODERATOR,
    May.TEND_LINKS: Role.MODERATOR,
    May.HIDE: Role.MODERATOR,
    May.SEE_JOURNAL: Role.MODERATOR,
    May.MANAGE_PEOPLE: Role.ADMINISTRATOR,
    May.MANAGE_SITE: Role.ADMINISTRATOR,
}


def somebody(role: Role) -> Actor:
    return actor("somebody", role) if role else VISITOR


def test_every_right_is_in_the_matrix() -> None:
    assert set(LEAST) == set(May)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("right", list(May))
def test_who_may_what(role: Role, right: May) -> None:
    reason = why_not(somebody(role), right, OPEN)
    assert (reason is None) is (role >= LEAST[right])
    if reason is not None and not role:
        assert reason == "sign_in_first"
    elif reason is not None:
        assert reason == f"{LEAST[right].name.lower()}s_only"


@pytest.mark.parametrize("role", list(Role))
def test_a_private_wiki_is_read_by_readers_and_up(role: Role) -> None:
    reason = why_not(somebody(role), May.READ, SitePolicy(is_private=True))
    assert reason == (None if role >= Role.READER else "private_wiki")


@pytest.mark.parametrize("right", list(May))
def test_read_only_stops_all_that_writes_but_the_administration(right: May) -> None:
    policy = SitePolicy(is_read_only=True)
    bob = why_not(somebody(Role.MODERATOR), right, policy)
    assert (bob == "read_only") is right.writes
    assert why_not(somebody(Role.ADMINISTRATOR), right, policy) is None


def test_anyone_edits_where_the_site_says_so() -> None:
    policy = SitePolicy(anyone_edits=True)
    assert why_not(VISITOR, May.EDIT, policy) is None
    assert why_not(VISITOR, May.UPLOAD, policy) == "sign_in_first"


def test_a_role_in_a_scope_holds_there_only() -> None:
    charlie = Actor(3, "charlie", (Grant(Role.MEMBER), Grant(Role.MODERATOR, "page:abc")))
    assert why_not(charlie, May.PROTECT, OPEN, "page:abc") is None
    assert why_not(charlie, May.PROTECT, OPEN, "page:other") == "moderators_only"
    assert why_not(charlie, May.PROTECT, OPEN) == "moderators_only"


def test_a_token_is_limited_to_its_scope() -> None:
    token = Actor(1, "alice", (Grant(Role.ADMINISTRATOR),), token_scope=frozenset({"read"}))
    assert why_not(token, May.READ, OPEN) is None
    assert why_not(token, May.EDIT, OPEN) == "token_scope"


def test_a_token_gives_no_right_that_its_member_lacks() -> None:
    token = Actor(3, "charlie", (Grant(Role.MEMBER),), token_scope=frozenset({"all"}))
    assert why_not(token, May.PROTECT, OPEN) == "moderators_only"


@pytest.mark.parametrize("right", list(May))
def test_the_wiki_itself_may_everything(right: May) -> None:
    assert why_not(SYSTEM, right, SitePolicy(is_private=True, is_read_only=True)) is None
