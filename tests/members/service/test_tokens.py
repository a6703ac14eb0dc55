"""Bearer tokens: shown once, limited, ended; never a way to more."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.members.conftest import NOON
from wiki.journal.queries import entries
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import VISITOR, Actor
from wiki.members.models import Token
from wiki.members.queries import actor_of_token, tokens_of
from wiki.members.service.tokens import create_token, delete_token, note_token_use


def refusal(function: object, *args: object) -> str:
    with pytest.raises(WikiError) as caught:
        function(*args)  # type: ignore[operator]
    return caught.value.code


def test_a_token_acts_for_its_member_within_its_scope(everyone: dict[str, Actor]) -> None:
    token = create_token(everyone["alice"], " mon  script ", ("read", "edit"))
    actor = actor_of_token(token)
    assert actor.member_id == everyone["alice"].member_id
    assert actor.token_scope == {"read", "edit"}
    row = reading().scalars(sa.select(Token)).one()
    assert (row.name, row.scope) == ("mon script", "edit read")
    assert token not in (row.token_hash, row.name)
    assert entries().rows[0].action == "token_created"


@pytest.mark.parametrize("token", ["", "x", "wiki_", "é", "\x00", "wiki_" + "a" * 10_000])
def test_a_forged_token_is_refused(everyone: dict[str, Actor], token: str) -> None:
    with pytest.raises(Refused, match="token_wrong"):
        actor_of_token(token)


def test_a_token_ends(everyone: dict[str, Actor]) -> None:
    with clock.stopped_at(NOON):
        token = create_token(everyone["bob"], "essai", ("all",), NOON + timedelta(days=1))
        actor_of_token(token)
    with clock.stopped_at(NOON + timedelta(days=1)):
        assert refusal(actor_of_token, token) == "token_wrong"


def test_a_token_taken_back_is_worth_nothing(everyone: dict[str, Actor]) -> None:
    token = create_token(everyone["bob"], "essai", ("all",))
    row = tokens_of(everyone["bob"].member_id or 0)[0]
    assert refusal(delete_token, everyone["alice"], row.uid) == "token_unknown"
    delete_token(everyone["bob"], row.uid)
    assert refusal(actor_of_token, token) == "token_wrong"
    assert refusal(delete_token, everyone["bob"], row.uid) == "token_unknown"


def test_a_token_makes_no_token(everyone: dict[str, Actor]) -> None:
    token = actor_of_token(create_token(everyone["bob"], "essai", ("all",)))
    assert refusal(create_token, token, "autre", ("all",)) == "token_from_token"
    row = tokens_of(everyone["bob"].member_id or 0)[0]
    assert refusal(delete_token, token, row.uid) == "token_from_token"


def test_what_is_refused(everyone: dict[str, Actor]) -> None:
    bob = everyone["bob"]
    assert refusal(create_token, VISITOR, "essai", ("all",)) == "sign_in_first"
    assert refusal(create_token, bob, " ", ("all",)) == "token_name"
    assert refusal(create_token, bob, "x" * 81, ("all",)) == "token_name"
    assert refusal(create_token, bob, "essai", ()) == "token_scope_missing"
    assert refusal(create_token, bob, "essai", ("fly",)) == "token_scope_unknown"
    past = clock.now() - timedelta(seconds=1)
    assert refusal(create_token, bob, "essai", ("all",), past) == "token_expired"


def test_its_use_is_noted_once_an_hour(everyone: dict[str, Actor]) -> None:
    token = create_token(everyone["bob"], "essai", ("all",))

    def noted_at(minutes: int) -> object:
        with clock.stopped_at(NOON + timedelta(minutes=minutes)):
            note_token_use(token)
        reading().expire_all()
        return tokens_of(everyone["bob"].member_id or 0)[0].last_used_at

    assert noted_at(0) == NOON
    assert noted_at(59) == NOON
    assert noted_at(61) == NOON + timedelta(minutes=61)
