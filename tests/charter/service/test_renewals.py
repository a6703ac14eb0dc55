"""Letters that ask to sign again: when a version asks for it, and before it is too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.charter.made import SLUG
from tests.charter.service.test_hours import _mails
from tests.charter.test_adoption import came
from tests.charter.test_service import decide
from tests.charter.voting import Voting
from wiki.charter.queries import waiting
from wiki.charter.rules.signatures import GRACE
from wiki.charter.service import renewals, signatures, versions
from wiki.jobs.service import run_all
from wiki.kernel import clock
from wiki.kernel.db import act


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_those_who_signed_are_asked_again_then_reminded_once(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app(WIKI_PUBLIC_URL="https://wiki.example")
    with app.app_context():
        voting = Voting(app)
        voting.propose()
        decide(voting, versions.adopt)
        for title, who in (("Le Quai", "charlie"), ("La Halle", "bob")):
            digest = voting.version().hash or ""
            signatures.sign(voting.people[who], SLUG, "1.0", voting.uids[title], digest)
        run_all()
        assert _mails() == []
        came(voting, "major")
        version = voting.version()
        run_all()
        with act():
            renewals.ask(version)  # once more, as a worker that starts again would
        run_all()
        told = _mails()
        assert sorted(name for name, _ in told) == ["bob", "charlie", "fanny"]
        assert {subject.replace("\u00a0", " ") for _, subject in told} == {
            "Une nouvelle version est à signer : Charte imaginaire"
        }
        charlie = voting.people["charlie"].member_id or 0
        assert waiting.to_sign(charlie)[0].until == (version.in_force_at or clock.now()) + GRACE
        digest = version.hash or ""
        signatures.sign(voting.people["bob"], SLUG, "2.0", voting.uids["La Halle"], digest)
        with clock.stopped_at(clock.now() + GRACE - renewals.BEFORE + timedelta(minutes=1)):
            for _ in range(2):
                run_all()
        reminded = _mails()[len(told) :]
        assert sorted(name for name, _ in reminded) == ["charlie", "fanny"]
