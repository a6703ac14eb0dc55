"""The second factor: codes that serve once, secrets sealed, administration that waits for it."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.members.conftest import LETTER, NOON
from tests.people import PASSWORD
from wiki.kernel import clock
from wiki.kernel.db import Base, reading
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused, WikiError
from wiki.kernel.permissions import Actor, Role
from wiki.members.queries import has_second_factor, member, recovery_codes_left
from wiki.members.sealing import seal, unseal
from wiki.members.service import second_factor as service
from wiki.members.service.personal import data_of
from wiki.members.service.second_step import second_step
from wiki.members.service.sign_ins import sign_in
from wiki.site.service import change_settings

KEY = "la clé du wiki"


@pytest.fixture
def charlie(inside: Flask) -> Actor:
    """Charlie, an open application around."""
    people.make("alice")
    return people.make("charlie")


def set_up(actor: Actor) -> tuple[str, list[str]]:
    """Set a second factor; returns the secret and the recovery codes."""
    service.begin(actor, PASSWORD, place="", key=KEY)
    secret = service.secret_of(actor, key=KEY)
    code = pyotp.TOTP(secret).at(clock.now())
    return secret, service.confirm(actor, code, LETTER, key=KEY)


def enter(code: str, typed: str, place: str = "192.0.2.1") -> str:
    return second_step(code, typed, place=place, browser="Firefox", key=KEY).key


def waiting() -> str:
    entry = sign_in("charlie", PASSWORD, place="192.0.2.1", remembered=True)
    assert entry.waits
    return entry.key


def refusal(code: str, typed: str, place: str = "192.0.2.1") -> str:
    with pytest.raises(WikiError) as caught:
        enter(code, typed, place)
    return caught.value.code


def test_a_password_alone_opens_no_session_any_more(charlie: Actor) -> None:
    with clock.stopped_at(NOON):
        secret, _ = set_up(charlie)
        assert not sign_in("alice", PASSWORD, place="").waits
    with clock.stopped_at(NOON + timedelta(minutes=5)):
        first, totp = waiting(), pyotp.TOTP(secret)
        assert refusal(first, "000000") == "second_factor_wrong"
        assert refusal(first, totp.at(NOON)) == "second_factor_wrong"
        assert refusal("x", totp.at(clock.now())) == "code_over"
        entry = second_step(first, totp.at(clock.now()), place="", browser="", key=KEY)
        assert entry.remembered
        assert refusal(first, totp.at(clock.now())) == "code_over"
        assert refusal(waiting(), totp.at(clock.now())) == "second_factor_wrong"  # served once
    with clock.stopped_at(NOON + timedelta(minutes=20)):
        late = waiting()
    with clock.stopped_at(NOON + timedelta(minutes=31)):
        assert refusal(late, pyotp.TOTP(secret).at(clock.now())) == "code_over"


def test_a_recovery_code_stands_for_the_telephone_once(charlie: Actor) -> None:
    _, codes = set_up(charlie)
    assert len(set(codes)) == 10
    enter(waiting(), f" {codes[3].upper()} ")
    assert refusal(waiting(), codes[3]) == "second_factor_wrong"
    assert recovery_codes_left(charlie.member_id or 0) == 9
    others = service.renew_codes(charlie, PASSWORD, place="")
    assert refusal(waiting(), codes[4]) == "second_factor_wrong"
    enter(waiting(), others[0])


def test_codes_are_not_tried_without_end(charlie: Actor) -> None:
    with clock.stopped_at(NOON):
        set_up(charlie)
        code = waiting()
        for _ in range(5):
            assert refusal(code, "000000") == "second_factor_wrong"
        assert refusal(code, "000000") == "too_often"
        assert refusal(code, "000000", "192.0.2.9") == "second_factor_wrong"
        tried = [refusal(code, "000000", f"198.51.100.{turn}") for turn in range(50)]
        assert tried[-1] == "too_often"


def test_the_database_and_what_is_exported_have_no_secret(charlie: Actor) -> None:
    secret, codes = set_up(charlie)
    held = "\n".join(
        str(row)
        for table in Base.metadata.sorted_tables
        for row in reading().execute(sa.select(table)).all()
    )
    for one in (secret, *codes, *(code.replace("-", "") for code in codes)):
        assert one not in held
        assert one not in str(data_of(charlie))
    assert data_of(charlie)["members"]["recovery_codes"] == [{"left": 10}]
    assert service.secret_of(charlie, key=KEY) == ""
    assert unseal("une autre clé", seal(KEY, secret)) == ""


def test_refuses_the_wrong_password_and_a_second_one(charlie: Actor) -> None:
    with pytest.raises(Invalid, match="password_wrong"):
        service.begin(charlie, "faux", place="", key=KEY)
    with pytest.raises(Missing):
        service.confirm(charlie, "000000", LETTER, key=KEY)
    set_up(charlie)
    with pytest.raises(Conflict, match="second_factor_there"):
        service.begin(charlie, PASSWORD, place="", key=KEY)
    with pytest.raises(Invalid, match="password_wrong"):
        service.drop(charlie, "faux", LETTER, place="")
    service.drop(charlie, PASSWORD, LETTER, place="")
    assert not sign_in("charlie", PASSWORD, place="").waits


def test_the_administration_takes_off_that_of_who_lost_it(charlie: Actor) -> None:
    set_up(charlie)
    uid = member(charlie.member_id or 0).uid
    with pytest.raises(Refused):
        service.drop_for(people.make("bob"), uid, LETTER)
    service.drop_for(people.make("alice"), uid, LETTER)
    assert not has_second_factor(charlie.member_id or 0)
    assert recovery_codes_left(charlie.member_id or 0) == 0
    assert len(people.mails("charlie@exemple.fr")) == 2


def test_administration_waits_for_it_where_the_site_asks(charlie: Actor) -> None:
    alice = people.make("alice")
    assert service.held_back(alice) is alice
    change_settings(alice, {"second_factor": True})
    assert service.held_back(alice).role() is Role.MODERATOR
    assert service.held_back(charlie) is charlie
    set_up(alice)
    assert service.held_back(alice) is alice
