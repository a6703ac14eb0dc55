"""In a host: its users become members once, and follow it without a write per request."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from wiki.journal.queries import entries
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import SYSTEM, VISITOR, Grant, Role
from wiki.members import queries
from wiki.members.service import actor_of_host, people

pytestmark = pytest.mark.usefixtures("inside")


def test_a_user_of_the_host_becomes_a_member() -> None:
    zoe = actor_of_host("42", "Zoé", ("Moderator",))
    assert (zoe.name, zoe.role()) == ("Zoé", Role.MODERATOR)
    assert entries().rows[0].action == "member_joined"
    assert queries.account_of(zoe.member_id or 0) is None


def test_the_same_user_is_the_same_member_and_writes_nothing(
    count_queries: Callable[[], list[str]],
) -> None:
    first = actor_of_host("42", "Zoé", ("steward",))
    seen = count_queries()
    assert actor_of_host("42", "Zoé", ("steward",)) == first
    assert len(seen) == 1
    assert seen[0].lstrip().lower().startswith("select")


def test_the_host_changes_name_and_role() -> None:
    first = actor_of_host("42", "Zoé", ())
    assert first.role() is Role.MEMBER
    second = actor_of_host("42", "Zoé B.", ("administrator", "chef"))
    assert (second.member_id, second.name, second.role()) == (
        first.member_id,
        "Zoé B.",
        Role.ADMINISTRATOR,
    )
    assert entries().rows[0].detail == {"name": True, "from": "member", "to": "administrator"}


def test_roles_given_here_in_a_scope_stay() -> None:
    zoe = actor_of_host("42", "Zoé", ())
    uid = queries.member(zoe.member_id or 0).uid
    people.grant(SYSTEM, uid, Role.STEWARD, "page:abc")
    assert Grant(Role.STEWARD, "page:abc") in actor_of_host("42", "Zoé", ("reader",)).grants


def test_the_role_everywhere_is_the_hosts() -> None:
    zoe = actor_of_host("42", "Zoé", ())
    with pytest.raises(Refused, match="role_from_host"):
        people.grant(SYSTEM, queries.member(zoe.member_id or 0).uid, Role.STEWARD)


def test_two_users_may_have_one_name() -> None:
    assert actor_of_host("1", "Zoé", ()).member_id != actor_of_host("2", "Zoé", ()).member_id


def test_a_closed_account_is_a_visitor() -> None:
    zoe = actor_of_host("42", "Zoé", ())
    people.deactivate(SYSTEM, queries.member(zoe.member_id or 0).uid)
    assert actor_of_host("42", "Zoé", ()) is VISITOR
    assert actor_of_host("42", "Zoé B.", ("administrator",)) is VISITOR


@pytest.mark.parametrize(
    ("name", "shown"),
    [("", "42"), ("\u202e<b>", "b>"), ("  a  b ", "a b"), ("x" * 200, "x" * 80)],
)
def test_an_odd_name_is_mended_not_refused(name: str, shown: str) -> None:
    assert actor_of_host("42", name, ()).name == shown


def test_the_role_of_those_without_one_is_an_option(make_app: Callable[..., Flask]) -> None:
    with make_app(WIKI_HOST_ROLE="reader").app_context():
        assert actor_of_host("42", "Zoé", ()).role() is Role.READER
