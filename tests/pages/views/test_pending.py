"""The screens of the edits of newcomers: sent, seen, confirmed, refused, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import place
from wiki.live.service import log
from wiki.pages.conflict import merged
from wiki.pages.pending import VOICES
from wiki.pages.queries import pages
from wiki.pages.queries.drafts import drafts
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def uid(app: Flask) -> str:
    """A page of alice with a sheet, on a wiki that has the edits of newcomers read first."""
    with app.app_context():
        alice = people.make("alice")
        page = save(alice, Edit("Lieu", "# Un\n\nUn café.\n", 0, sheet=place(name="Lieu"))).page
        change_settings(alice, {"newcomer_review": "3"})
        return page.uid


def test_each_way_to_write_is_held_or_says_why_not(app: Flask, uid: str, sign_in: SignIn) -> None:
    charlie = sign_in("charlie")
    assert "relues avant de paraître" in charlie.get("/wiki/Lieu/edit").text
    api = {"X-CSRFToken": people.csrf(charlie)}
    sheet = {"kind": "place", "base": "1", "field-name": "Lieu", "field-commune": "33328"}
    sheet |= {"field-status": "closed", "field-families": "coworking"}
    for answer in (
        people.post(charlie, "/wiki/Lieu/edit", body="Un thé.\n", base="1"),
        people.post(charlie, "/wiki/Lieu/edit", body="# Un\n\nDeux.\n", base="1", section="1"),
        people.post(charlie, "/wiki/Neuve/edit", body="Un.\n", base="0"),
        people.post(charlie, "/wiki/Lieu/sheet", **sheet),
    ):
        assert answer.status_code == 303, answer.text
        assert answer.location.startswith("/pending/")
        assert "Votre modification est gardée" in charlie.get(answer.location).text
    for answer in (
        charlie.put("/api/v1/pages/Lieu", json={"body": "Un.\n", "base_revision": 1}, headers=api),
        charlie.post("/api/v1/pages", json={"title": "Autre", "body": "Un.\n"}, headers=api),
    ):
        assert (answer.status_code, "/pending/" in answer.json["url"]) == (202, True)
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", "# Un\n\nUn four.\n", 1))
    for path, fields in (
        ("/wiki/Lieu/rename", {"title": "Ailleurs"}),
        ("/wiki/Lieu/restore", {"number": "1"}),
        (f"/live/page/{uid}/discard", {}),
    ):
        answer = people.post(charlie, path, **fields)
        assert answer.status_code == 403, path
        assert "Vos premières modifications" in answer.text.replace("\u00a0", " "), path
    with app.app_context():
        newcomer = people.make("charlie")
        for kind in ("page", "sheet"):
            verdict = log.kind_of(kind).judge(uid, "")(newcomer)
            assert "newcomer_waits" in (verdict.read, verdict.write)
        assert (pages.get("Lieu").head, pages.find("Neuve"), pages.find("Autre")) == (2, None, None)


def test_it_is_read_beside_the_page_and_confirmed_or_refused(
    app: Flask, uid: str, sign_in: SignIn, client: FlaskClient
) -> None:
    charlie, alice = sign_in("charlie"), sign_in("alice")
    one, other = (
        people.post(charlie, "/wiki/Lieu/edit", body=f"# Un\n\n{text}\n", base="1").location
        for text in ("Un thé.", "Un sirop.")
    )
    at = one.partition("?")[0]
    assert "2 modifications" in alice.get("/wiki/Lieu").text.replace("\u00a0", " ")
    assert "attendent" not in client.get("/wiki/Lieu").text
    assert client.get(at).status_code == 403
    assert at in alice.get("/pending").text
    assert "café" in alice.get(at).text
    assert VOICES == 2  # four sentences say « deux membres »: here, the form, a setting, a refusal
    assert "quand deux membres la confirment" in alice.get(at).text
    assert people.post(charlie, f"{at}/confirm").status_code == 403
    waiting = alice.get(at).text
    assert "<h1>Modification en attente de charlie sur « Lieu »</h1>" in waiting
    bar = waiting.partition('<div class="pending-bar">')[2]
    assert (
        bar.index("Confirmer") < bar.index('<details class="disclosure">') < bar.index("Pourquoi")
    )
    answer = people.post(alice, f"{at}/refuse", answer="")
    assert '<details class="disclosure" open>' in answer.text
    assert (answer.status_code, "Dites pourquoi" in answer.text) == (422, True)
    assert people.post(alice, f"{at}/confirm").location == f"{at}?told=published"
    assert "Un thé." in client.get("/wiki/Lieu").text
    at = other.partition("?")[0]
    answer = people.post(alice, f"{at}/confirm")
    assert (answer.status_code, "Un sirop." in answer.text) == (409, True)
    assert f'name="pending" value="{at.removeprefix("/pending/")}"' in answer.text
    assert people.post(alice, f"{at}/refuse", answer="Il faut une source").status_code == 303
    assert "Il faut une source" in charlie.get(at).text
    assert "<h1>Modification refusée sur « Lieu »</h1>" in charlie.get(at).text
    assert at in charlie.get("/drafts").text
    assert people.post(charlie, f"{at}/withdraw").location == "/wiki/Lieu/edit"
    assert "Un sirop." in charlie.get("/wiki/Lieu/edit").text
    with app.app_context():
        change_settings(people.make("alice"), {"visibility": "private"})
    assert client.get(at).status_code == 403


def test_its_trail_starts_at_the_administration_for_who_may_enter_it(
    uid: str, sign_in: SignIn
) -> None:
    charlie = sign_in("charlie")
    held = people.post(charlie, "/wiki/Lieu/edit", body="Un thé.\n", base="1")
    at = held.location.partition("?")[0]
    for client, enters in ((charlie, False), (sign_in("alice"), True)):
        trail = client.get(at).text.partition('<nav class="breadcrumb"')[2].partition("</nav>")[0]
        assert ('href="/admin"' in trail) is enters
        assert 'href="/pending"' in trail


def test_a_visitor_is_told_on_the_page_that_the_edit_waits(app: Flask, uid: str) -> None:
    with app.app_context():
        change_settings(people.make("alice"), {"editing": "anyone"})
    visitor = app.test_client()
    for title, status in (("Lieu", 200), ("Neuve", 404)):
        base = "1" if status == 200 else "0"
        answer = people.post(visitor, f"/wiki/{title}/edit", body="Un thé.\n", base=base)
        assert (answer.status_code, answer.location) == (303, f"/wiki/{title}?told=held")
        shown = visitor.get(answer.location)
        assert (shown.status_code, "Votre modification est gardée" in shown.text) == (status, True)
    sheet = {"kind": "place", "base": "1", "field-name": "Lieu", "field-commune": "33328"}
    sheet |= {"field-status": "closed", "field-families": "coworking"}
    assert people.post(visitor, "/wiki/Lieu/sheet", **sheet).location == "/wiki/Lieu?told=held"


def test_a_refused_sheet_is_given_back_as_it_was_sent(
    app: Flask, uid: str, sign_in: SignIn
) -> None:
    charlie, alice = sign_in("charlie"), sign_in("alice")
    sheet = {"kind": "place", "field-name": "Lieu", "field-commune": "33328"}
    sheet |= {"field-status": "closed", "field-families": "coworking", "base": "1"}
    at, other = (
        people.post(charlie, "/wiki/Lieu/sheet", **sheet, summary=said).location.partition("?")[0]
        for said in ("Fermé", "Clos")
    )
    assert people.post(alice, f"{at}/refuse", answer="Une source ?").status_code == 303
    with app.app_context():
        assert "brouillons" not in people.mails("charlie@exemple.fr")[-1].text
    back = people.post(charlie, f"{at}/withdraw").location
    assert back == f"/wiki/Lieu/sheet?pending={at.removeprefix('/pending/')}"
    shown = charlie.get(back).text
    assert 'value="closed" selected' in shown
    assert "Fermé" in shown
    assert sign_in("dora").get(back).status_code == 403
    with app.app_context():
        said = place(name="Lieu", status="paused")
        save(people.make("alice"), Edit("Lieu", None, 1, sheet=said))
    assert "aux mêmes champs" in alice.get(other).text
    answer = people.post(alice, f"{other}/confirm")
    assert (answer.status_code, "Ouvrir la fiche avec ces valeurs" in answer.text) == (409, True)


def test_what_contradicts_is_settled_in_both_names(app: Flask, uid: str, sign_in: SignIn) -> None:
    charlie, alice, bob = sign_in("charlie"), sign_in("alice"), sign_in("bob")
    body = "# Un\n\nUn thé.\n"
    at = people.post(charlie, "/wiki/Lieu/edit", body=body, base="1").location.partition("?")[0]
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", "# Un\n\nUn four.\n", 1))
    assert "Celle qui est proposée" in people.post(alice, f"{at}/confirm").text
    chosen = {"base": "1", "head": "2", "body": body, "pending": at.removeprefix("/pending/")}
    with app.app_context():
        number = len(merged(1, "# Un\n\nUn café.\n", "# Un\n\nUn four.\n", body).hunks)
    chosen |= {f"choice-{n}": "mine" for n in range(number)}
    assert people.post(charlie, "/wiki/Lieu/conflict", **chosen).status_code == 403
    for refused in ({"body": "Un.\0\n"}, {"summary": "é" * 600}):
        answer = people.post(alice, "/wiki/Lieu/conflict", **(chosen | refused))
        assert answer.status_code == 422
    with app.app_context():
        for name in ("alice", "charlie"):
            assert list(drafts(people.make(name).member_id or 0)) == []
    answer = people.post(alice, "/wiki/Lieu/conflict", **chosen)
    assert answer.location == "/wiki/Lieu?saved=3"
    assert "parue" in charlie.get(at).text
    history = bob.get("/wiki/Lieu/history").text
    assert "charlie" in history
