"""Deciding on the whole text, and signing it: by two thirds, by who speaks for a place."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG, procedure
from tests.charter.test_service import decide, refused
from tests.charter.voting import PLACES, Voting
from tests.sheets.places import place
from wiki.charter.models import Ballot, Signature
from wiki.charter.queries import ballots as asked
from wiki.charter.queries import charters as queries
from wiki.charter.queries import signatures as signed
from wiki.charter.rules import signatures as rules
from wiki.charter.rules.verdict import read
from wiki.charter.service import adoption, ballots, charters, day, repeal, signatures, versions
from wiki.charter.service.ballots import How
from wiki.kernel import clock
from wiki.kernel.db import act, release_reading
from wiki.kernel.errors import Conflict
from wiki.members.service.personal import data_of
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save

HERE = f"/charters/{SLUG}"


@pytest.fixture
def voting(inside: Flask) -> Voting:
    """A candidate, and four places that decide."""
    made = Voting(inside)
    made.propose()
    return made


def _put(voting: Voting, **said: str) -> Ballot:
    ballot = adoption.put_to_vote(voting.eric, SLUG)
    for title, choice in zip(PLACES, said.values(), strict=False):
        voting.say(ballot, title, choice)
    return voting.finish(voting.end(ballot))


def test_two_thirds_adopt(voting: Voting) -> None:
    ballot = _put(voting, a="yes", b="yes", c="no")
    assert (ballot.outcome, voting.version().state) == ("adopted", "in_force")
    assert ballot.text_hash == voting.version().hash
    assert not queries.broken(voting.charter())
    said = [one.action for one in queries.lines(voting.charter().id)]
    assert said[-3:] == ["ballot_final", "charter_adopted", "charter_entered"]


def test_less_rejects(voting: Voting) -> None:
    ballot = _put(voting, a="yes", b="no")
    assert (ballot.outcome, voting.version().state) == ("rejected", "rejected")
    assert refused(adoption.put_to_vote, voting.eric, SLUG) == "charter_not_now"
    assert not queries.broken(voting.charter())


def test_nobody_decides_nothing(voting: Voting) -> None:
    ballot = _put(voting)
    assert (ballot.outcome, voting.version().state) == ("undecided", "candidate")
    assert refused(adoption.put_to_vote, voting.eric, SLUG) == "ballot_too_soon"
    with clock.stopped_at(clock.now() + timedelta(days=40)):
        again = adoption.put_to_vote(voting.eric, SLUG)
    assert again.follows_id == ballot.id


def test_the_rule_is_that_of_the_opening(voting: Voting) -> None:
    about = adoption.find(voting.charter().uid, voting.version().uid)
    ballot = ballots.open_(voting.eric, SLUG, about, How("simple", "7"))
    assert read(json.loads(ballot.rule)).name == "qualified"
    assert (
        refused(versions.abandon, voting.eric, SLUG, "Ce texte ne va pas.") == "charter_in_ballot"
    )
    assert refused(adoption.put_to_vote, voting.eric, SLUG) == "ballot_already"
    assert refused(adoption.find, "autre", voting.version().uid) == "charter_version_missing"


def test_the_places_end_the_version_in_force(voting: Voting) -> None:
    why = "Le réseau change de forme, ce texte ne l’engage plus."
    assert refused(repeal.put_to_vote, voting.eric, SLUG, why) == "charter_not_now"
    decide(voting, versions.adopt)
    version = voting.version()
    assert refused(repeal.put_to_vote, voting.eric, SLUG, "Non") == "charter_reason"
    assert refused(repeal.put_to_vote, voting.people["charlie"], SLUG, why) == "moderators_only"
    ballot = repeal.put_to_vote(voting.eric, SLUG, why)
    assert why in ballot.text
    assert read(json.loads(ballot.rule)).name == "qualified"
    assert voting.end(ballot).outcome == "undecided"
    assert refused(repeal.put_to_vote, voting.eric, SLUG, "") == "ballot_too_soon"
    with clock.stopped_at(clock.now() + timedelta(days=40)):
        again = repeal.put_to_vote(voting.eric, SLUG, "")
        assert (again.follows_id, again.text) == (ballot.id, ballot.text)
        for place in ("Le Quai", "La Halle", "Le Moulin"):
            voting.say(again, place)
        assert voting.end(again).outcome == "adopted"
        assert voting.version().state == "in_force"
        voting.finish(again)
    version = voting.version()
    assert (version.state, queries.in_force(voting.charter().id)) == ("repealed", None)
    assert not queries.broken(voting.charter())
    assert [one.action for one in queries.lines(voting.charter().id)][-2:] == [
        "ballot_final",
        "charter_repealed",
    ]
    client = voting.app.test_client()
    assert "La version 1.0 a été abrogée le" in _text(client, HERE)
    assert "Cette version a été abrogée" in _text(client, f"{HERE}/v1.0")
    versions.begin(voting.eric, SLUG, "major")
    assert "Cotisation" in voting.body()


def _written(voting: Voting, more: str) -> None:
    """A candidate that says more, to be decided by consent, then by two thirds."""
    if queries.under_way(voting.charter().id) is None:
        versions.begin(voting.eric, SLUG, "major")
    voting.edit(voting.body() + f"\n## {more}\n\nUn article de plus.\n")
    charters.settle(voting.eric, SLUG, replace(procedure(), adoption_rule="consent_statutory"))
    versions.open_(voting.eric, SLUG)
    versions.freeze(voting.eric, SLUG)
    versions.propose(voting.eric, SLUG)


def test_consent_to_the_whole_text_has_two_rounds_then_two_thirds(inside: Flask) -> None:
    voting = Voting(inside)
    for round_, (more, outcome) in enumerate((("Un", "integration"), ("Deux", "fallback")), 1):
        _written(voting, more)
        ballot = adoption.put_to_vote(voting.eric, SLUG)
        assert ballot.round == round_
        voting.object(ballot, "Le Quai")
        assert (voting.end(ballot).outcome, voting.version().state) == (outcome, "candidate")
        if outcome == "integration":
            assert refused(adoption.put_to_vote, voting.eric, SLUG) == "ballot_same_wording"
            versions.abandon(voting.eric, SLUG, "À réécrire d’après les objections.")
    ballot = _put(voting, a="yes", b="yes", c="no")
    assert read(json.loads(ballot.rule)).name == "qualified"
    assert (ballot.outcome, voting.version().state) == ("adopted", "in_force")
    assert not queries.broken(voting.charter())


def came(voting: Voting, severity: str, old: str = "", new: str = "") -> None:
    """A version of that severity comes into force, with an article more, or a word changed."""
    candidate(voting, severity, old, new)
    decide(voting, versions.adopt)
    release_reading()


def test_the_places_decide_what_is_asked_of_those_who_signed(voting: Voting) -> None:
    quai, first = voting.uids["Le Quai"], voting.version()
    decide(voting, versions.adopt)
    signatures.sign(voting.people["charlie"], SLUG, "1.0", quai, first.hash or "")
    candidate(voting, "minor")
    ballot = adoption.put_to_vote(voting.eric, SLUG)
    assert [one.object_uid for one in asked.options(ballot.id)][1:] == [
        "severity:minor",
        "severity:major",
        "severity:fix",
    ]
    for title in ("Le Quai", "La Halle", "Le Moulin"):
        voting.say(ballot, title, "yes,no,yes,no")
    client = voting.app.test_client()
    shown = _text(client, f"/ballots/{ballot.uid}")
    assert "La même règle décide de ce que la version demande" in shown
    assert "Ce scrutin décide aussi de ce qui est demandé à qui a déjà signé" not in shown
    ended = voting.finish(voting.end(ballot))
    version = voting.version()
    assert (version.number, version.severity, version.state) == ("1.1", "major", "in_force")
    assert _state(voting, "Le Quai") == "to_renew"
    assert asked.minutes(ended)["chosen"] == [version.uid, "severity:major"]
    shown = _text(client, f"/ballots/{ballot.uid}/minutes")
    assert "Les lieux signent de nouveau, dans les quatre-vingt-dix jours" in shown
    assert not queries.broken(voting.charter())


def candidate(voting: Voting, severity: str, old: str = "", new: str = "") -> None:
    """A version of that severity is proposed, with an article more, or a word changed."""
    versions.begin(voting.eric, SLUG, severity)
    more = "" if old else f"\n## Encore {severity}\n\nUn article de plus.\n"
    voting.edit(voting.body().replace(old, new, 1) + more)
    charters.settle(voting.eric, SLUG, replace(procedure(), severity=severity))
    versions.open_(voting.eric, SLUG)
    versions.freeze(voting.eric, SLUG)
    versions.propose(voting.eric, SLUG)


def _state(voting: Voting, title: str) -> str:
    return next(one.state for one in signed.register(voting.charter()) if one.title == title)


def test_a_signature_is_refused(voting: Voting) -> None:
    charlie, quai, first = voting.people["charlie"], voting.uids["Le Quai"], voting.version()
    sign = (signatures.sign, charlie, SLUG, "1.0", quai)
    assert refused(*sign, first.hash) == "signature_not_in_force"
    decide(voting, versions.adopt)
    assert refused(*sign, "0" * 64) == "signature_stale"
    assert refused(signatures.withdraw, charlie, SLUG, quai) == "signature_none"
    for nobody in (voting.people["bob"], people.make("dora"), voting.eric):
        reason = refused(signatures.sign, nobody, SLUG, "1.0", quai, first.hash)
        assert reason in ("signature_mandate", "members_only")
    signatures.sign(charlie, SLUG, "1.0", quai, first.hash or "")
    assert refused(*sign, first.hash) == "signature_twice"


def test_signatures_follow_the_versions(voting: Voting) -> None:
    charlie, quai, first = voting.people["charlie"], voting.uids["Le Quai"], voting.version()
    decide(voting, versions.adopt)
    sign = (signatures.sign, charlie, SLUG, "1.0", quai)
    signatures.sign(charlie, SLUG, "1.0", quai, first.hash or "")
    assert (_state(voting, "Le Quai"), _state(voting, "La Halle")) == ("signed", "invited")
    bob, halle, reason = voting.people["bob"], voting.uids["La Halle"], "Cet article nous exclut."
    signatures.sign(bob, SLUG, "1.0", halle, first.hash or "")
    object_ = (signatures.object_, bob, SLUG, halle)
    assert refused(*object_, reason) == "signature_not_carried"
    came(voting, "minor")
    assert voting.version().number == "1.1"
    assert _state(voting, "Le Quai") == _state(voting, "La Halle") == "carried"
    with clock.stopped_at(clock.now() + timedelta(days=30)):
        assert refused(*object_, reason) == "signature_object_late"
    assert refused(*object_, "Non.") == "charter_reason"
    signatures.object_(bob, SLUG, halle, reason)
    assert _state(voting, "La Halle") == "objects"
    assert [one.title for one in signed.objectors(voting.version())] == ["La Halle"]
    came(voting, "major")
    assert _state(voting, "Le Quai") == _state(voting, "La Halle") == "to_renew"
    assert refused(*sign, first.hash) == "signature_not_in_force"
    page = pages.get("La Halle")
    shut = place(name="La Halle", status="closed")
    save(voting.eric, Edit("La Halle", "", page.head, sheet=shut))
    with clock.stopped_at(clock.now() + timedelta(days=91)):
        assert _state(voting, "Le Quai") == "expired"
    day.look()
    release_reading()
    assert (_state(voting, "Le Quai"), _state(voting, "La Halle")) == ("to_renew", "terminated")
    last = voting.version()
    with clock.stopped_at(clock.now() + timedelta(days=91)):
        for _ in range(2):
            day.look()
        release_reading()
        acts = [one.last.act for one in signed.register(voting.charter()) if one.last]
        assert sorted(acts) == ["expired", "terminated"]
        assert refused(signatures.withdraw, charlie, SLUG, quai) == "signature_none"
    signatures.sign(charlie, SLUG, "2.0", quai, last.hash or "")
    assert _state(voting, "Le Quai") == "signed"
    assert [one.title for one in signed.signatories(first)] == ["Le Quai", "La Halle"]
    signatures.withdraw(voting.people["fanny"], SLUG, quai)
    assert _state(voting, "Le Quai") == "withdrawn"
    assert [one.title for one in signed.signatories(last)] == ["Le Quai"]
    assert len(data_of(charlie)["charter"]["charter_signatures"]) == 2
    assert not queries.broken(voting.charter())


def test_what_was_signed_is_never_changed(voting: Voting) -> None:
    decide(voting, versions.adopt)
    digest = voting.version().hash or ""
    signatures.sign(voting.people["charlie"], SLUG, "1.0", voting.uids["Le Quai"], digest)
    for statement in ("UPDATE {} SET title = 'x'", "DELETE FROM {}"):
        with pytest.raises(sa.exc.DBAPIError, match="never changed"), act() as session:
            session.execute(sa.text(statement.format("wiki_charter_signature")))
    with act() as session:
        forged = session.scalars(sa.select(Signature)).one()
        values = {c.name: getattr(forged, c.name) for c in Signature.__table__.columns}
        session.add(Signature(**values | {"id": 99, "uid": "faux"}))
    release_reading()
    assert [one.code for one in queries.broken(voting.charter())] == ["signature_changed"]


def test_signing_by_the_form_under_the_text(app: Flask) -> None:
    with app.app_context():
        voting = Voting(app)
        voting.propose()
        decide(voting, versions.adopt)
    client = app.test_client()
    assert "connectez-vous pour signer" in client.get(f"{HERE}/v1.0/sign").text
    people.sign_in(client, app, "charlie")
    shown = client.get(f"{HERE}/v1.0/sign").text
    assert "Un lieu est membre quand" in shown
    sent = {
        name: re.search(rf'name="{name}" value="([^"]+)"', shown)[1]  # type: ignore[index]
        for name in ("hash", "opened")
    }
    quai = {"place": voting.uids["Le Quai"]}
    unread = people.post(client, f"{HERE}/v1.0/sign", **quai, hash=sent["hash"])
    assert (unread.status_code, "Ouvrez d’abord le texte" in unread.text) == (409, True)
    stale = people.post(client, f"{HERE}/v1.0/sign", **quai, hash="0", opened=sent["opened"])
    assert stale.status_code == 409
    assert people.post(client, f"{HERE}/v1.0/sign", **quai, **sent).status_code == 303
    register = _text(app.test_client(), f"{HERE}/signatures")
    assert "1 lieu est à jour" in register
    assert re.search(r"Le Quai</a></th><td>\s*<span[^>]+>Signée", register)
    assert "Le Quai" in _text(app.test_client(), f"{HERE}/v1.0")
    with app.app_context():
        came(voting, "major")
    again = _text(client, f"{HERE}/v2.0/sign")
    assert "Ce qui a changé depuis votre signature, version 1.0" in again
    assert re.search(r"Encore major</?[^>]*>", again)
    old = {"hash": _hash_in(again), "opened": sent["opened"]}
    unseen = people.post(client, f"{HERE}/v2.0/sign", **quai, **old)
    assert (unseen.status_code, "Ouvrez d’abord le texte" in unseen.text) == (409, True)
    assert "à renouveler" in _text(client, f"{HERE}/signatures").lower()
    assert people.post(client, f"{HERE}/signatures/withdraw", **quai).status_code == 303
    assert "Retirée" in _text(client, f"{HERE}/signatures")
    assert people.post(client, f"{HERE}/signatures/withdraw", **quai).status_code == 409


def _hash_in(shown: str) -> str:
    """The hash of the text that a form of signature shows."""
    return re.search(r'name="hash" value="([^"]+)"', shown)[1]  # type: ignore[index]


def _text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_standings() -> None:
    now = clock.now()
    minor, major = rules.Came("minor", now), rules.Came("major", now - timedelta(days=89))
    old = rules.Came("major", now - rules.GRACE)
    assert rules.standing(None, [major], now) == "invited"
    assert rules.standing("withdrawn", [], now) == "withdrawn"
    assert rules.standing("signed", [], now) == "signed"
    assert rules.standing("signed", [minor], now) == "carried"
    assert rules.standing("signed", [minor, major, minor], now) == "to_renew"
    assert rules.standing("signed", [old, major], now) == "expired"
    assert rules.standing("objected", [minor], now) == "objects"
    assert rules.standing("objected", [minor, major], now) == "to_renew"
    assert rules.standing("terminated", [major], now) == "terminated"
    assert rules.deadline("to_renew", [minor, major, minor], now) == major.at + rules.GRACE
    fix = rules.Came("fix", now)
    assert rules.deadline("carried", [minor, fix], now) == now + rules.RIGHT
    assert rules.deadline("carried", [fix], now) is None
    assert rules.deadline("carried", [minor], now + rules.RIGHT) is None
    with pytest.raises(Conflict):
        rules.check_withdraw("invited")
