"""Roles, closing and opening accounts: who may, and what can never happen."""

from __future__ import annotations

import pytest

from tests.people import PASSWORD, make
from wiki.journal.queries import entries
from wiki.kernel import signals
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor, Grant, Role
from wiki.members import queries
from wiki.members.models import Member
from wiki.members.service import people, tokens
from wiki.members.service.invitations import invite
from wiki.members.service.sign_ins import sign_in


def uid_of(actor: Actor) -> str:
    return queries.member(actor.member_id or 0).uid


def refusal(function: object, *args: object, **more: object) -> str:
    with pytest.raises(WikiError) as caught:
        function(*args, **more)  # type: ignore[operator]
    return caught.value.code


def test_a_member_is_made_with_a_role(everyone: dict[str, Actor]) -> None:
    heard: list[Member] = []

    def hear(member: Member, actor: Actor) -> None:
        heard.append(member)

    signals.member_joined.connect(hear)
    try:
        erin = people.create_member(everyone["alice"], "Erin", Role.STEWARD, password=PASSWORD)
    finally:
        signals.member_joined.disconnect(hear)
    assert heard == [erin]
    assert queries.actor_of_member(erin).role() is Role.STEWARD
    sign_in("Erin", PASSWORD, place="")  # the name is enough


def test_who_may_not_make_members(everyone: dict[str, Actor]) -> None:
    assert refusal(people.create_member, everyone["bob"], "Erin", Role.READER) == (
        "administrators_only"
    )
    assert refusal(people.create_member, SYSTEM, "ALICE", Role.READER) == "name_taken"
    args = (SYSTEM, "Erin", Role.READER)
    assert refusal(people.create_member, *args, email="bob@exemple.fr", password=PASSWORD) == (
        "email_taken"
    )
    assert list(queries.members_named("Erin")) == []  # refused as a whole


def test_there_is_one_first_administrator(everyone: dict[str, Actor]) -> None:
    args = ("Eve", "eve@exemple.fr", PASSWORD)
    assert refusal(people.create_first_administrator, *args) == "administrator_exists"


def test_a_role_is_given_and_journaled(everyone: dict[str, Actor]) -> None:
    people.grant(everyone["alice"], uid_of(everyone["charlie"]), Role.MODERATOR)
    assert make("charlie").role() is Role.MODERATOR
    line = entries().rows[0]
    assert (line.action, line.detail["from"], line.detail["to"]) == (
        "role_granted",
        "member",
        "moderator",
    )


def test_the_same_role_again_is_no_act(everyone: dict[str, Actor]) -> None:
    before = entries().rows[0].seq
    people.grant(everyone["alice"], uid_of(everyone["charlie"]), Role.MEMBER)
    assert entries().rows[0].seq == before


def test_a_role_in_a_scope_is_given_and_taken_back(everyone: dict[str, Actor]) -> None:
    charlie = uid_of(everyone["charlie"])
    people.grant(everyone["alice"], charlie, Role.STEWARD, "page:abc")
    assert make("charlie").grants == (Grant(Role.MEMBER), Grant(Role.STEWARD, "page:abc"))
    people.grant(everyone["alice"], charlie, Role.VISITOR, "page:abc")
    assert make("charlie").grants == (Grant(Role.MEMBER),)


@pytest.mark.parametrize("who", ["bob", "charlie", "dora"])
def test_only_the_administration_gives_roles(everyone: dict[str, Actor], who: str) -> None:
    target = uid_of(everyone["charlie"])
    assert refusal(people.grant, everyone[who], target, Role.MODERATOR) == "administrators_only"
    assert refusal(people.grant, VISITOR, target, Role.MODERATOR) == "sign_in_first"


def test_a_scoped_administrator_gives_nothing(everyone: dict[str, Actor]) -> None:
    charlie = uid_of(everyone["charlie"])
    people.grant(everyone["alice"], charlie, Role.ADMINISTRATOR, "page:abc")
    assert refusal(people.grant, make("charlie"), charlie, Role.ADMINISTRATOR) == (
        "administrators_only"
    )


def test_the_last_administrator_stays(everyone: dict[str, Actor]) -> None:
    alice = everyone["alice"]
    assert refusal(people.grant, alice, uid_of(alice), Role.MEMBER) == "last_administrator"
    assert refusal(people.deactivate, alice, uid_of(alice)) == "last_administrator"
    make("erin", Role.ADMINISTRATOR)
    people.grant(alice, uid_of(alice), Role.MEMBER)
    assert make("alice").role() is Role.MEMBER


def test_a_closed_account_is_out_at_once(everyone: dict[str, Actor]) -> None:
    key = sign_in("bob", PASSWORD, place="").key
    token = tokens.create_token(everyone["bob"], "essai", ("all",))
    link = invite(everyone["bob"], Role.MEMBER)
    people.deactivate(everyone["alice"], uid_of(everyone["bob"]))
    assert queries.actor_of_session({queries.SESSION_KEY: key}) is VISITOR
    with pytest.raises(Refused, match="token_wrong"):
        queries.actor_of_token(token)
    assert refusal(queries.invitation_by_token, link) == "invitation_over"
    assert entries().rows[0].action == "member_deactivated"


def test_it_opens_again_with_its_role_but_not_its_sessions(everyone: dict[str, Actor]) -> None:
    key = sign_in("bob", PASSWORD, place="").key
    people.deactivate(everyone["alice"], uid_of(everyone["bob"]))
    people.reactivate(everyone["alice"], uid_of(everyone["bob"]))
    assert queries.actor_of_session({queries.SESSION_KEY: key}) is VISITOR
    assert make("bob").role() is Role.MODERATOR
    sign_in("bob", PASSWORD, place="")


def test_who_may_not_close_accounts(everyone: dict[str, Actor]) -> None:
    target = uid_of(everyone["charlie"])
    assert refusal(people.deactivate, everyone["bob"], target) == "administrators_only"
    assert refusal(people.reactivate, everyone["bob"], target) == "administrators_only"
    assert refusal(people.deactivate, everyone["alice"], "unknown") == "member_unknown"
