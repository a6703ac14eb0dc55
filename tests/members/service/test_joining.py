"""Joining: open, by invitation, closed; the address proved before the member exists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.members.conftest import LETTER, NOON, write
from tests.people import PASSWORD, code_in, mails
from wiki.journal.queries import entries
from wiki.kernel import clock
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import SYSTEM, Actor, Role
from wiki.members.queries import (
    SESSION_KEY,
    account_by_email,
    actor_of_session,
    has_administrator,
    members_named,
)
from wiki.members.service import joining
from wiki.members.service.invitations import invite
from wiki.members.service.people import create_member
from wiki.site.service import change_settings

ERIN = ("Erin", "erin@exemple.fr", PASSWORD)


@pytest.fixture
def site(everyone: dict[str, Actor]) -> dict[str, Actor]:
    """A wiki that anyone may join."""
    change_settings(everyone["alice"], {"joining": "open"})
    return everyone


def ask(name: str = "Erin", email: str = "erin@exemple.fr", **more: str) -> str:
    joining.ask_to_join(name, email, PASSWORD, write, LETTER, place="192.0.2.1", **more)
    return code_in(mails(email)[-1])


def refusal(function: object, *args: object, **more: object) -> str:
    with pytest.raises(WikiError) as caught:
        function(*args, **more)  # type: ignore[operator]
    return caught.value.code


def test_the_member_is_made_when_the_address_is_proved(site: dict[str, Actor]) -> None:
    code = ask()
    assert list(members_named("Erin")) == []
    key = joining.confirm_join(code, "Erin", PASSWORD)
    erin = actor_of_session({SESSION_KEY: key})
    assert (erin.name, erin.role()) == ("Erin", Role.MEMBER)
    line = entries().rows[0]
    assert (line.action, line.actor_id, line.detail["role"]) == (
        "member_joined",
        erin.member_id,
        "member",
    )


def test_who_confirms_has_to_be_who_signed_up(site: dict[str, Actor]) -> None:
    code = ask()
    assert refusal(joining.confirm_join, code, "Erin", "cheval agrafe") == "password_wrong"
    joining.confirm_join(code, "Erin", PASSWORD)


def test_a_code_is_good_once_and_for_a_day(site: dict[str, Actor]) -> None:
    with clock.stopped_at(NOON):
        late, code = ask("Frank", "frank@exemple.fr"), ask()
        joining.confirm_join(code, "Erin", PASSWORD)
        assert refusal(joining.confirm_join, code, "Erin", PASSWORD) == "code_over"
    with clock.stopped_at(NOON + timedelta(hours=25)):
        assert refusal(joining.confirm_join, late, "Frank", PASSWORD) == "code_over"


def test_a_known_address_has_the_same_answer_and_its_owner_a_letter(site: dict[str, Actor]) -> None:
    joining.ask_to_join("Erin", "BOB@exemple.fr", PASSWORD, write, LETTER, place="192.0.2.1")
    assert [mail.text for mail in mails("BOB@exemple.fr")] == [LETTER.text]
    assert entries().rows[0].action == "join_asked"


def test_two_sign_ups_for_one_address_make_one_account(site: dict[str, Actor]) -> None:
    mine, theirs = ask("Erin"), ask("Frank")
    joining.confirm_join(mine, "Erin", PASSWORD)
    assert refusal(joining.confirm_join, theirs, "Frank", PASSWORD) == "email_taken"


def test_a_name_taken_is_refused_and_another_one_chosen_at_the_end(site: dict[str, Actor]) -> None:
    assert refusal(ask, "ALICE") == "name_taken"
    first, second = ask(), ask("erin", "erin2@exemple.fr")
    joining.confirm_join(first, "Erin", PASSWORD)
    assert refusal(joining.confirm_join, second, "erin", PASSWORD) == "name_taken"
    joining.confirm_join(second, "Erin de Pomerol", PASSWORD)


def test_one_place_does_not_sign_up_the_whole_world(site: dict[str, Actor]) -> None:
    for turn in range(10):
        ask(f"Erin {turn}", f"erin{turn}@exemple.fr")
    assert refusal(ask) == "too_often"


def test_by_invitation_only(everyone: dict[str, Actor]) -> None:
    assert refusal(ask) == "joining_by_invitation"
    token = invite(everyone["bob"], Role.READER)
    key = joining.confirm_join(ask(invitation=token), "Erin", PASSWORD)
    assert actor_of_session({SESSION_KEY: key}).role() is Role.READER
    assert refusal(ask, "Frank", "frank@exemple.fr", invitation=token) == "invitation_over"


def test_closed_to_all_the_invited_included(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["bob"], Role.READER)
    change_settings(everyone["alice"], {"joining": "closed"})
    assert refusal(ask) == "joining_closed"
    assert refusal(ask, invitation=token) == "joining_closed"
    assert refusal(joining.join_by_mail, token, *ERIN) == "joining_closed"
    assert refusal(invite, everyone["alice"], Role.READER) == "joining_closed"


def test_closing_stops_the_sign_ups_that_wait(site: dict[str, Actor]) -> None:
    code = ask()
    change_settings(site["alice"], {"joining": "closed"})
    assert refusal(joining.confirm_join, code, "Erin", PASSWORD) == "joining_closed"


def test_the_invited_address_joins_at_once(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["alice"], Role.STEWARD, email="erin@exemple.fr", write=write)
    key = joining.join_by_mail(token, "Erin", "ERIN@exemple.fr", PASSWORD)
    assert key is not None
    assert actor_of_session({SESSION_KEY: key}).role() is Role.STEWARD
    assert account_by_email("erin@exemple.fr") is not None
    assert refusal(joining.join_by_mail, token, *ERIN) == "invitation_over"


def test_another_address_has_to_be_proved(everyone: dict[str, Actor]) -> None:
    token = invite(everyone["alice"], Role.MEMBER, email="erin@exemple.fr", write=write)
    assert joining.join_by_mail(token, "Erin", "other@exemple.fr", PASSWORD) is None
    assert account_by_email("other@exemple.fr") is None


def test_the_first_administrator_needs_the_code_of_the_console(inside: Flask) -> None:
    code = joining.first_run_code()
    assert code is not None
    assert refusal(joining.start, "guess", "Alice", "a@exemple.fr", PASSWORD) == "code_over"
    key = joining.start(code, "Alice", "a@exemple.fr", PASSWORD)
    assert actor_of_session({SESSION_KEY: key}).role() is Role.ADMINISTRATOR
    assert refusal(joining.start, code, "Eve", "e@exemple.fr", PASSWORD) == "code_over"


def test_there_is_no_first_run_once_somebody_administers(everyone: dict[str, Actor]) -> None:
    assert has_administrator()
    assert joining.first_run_code() is None


def test_an_administrator_whom_an_archive_brought_keeps_nobody_out(inside: Flask) -> None:
    create_member(SYSTEM, "Alice", Role.ADMINISTRATOR)  # archives carry no accounts
    assert not has_administrator()
    assert joining.first_run_code() is not None


def test_each_start_prints_a_new_code(inside: Flask) -> None:
    first, second = joining.first_run_code(), joining.first_run_code()
    assert first is not None
    assert second is not None
    assert refusal(joining.check_first_run, first) == "code_over"
    joining.check_first_run(second)
