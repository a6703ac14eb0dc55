"""Reporting a page, a message, a file; those who moderate say what came of it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.files.images import PDF
from wiki.discussions.service.settle import hide
from wiki.discussions.service.speak import Words, open_thread
from wiki.files.service.add import Incoming, add
from wiki.journal.queries import entries
from wiki.kernel.errors import Conflict, Missing, Refused
from wiki.members.service.codes import Letter
from wiki.moderation.models import Report
from wiki.moderation.queries import reports as queries
from wiki.moderation.rules import ACTED
from wiki.moderation.service import reports
from wiki.moderation.service.personal import PERSONAL
from wiki.pages.service.save import Edit, save


def letter(report: Report) -> Letter:
    return Letter("sujet", report.title)


def test_what_is_reported_waits_until_somebody_says_what_came_of_it(inside: Flask) -> None:
    made = people.make_all()
    charlie, bob = made["charlie"], made["bob"]
    page = save(charlie, Edit("Un lieu", "Un café.\n", 0)).page
    about = queries.target("page", page.uid, 99)
    assert (about.title, about.number) == ("Un lieu", 1)
    first = reports.report(charlie, about, " Une insulte\r\n ", letter, place="192.0.2.1")
    reports.report(made["dora"], about, "Encore", letter, place="192.0.2.1")
    assert [mail.recipient for mail in people.mails()] == ["alice@exemple.fr", "bob@exemple.fr"]
    assert "Encore" not in str([one.detail for one in entries().rows])  # anyone may get the journal
    with pytest.raises(Refused):
        reports.handle(charlie, first.uid, ACTED, "", letter)
    reports.handle(bob, first.uid, ACTED, "Masqué, merci.", letter)
    with pytest.raises(Conflict, match="report_handled"):
        reports.handle(bob, first.uid, ACTED, "", letter)
    assert people.mails()[-1].recipient == "charlie@exemple.fr"
    assert [one.reason for one in queries.listed(handled=True).rows] == ["Une insulte"]
    assert queries.waiting() == 1
    assert [one.action for one in entries().rows[:2]] == ["report_acted", "reported"]
    (mine,) = PERSONAL.of(charlie.member_id or 0)["reports"]
    assert (mine["reason"], mine["answer"]) == ("Une insulte", "Masqué, merci.")


def test_what_is_gone_is_not_reported(inside: Flask) -> None:
    made = people.make_all()
    page = save(made["charlie"], Edit("Un lieu", "Un café.\n", 0)).page
    said = open_thread(made["charlie"], "page", page.uid, "Un sujet", Words("Un mot."))
    assert queries.target("turn", said.turn.uid).title == "Un lieu"
    hide(made["bob"], said.turn.uid, "Hors sujet")
    for kind, uid in (("turn", said.turn.uid), ("page", "non"), ("file", "non"), ("x", page.uid)):
        with pytest.raises(Missing):
            queries.target(kind, uid)


def test_the_screens(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        charlie = people.make_all()["charlie"]
        page = save(charlie, Edit("Un lieu", "Un café.\n", 0)).page
        said = open_thread(charlie, "page", page.uid, "Un sujet", Words("Un mot."))
        file = add(charlie, Incoming("plan.pdf", PDF))
    bob, mine = app.test_client(), app.test_client()
    people.sign_in(bob, app, "bob")
    people.sign_in(mine, app, "charlie")
    for where, kind, uid in (
        ("/wiki/Un_lieu", "page", page.uid),
        ("/wiki/Un_lieu/talk", "turn", said.turn.uid),
        (f"/files/{file.uid}", "file", file.uid),
    ):
        assert f'href="/report/{kind}/{uid}"' in client.get(where).text, where
    at = f"/report/page/{page.uid}"
    empty = people.post(client, at, rev="1", reason=" ")
    assert (empty.status_code, "Dites ce qui ne va pas" in empty.text) == (422, True)
    assert people.post(client, at, reason="Pub", website="x").status_code == 422
    assert "merci" in client.get(people.post(client, at, reason="<b>Pub").headers["Location"]).text
    people.post(mine, f"/report/file/{file.uid}", reason="Mon plan")
    assert client.get("/moderation/reports").status_code == 403
    shown = bob.get("/moderation/reports").text
    assert "&lt;b&gt;Pub" in shown
    assert "Un visiteur" in shown
    with app.app_context():
        waits = {one.kind: one.uid for one in queries.listed(handled=False).rows}
    done = people.post(bob, f"/moderation/reports/{waits['file']}", outcome="kept", answer="Vu.")
    assert "traité" in bob.get(done.headers["Location"]).text
    again = people.post(bob, f"/moderation/reports/{waits['file']}", outcome="kept", answer="Vu.")
    assert (again.status_code, "déjà traité" in again.text) == (409, True)
    assert "Vu." in bob.get("/moderation/reports?state=handled").text
    assert "Vu." in mine.get("/account").text
    for _ in range(12):
        last = people.post(client, at, reason="Encore")
    assert last.status_code == 429
