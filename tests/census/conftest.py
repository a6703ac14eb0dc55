"""What the tests of the censuses share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests import people
from tests.census.made import asked, settings
from tests.sheets.conftest import describe
from wiki.census.queries import targets
from wiki.census.service import campaigns
from wiki.census.service import targets as adding
from wiki.jobs.service import run_all
from wiki.kernel.permissions import Actor, Role

__all__ = ["describe"]

SENT_FROM = "https://wiki.example.fr"


class Census:
    """A census that eric, a steward, leads."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.eric: Actor = people.make("eric", Role.STEWARD)
            self.uid = campaigns.make(self.eric, settings()).uid

    def add(self, name: str, email: str = "", **changed: Any) -> str:
        """The uid of a new target."""
        with self.app.app_context():
            given = asked(name, email, **changed)
            return adding.add(self.eric, self.uid, given, anyway=True).uid

    def state(self, uid: str) -> str:
        """The state of a target."""
        with self.app.app_context():
            return targets.by_uid(uid).state

    def run(self) -> int:
        """Do what waits to be done."""
        with self.app.app_context():
            return run_all()


@pytest.fixture
def census(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Census:
    """A census that is prepared."""
    monkeypatch.setitem(app.extensions["wiki"].options, "WIKI_PUBLIC_URL", SENT_FROM)
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["wiki.example.fr", "localhost"])
    return Census(app)


@pytest.fixture
def link_to(ask: Any) -> Callable[[str, str], str]:
    """Gives ``link_to(address, part)``: the path of the last letter's link that holds `part`."""

    def link_to_(address: str, part: str = "/sheets/correct/") -> str:
        mail = ask(people.mails, address)[-1]
        found = re.search(rf"https://wiki\.example\.fr({part}\S+)", mail.text)
        assert found, mail.text
        return found[1]

    return link_to_
