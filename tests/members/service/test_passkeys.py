"""Passkeys: what a device signs opens one account, once, here; anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.members.authenticator import PRESENT, VERIFIED, Device, read, written
from tests.members.conftest import LETTER, NOON
from tests.people import PASSWORD
from wiki.journal.models import Entry as Line
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.errors import Conflict, Invalid, Missing, WikiError
from wiki.kernel.permissions import Actor
from wiki.members import ceremonies, queries
from wiki.members.ceremonies import Owner, realm_of
from wiki.members.queries.passkeys import passkeys_of
from wiki.members.service import passkeys as service
from wiki.members.service import second_factor
from wiki.members.service.personal import data_of
from wiki.members.service.second_step import second_step
from wiki.members.service.sign_ins import Entry, sign_in

REALM = realm_of("http://localhost/", "Réseau")
KEY = "la clé du wiki"


@pytest.fixture
def charlie(inside: Flask) -> Actor:
    """Charlie, an open application around."""
    people.make("alice")
    return people.make("charlie")


def _owner(actor: Actor) -> Owner:
    return Owner(queries.member(actor.member_id or 0).uid, actor.name)


def added(actor: Actor, device: Device | None = None, name: str = "Téléphone") -> Device:
    """A device whose key opens the account of the actor."""
    device = device or Device()
    challenge = service.begin(actor, PASSWORD, place="")
    options = ceremonies.asked_to_make(REALM, challenge, _owner(actor), ())
    service.add(actor, challenge, device.make(options), name, LETTER, realm=REALM)
    return device


def asked() -> tuple[str, dict[str, Any]]:
    """A challenge, and what the browser is told."""
    challenge = service.ask(place="")
    return challenge, ceremonies.asked_to_sign(REALM, challenge)


def enter(challenge: str, answer: str, **more: Any) -> Entry:
    return service.enter(challenge, answer, realm=REALM, place="", browser="Firefox", **more)


def refusal(challenge: str, answer: str, **more: Any) -> str:
    with pytest.raises(WikiError) as caught:
        enter(challenge, answer, **more)
    return caught.value.code


def refused(device: Device) -> str:
    """Why a device does not come in."""
    challenge, options = asked()
    return refusal(challenge, device.sign(options))


def actions() -> list[str]:
    return list(reading().scalars(sa.select(Line.action).order_by(Line.seq.desc()).limit(1)))


def test_a_passkey_signs_in_without_a_name(charlie: Actor) -> None:
    added(people.make("alice"))
    with clock.stopped_at(NOON):
        device = added(charlie)
        challenge, options = asked()
        assert options["userVerification"] == "required"
        assert options["allowCredentials"] == []
        entry = enter(challenge, device.sign(options), remembered=True)
    assert not entry.waits
    assert entry.remembered
    (kept,) = passkeys_of(charlie.member_id or 0)
    with clock.stopped_at(NOON):
        came = queries.actor_of_session({queries.SESSION_KEY: entry.key})
    assert came.name == "charlie"
    assert (kept.name, kept.last_used_at, kept.sign_count) == ("Téléphone", NOON, 1)
    assert len(people.mails("charlie@exemple.fr")) == 1
    assert data_of(charlie)["members"]["passkeys"][0]["name"] == "Téléphone"


def test_refuses_a_challenge_that_has_served_or_waited(charlie: Actor) -> None:
    with clock.stopped_at(NOON):
        device = added(charlie)
        challenge, options = asked()
        answer = device.sign(options)
        enter(challenge, answer)
        assert refusal(challenge, answer) == "passkey_late"
        late, options = asked()
    with clock.stopped_at(NOON + service.HOLDS + timedelta(seconds=1)):
        assert refusal(late, device.sign(options)) == "passkey_late"
    assert refusal("", "{}") == "passkey_late"


def test_a_challenge_is_spent_by_a_wrong_answer_too(charlie: Actor) -> None:
    device = added(charlie)
    challenge, options = asked()
    assert refusal(challenge, "{}") == "passkey_wrong"
    assert refusal(challenge, device.sign(options)) == "passkey_late"


def test_refuses_the_challenge_of_somebody_else(charlie: Actor) -> None:
    challenge = service.begin(people.make("alice"), PASSWORD, place="")
    options = ceremonies.asked_to_make(REALM, challenge, _owner(charlie), ())
    with pytest.raises(WikiError, match="passkey_late"):
        service.add(charlie, challenge, Device().make(options), "x", LETTER, realm=REALM)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://exemple.fr"},
        {"origin": "http://localhost:8000"},
        {"host": "exemple.fr"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
    ],
)
def test_refuses_another_site_and_who_was_not_verified(charlie: Actor, lie: dict[str, Any]) -> None:
    with pytest.raises(WikiError, match="passkey_wrong"):
        added(charlie, Device(**lie))
    device = added(charlie)
    for name, value in lie.items():
        setattr(device, name, value)
    assert refused(device) == "passkey_wrong"


def test_refuses_a_signature_of_another_key_and_another_owner(charlie: Actor) -> None:
    alice, device = people.make("alice"), added(charlie)
    other = Device(name=device.name, handle=device.handle)
    assert refused(other) == "passkey_wrong"
    assert refused(Device(handle=device.handle)) == "passkey_not_here"
    device.handle = _owner(alice).handle
    assert refused(device) == "passkey_wrong"
    device.handle = ""
    assert refused(device) == "passkey_wrong"


def test_refuses_a_key_that_has_signed_more_often(charlie: Actor) -> None:
    device = added(charlie)
    for _ in range(3):
        challenge, options = asked()
        enter(challenge, device.sign(options))
    device.count = 2
    assert refused(device) == "passkey_copied"
    assert actions() == ["passkey_refused"]
    device.count = 3
    challenge, options = asked()
    enter(challenge, device.sign(options))


def test_takes_a_key_that_never_counts(charlie: Actor) -> None:
    device = added(charlie, Device(counts=False))
    for _ in range(2):
        challenge, options = asked()
        enter(challenge, device.sign(options))


ODD = ("", "0", "[]", "{}", "[" * 9_000, '{"id": 3}', '{"id": "é", "rawId": "é"}', "x" * 30_000)


def _spoilt(answer: str) -> Iterator[tuple[str, str]]:
    """An answer with one octet changed, cut or missing, and the part that was."""
    good = json.loads(answer)
    for part, value in good["response"].items():
        raw = read(value) if isinstance(value, str) else b""
        changed = [raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :] for at in range(len(raw))]
        for one in (*map(written, (*changed, raw[: len(raw) // 2], b"")), "é", None, 3):
            yield part, json.dumps(good | {"response": good["response"] | {part: one}})


def _is_taken(reading_it: Callable[[str], object], answer: str) -> bool:
    try:
        reading_it(answer)
    except WikiError as error:
        return error.code != "passkey_wrong"
    return True


def test_whatever_is_spoilt_the_answer_is_a_sentence(inside: Flask) -> None:
    device, owner = Device(), Owner("uid", "Charlie")
    answer = device.make(ceremonies.asked_to_make(REALM, "x", owner, ()))
    public_key = ceremonies.made(answer, "x", REALM).public_key

    def made(one: str) -> object:
        return ceremonies.made(one, "x", REALM)

    def signed(one: str) -> object:
        ceremonies.credential_in(one)
        return ceremonies.signed(one, "x", REALM, public_key)

    for one in ODD:
        assert not _is_taken(made, one)
        assert not _is_taken(signed, one)
    for _, one in _spoilt(answer):
        _is_taken(made, one)  # what is no signature may be another key
    entering = device.sign(ceremonies.asked_to_sign(REALM, "x"))
    assert _is_taken(signed, entering)
    for part, one in _spoilt(entering):
        assert not _is_taken(signed, one) or part == "userHandle"


def test_refuses_a_wrong_password_a_bad_name_the_same_key_and_too_many(
    charlie: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid, match="password_wrong"):
        service.begin(charlie, "faux", place="")
    for name in ("", " ", "x" * 61, "a\x00b"):
        with pytest.raises(Invalid, match="passkey_name"):
            service.clean_name(name)
    device = added(charlie)
    with pytest.raises(Conflict, match="passkey_there"):
        added(people.make("alice"), device)
    monkeypatch.setattr(service, "MOST", 1)
    with pytest.raises(Conflict, match="passkeys_many"):
        added(charlie)


def test_is_renamed_and_removed_by_its_owner_alone(charlie: Actor) -> None:
    alice, device = people.make("alice"), added(charlie)
    (kept,) = passkeys_of(charlie.member_id or 0)
    for act in (lambda: service.rename(alice, kept.uid, "x"), lambda: _remove(alice, kept.uid)):
        with pytest.raises(Missing, match="passkey_unknown"):
            act()
    service.rename(charlie, kept.uid, "  Clé   USB ")
    assert [one.name for one in passkeys_of(charlie.member_id or 0)] == ["Clé USB"]
    _remove(charlie, kept.uid)
    assert refused(device) == "passkey_not_here"


def _remove(actor: Actor, uid: str) -> None:
    service.remove(actor, uid, LETTER)


def test_stands_for_the_code_after_the_password(charlie: Actor) -> None:
    with pytest.raises(Conflict, match="passkey_none"):
        second_factor.ask_for_passkeys(charlie, PASSWORD, LETTER, place="")
    alice, device = people.make("alice"), added(charlie)
    assert not sign_in("charlie", PASSWORD, place="").waits  # until it is asked for
    codes = second_factor.ask_for_passkeys(charlie, PASSWORD, LETTER, place="")
    with pytest.raises(Conflict, match="second_factor_there"):
        second_factor.begin(charlie, PASSWORD, place="", key=KEY)
    (kept,) = passkeys_of(charlie.member_id or 0)
    with pytest.raises(Conflict, match="passkey_needed"):
        _remove(charlie, kept.uid)
    waits = sign_in("charlie", PASSWORD, place="", remembered=True)
    assert waits.waits
    others, (challenge, options) = added(alice), asked()
    assert refusal(challenge, others.sign(options), waiting=waits.key) == "passkey_of_other"
    with pytest.raises(Invalid, match="second_factor_wrong"):
        second_step(waits.key, "000000", place="", browser="", key=KEY)
    challenge, options = asked()
    device.handle = ""  # it was told which key: it need not say whose
    entry = enter(challenge, device.sign(options), waiting=waits.key)
    assert entry.remembered
    again = sign_in("charlie", PASSWORD, place="").key
    assert second_step(again, codes[0], place="", browser="", key=KEY).key
    second_factor.drop(charlie, PASSWORD, LETTER, place="")
    _remove(charlie, kept.uid)


def test_a_closed_account_is_not_opened(charlie: Actor) -> None:
    device, alice = added(charlie), people.make("alice")
    people.people.deactivate(alice, _owner(charlie).handle)
    assert refused(device) == "account_closed"


@pytest.mark.parametrize(
    ("address", "origin", "takes"),
    [
        ("https://wiki.exemple.fr/docs/", "https://wiki.exemple.fr", True),
        ("https://wiki.exemple.fr:443/", "https://wiki.exemple.fr", True),
        ("https://Wiki.exemple.fr:8443", "https://wiki.exemple.fr:8443", True),
        ("http://wiki.exemple.fr", "http://wiki.exemple.fr", False),
        ("http://localhost:5000/", "http://localhost:5000", True),
        ("https://192.0.2.7/", "https://192.0.2.7", False),
    ],
)
def test_the_realm_is_the_address_of_the_wiki(address: str, origin: str, takes: bool) -> None:
    found = realm_of(address)
    assert (found.origin, found.takes_keys) == (origin, takes)
