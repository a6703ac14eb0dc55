"""Invitations: who may, for whom, how long, how often; again and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.members.conftest import NOON, write
from tests.people import code_in, mails
from wiki.journal.queries import entries
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import VISITOR, Actor, Role
from wiki.members.models import Invitation
from wiki.members.queries import invitation_by_token, invitations
from wiki.members.service.invitations import invite, invite_again, revoke, use_invitation
from wiki.site.service import change_settings


def refusal(function: object, *args: object, **more: object) -> str:
    with pytest.raises(WikiError) as caught:
        function(*args, **more)  # type: ignore[operator]
    return caught.value.code


def only() -> Invitation:
    return reading().scalars(sa.select(Invitation)).one()


def test_a_link_is_made_and_kept_hashed(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["bob"], Role.MEMBER)
    assert only().token_hash != token
    assert invitation_by_token(token).uid == only().uid
    line = entries().rows[0]
    assert (line.action, line.detail) == ("invited", {"role": "member", "by": "link"})


def test_a_mail_takes_the_link_there(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["bob"], Role.MEMBER, email="Erin@exemple.fr", write=write, uses=None)
    assert code_in(mails("Erin@exemple.fr")[0]) == token
    assert only().uses_left == 1
    assert "erin" not in str([entry.detail for entry in entries().rows]).lower()


def test_who_may_not_invite(everyone: dict[str, Actor]) -> None:
    assert refusal(invite, everyone["charlie"], Role.READER) == "stewards_only"
    assert refusal(invite, VISITOR, Role.READER) == "sign_in_first"
    assert refusal(invite, everyone["bob"], Role.STEWARD) == "role_offer"


def test_bounds_are_refused(everyone: dict[str, Actor]) -> None:
    alice = everyone["alice"]
    assert refusal(invite, alice, Role.MEMBER, days=0) == "invitation_days"
    assert refusal(invite, alice, Role.MEMBER, days=91) == "invitation_days"
    assert refusal(invite, alice, Role.MEMBER, uses=0) == "invitation_uses"
    assert refusal(invite, alice, Role.MEMBER, email="erin") == "email_wrong"


def test_it_ends(everyone: dict[str, Actor]) -> None:
    with clock.stopped_at(NOON):
        token = invite(everyone["bob"], Role.MEMBER, days=2)
    with clock.stopped_at(NOON + timedelta(days=2)):
        assert refusal(invitation_by_token, token) == "invitation_over"


def test_it_serves_as_often_as_it_says(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["bob"], Role.MEMBER, uses=2)
    for _ in range(2):
        with act() as session:
            use_invitation(session, token)
    assert refusal(invitation_by_token, token) == "invitation_over"
    assert only().uses == 2


def test_or_without_end(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["bob"], Role.MEMBER, uses=None)
    for _ in range(3):
        with act() as session:
            use_invitation(session, token)
    assert (only().uses, only().uses_left) == (3, None)


def test_inviting_again_makes_a_new_link_and_voids_the_old(everyone: dict[str, Actor]) -> None:
    with clock.stopped_at(NOON):
        old = invite(everyone["bob"], Role.MEMBER, email="erin@exemple.fr", write=write, days=1)
    with clock.stopped_at(NOON + timedelta(days=3)):
        new = invite_again(everyone["bob"], only().uid, write)
        assert refusal(invitation_by_token, old) == "invitation_over"
        assert invitation_by_token(new).email == "erin@exemple.fr"
    assert [code_in(mail) for mail in mails("erin@exemple.fr")] == [old, new]


def test_nobody_is_invited_again_while_nobody_may_join(everyone: dict[str, Actor]) -> None:
    invite(everyone["bob"], Role.MEMBER)
    change_settings(everyone["alice"], {"joining": "closed"})
    assert refusal(invite_again, everyone["bob"], only().uid, write) == "joining_closed"


def test_taking_back_is_at_once(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["bob"], Role.MEMBER)
    revoke(everyone["bob"], only().uid)
    assert refusal(invitation_by_token, token) == "invitation_over"
    before = entries().rows[0].seq
    revoke(everyone["bob"], only().uid)
    assert entries().rows[0].seq == before  # twice is once


def test_others_invitations_belong_to_the_administration(everyone: dict[str, Actor]) -> None:
    invite(everyone["alice"], Role.MEMBER)
    assert refusal(revoke, everyone["bob"], only().uid) == "administrators_only"
    assert refusal(invite_again, everyone["bob"], only().uid, write) == "administrators_only"
    assert refusal(revoke, everyone["alice"], "unknown") == "invitation_unknown"
    assert len(invitations(everyone["bob"].member_id).rows) == 0
    assert len(invitations().rows) == 1


def test_one_mailbox_is_not_flooded_by_invitations(everyone: dict[str, Actor]) -> None:
    how = {"email": "erin@exemple.fr", "write": write}
    for who in ("alice", "bob", "alice", "bob"):
        invite(everyone[who], Role.MEMBER, **how)  # type: ignore[arg-type]
    newest = invitations().rows[0].uid
    invite_again(everyone["bob"], newest, write)
    assert refusal(invite, everyone["alice"], Role.MEMBER, **how) == "letters_too_often"
    assert refusal(invite_again, everyone["bob"], newest, write) == "letters_too_often"
    assert len(mails("erin@exemple.fr")) == 5
    invite(everyone["alice"], Role.MEMBER)  # a link fills no box


def test_an_accepted_invitation_is_over(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["bob"], Role.MEMBER)
    with act() as session:
        use_invitation(session, token)
    assert refusal(invite_again, everyone["bob"], only().uid, write) == "invitation_used"
