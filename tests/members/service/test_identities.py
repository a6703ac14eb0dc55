"""Who comes from a provider, when two things happen at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.members.conftest import LETTER
from tests.members.service.test_passkeys import added
from wiki.journal.models import Entry
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Conflict, WikiError
from wiki.kernel.permissions import SYSTEM
from wiki.members.models import Account
from wiki.members.openid import Person
from wiki.members.queries.identities import identities_of, ways_in
from wiki.members.queries.passkeys import passkeys_of
from wiki.members.service import identities as service
from wiki.members.service import passkeys
from wiki.site.service import change_settings

ISSUER = "https://comptes.exemple.fr"
CHARLIE = Person(ISSUER, "charlie", "charlie@exemple.fr", True, "Charlie")
EVA = Person(ISSUER, "eva", "eva@exemple.fr", True, "Eva")
PROVIDER = {"name": "Réseau", "issuer": f"{ISSUER}/", "client_id": "wiki"}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(WIKI_OIDC=[PROVIDER])


class Other:
    """What another thread does meanwhile: what it raised, if it did."""

    def __init__(self, app: Flask, what: Callable[[], object]) -> None:
        self.app, self.what = app, what
        self.raised: Exception | None = None
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        try:
            with self.app.app_context():
                self.what()
        except WikiError as error:
            self.raised = error

    def begin(self) -> None:
        """Lets it go as far as it can while the act of this thread is open."""
        self.thread.start()
        self.thread.join(0.5)


def linked() -> list[str | None]:
    query = sa.select(Entry.object_uid).where(Entry.action == "identity_linked")
    return list(reading().scalars(query))


def test_the_last_two_ways_in_do_not_go_at_once(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.make("alice")
    charlie = people.make("charlie")
    added(charlie)
    service.link(charlie, people.PASSWORD, CHARLIE, LETTER, place="")
    number = charlie.member_id or 0
    with act() as session:
        session.get_one(Account, number).password_hash = ""
    key, identity = passkeys_of(number)[0].uid, identities_of(number)[0].uid
    other = Other(inside, lambda: service.unlink(charlie, identity, LETTER))
    monkeypatch.setattr(passkeys, "_tell", lambda *_: other.begin())
    passkeys.remove(charlie, key, LETTER)
    other.thread.join()
    release_reading()
    assert isinstance(other.raised, Conflict)
    assert ways_in(number) == 1


def test_two_first_callbacks_at_once_are_one_account(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_settings(SYSTEM, {"joining": "open", "provider_addresses": True})
    charlie = people.make("charlie")
    other = Other(inside, lambda: service.enter(CHARLIE, LETTER, place="", browser=""))
    monkeypatch.setattr(service, "_tell", lambda *_: other.begin())
    assert service.enter(CHARLIE, LETTER, place="", browser="") is not None
    other.thread.join()
    release_reading()
    assert other.raised is None
    assert len(identities_of(charlie.member_id or 0)) == len(linked()) == 1
    service.join(EVA, "Eva")
    with pytest.raises(Conflict, match="identity_there"):
        service.join(EVA, "Eva 2")
    assert len(linked()) == 2
