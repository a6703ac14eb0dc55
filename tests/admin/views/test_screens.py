"""The screens of the administration: who sees them, what they show, what they do."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.host.conftest import counted
from tests.people import post
from wiki.kernel.permissions import SYSTEM, Role
from wiki.members.queries import members_named
from wiki.members.service import people as service
from wiki.pages.service.save import Edit, save
from wiki.site.queries import setting
from wiki.site.service import change_settings

ADMINISTRATION = ("/admin/people", "/admin/settings")


@pytest.fixture
def alice(app: Flask, client: FlaskClient) -> FlaskClient:
    """Alice's browser, on a wiki with its people."""
    with app.app_context():
        people.make_all()
    people.sign_in(client, app, "alice")
    return client


def uid(app: Flask, name: str) -> str:
    with app.app_context():
        return members_named(name)[0].uid


@pytest.mark.parametrize("who", ["", "dora", "charlie", "bob"])
def test_who_sees_what(app: Flask, alice: FlaskClient, who: str) -> None:
    client = app.test_client()
    if who:
        people.sign_in(client, app, who)
    person = f"/admin/people/{uid(app, 'charlie')}"
    for path in (*ADMINISTRATION, person):
        assert client.get(path).status_code == 403
    assert client.get("/admin/journal").status_code == (200 if who == "bob" else 403)
    for path in (
        "/admin/settings",
        f"{person}/role",
        f"{person}/deactivate",
        f"{person}/reactivate",
    ):
        assert post(client, path, name="x", role="administrator").status_code == 403
    for path in ADMINISTRATION:
        assert path not in client.get("/members").text


def test_the_index_leads_there(alice: FlaskClient) -> None:
    page = alice.get("/admin").text
    for path in (*ADMINISTRATION, "/admin/journal"):
        assert f'href="{path}"' in page
        assert alice.get(path).status_code == 200


def test_a_role_is_given(app: Flask, alice: FlaskClient) -> None:
    path = f"/admin/people/{uid(app, 'charlie')}"
    done = post(alice, f"{path}/role", role="steward", scope="")
    assert done.status_code == 303
    assert "Le rôle est enregistré" in alice.get(done.headers["Location"]).text
    with app.app_context():
        assert people.make("charlie").role() is Role.STEWARD


def test_a_role_for_a_page_is_given_by_its_title_and_taken_back(
    app: Flask, alice: FlaskClient
) -> None:
    path = f"/admin/people/{uid(app, 'charlie')}"
    with app.app_context():
        page = save(people.make("alice"), Edit("Le Quai", "Un mot.\n", 0)).page.uid
    assert post(alice, f"{path}/role", role="moderator", page="le quai").status_code == 303
    text = alice.get(path).text.replace("\u202f", " ")
    assert "page « Le Quai » : Modérateur" in text.replace("\u00a0", " ")
    assert "page: » suivi" not in text
    assert "page « Le Quai »" in alice.get("/admin/journal").text.replace("\u202f", " ")
    post(alice, f"{path}/role", role="visitor", scope=f"page:{page}")
    assert "Le Quai" not in alice.get(path).text


def test_a_role_for_a_page_that_is_not_there_is_refused(app: Flask, alice: FlaskClient) -> None:
    wrong = post(alice, f"/admin/people/{uid(app, 'charlie')}/role", role="member", page="Rien")
    assert wrong.status_code == 422
    assert "Il n’y a pas de page" in wrong.text
    assert 'value="Rien"' in wrong.text


def test_a_refused_role_is_told_and_the_form_kept(app: Flask, alice: FlaskClient) -> None:
    own = f"/admin/people/{uid(app, 'alice')}"
    refused = post(alice, f"{own}/role", role="member", scope="")
    assert refused.status_code == 403
    assert "seule personne qui administre" in refused.text
    assert post(alice, f"{own}/role", role="member", scope="page abc").status_code == 422
    assert post(alice, f"{own}/role", role="chef").status_code == 422
    assert post(alice, "/admin/people/unknown/role", role="member").status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"role": "chef", "scope": ""}, "f-role"),
        ({"role": "member", "scope": "page abc"}, "f-role"),
        ({"role": "chef", "page": "Le Quai"}, "f-page-role"),
        ({"role": "member", "page": "Rien"}, "f-page-page"),
        ({"role": "member", "page": ""}, "f-page-page"),
    ],
)
def test_what_is_refused_leads_to_its_field(
    app: Flask, alice: FlaskClient, sent: dict[str, str], field: str
) -> None:
    with app.app_context():
        save(people.make("alice"), Edit("Le Quai", "Un mot.\n", 0))
    text = post(alice, f"/admin/people/{uid(app, 'charlie')}/role", **sent).text
    assert re.findall(r'<li><a href="#(f-[^"]+)', text) == [field]
    assert re.findall(r'id="(f-[^"]+)-error"', text) == [field]
    assert re.search(rf'<(select|input) id="{field}"', text)


def test_the_journal_asks_once_for_all_the_places_of_roles(app: Flask, alice: FlaskClient) -> None:
    path = f"/admin/people/{uid(app, 'charlie')}"
    asked = []
    with counted(app.extensions["wiki"].database.engine) as statements:
        for n in range(3):
            with app.app_context():
                save(people.make("alice"), Edit(f"Quai {n}", "Un mot.\n", 0))
            post(alice, f"{path}/role", role="moderator", page=f"Quai {n}")
            statements.clear()
            for screen in ("/admin/journal", path):
                assert f"Quai {n}" in alice.get(screen).text
            asked.append(len(statements))
    assert asked[1] == asked[2]


def test_an_account_is_closed_and_opened(app: Flask, alice: FlaskClient) -> None:
    path = f"/admin/people/{uid(app, 'charlie')}"
    assert (
        "déconnectée partout"
        in alice.get(post(alice, f"{path}/deactivate").headers["Location"]).text
    )
    assert "compte fermé" in alice.get("/admin/people").text
    assert post(alice, f"{path}/reactivate").status_code == 303
    assert "compte fermé" not in alice.get("/admin/people").text
    own = f"/admin/people/{uid(app, 'alice')}"
    assert post(alice, f"{own}/deactivate").status_code == 403


def test_people_are_searched(alice: FlaskClient) -> None:
    page = alice.get("/admin/people?q=CHAR").text
    assert "charlie@exemple.fr" in page
    assert "bob@exemple.fr" not in page


def test_settings_are_kept(app: Flask, alice: FlaskClient) -> None:
    done = post(alice, "/admin/settings", name="Mon réseau", joining="open", read_only="1")
    assert done.status_code == 303
    with app.app_context():
        assert (setting("name"), setting("joining"), setting("read_only")) == (
            "Mon réseau",
            "open",
            True,
        )
        assert setting("tagline")  # what the form did not send stays
    assert "Mon réseau" in alice.get("/members").text


def test_a_refused_setting_keeps_what_was_typed(app: Flask, alice: FlaskClient) -> None:
    answer = post(alice, "/admin/settings", name="Mon réseau", accent="rouge")
    assert answer.status_code == 422
    assert 'value="Mon réseau"' in answer.text
    assert 'id="f-accent-error"' in answer.text
    with app.app_context():
        assert setting("name") != "Mon réseau"
    sites = "https://exemple.fr\nhttps://exemple.fr/carte\n'self'"
    answer = post(alice, "/admin/settings", name="Mon réseau", map_frames=sites)
    assert answer.status_code == 422
    assert "https://exemple.fr/carte » n’est pas l’adresse d’un site" in answer.text
    assert sites in html.unescape(answer.text)
    with app.app_context():
        assert (setting("name"), setting("map_frames")) == ("Le wiki des tiers-lieux", "")


def test_no_screen_makes_a_demonstration(app: Flask, alice: FlaskClient) -> None:
    assert 'name="demo"' not in alice.get("/admin/settings").text
    post(alice, "/admin/settings", name="Mon réseau", demo="1")
    with app.app_context():
        assert setting("demo") is False


def test_the_look_is_a_stylesheet_with_an_address_of_its_own(
    app: Flask, alice: FlaskClient
) -> None:
    visitor = app.test_client()
    assert "/site.css" not in visitor.get("/members").text
    post(alice, "/admin/settings", accent="#884400")
    found = re.search(
        r'<link rel="stylesheet" href="(/site\.css\?v=\w+)">', visitor.get("/members").text
    )
    assert found
    sheet = visitor.get(found[1])
    assert sheet.text == ":root{--wiki-accent:#884400}\n"
    assert sheet.content_type == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "immutable" not in visitor.get("/site.css?v=x").headers["Cache-Control"]
    post(alice, "/admin/settings", accent="#774400")
    assert found[1] not in visitor.get("/members").text


def test_the_journal_is_read_in_french(app: Flask, alice: FlaskClient) -> None:
    post(alice, f"/admin/people/{uid(app, 'charlie')}/role", role="steward", scope="")
    post(alice, "/admin/settings", name="<b>Réseau</b>")
    page = alice.get("/admin/journal").text
    assert "a changé le rôle de charlie" in page
    assert "de Membre à Référent" in page
    assert "&lt;b&gt;Réseau" in page
    assert "a fait entrer bob" in page
    only = alice.get("/admin/journal?action=role_granted").text
    assert "a changé le rôle de charlie" in only
    assert "a fait entrer bob" not in only


def test_the_journal_is_read_to_its_first_line(app: Flask, alice: FlaskClient) -> None:
    with app.app_context():
        for n in range(120):
            change_settings(SYSTEM, {"tagline": f"Devise {n}"})
    seen: list[int] = []
    path = "/admin/journal"
    while path:
        page = alice.get(path).text
        seen += [int(n) for n in re.findall(r'<li id="n(\d+)"', page)]
        more = re.search(r'href="([^"]+)" rel="next"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert seen == list(range(max(seen), 0, -1))


def test_people_are_listed_page_after_page(app: Flask, alice: FlaskClient) -> None:
    with app.app_context():
        for n in range(60):
            service.create_member(SYSTEM, f"Membre {n:03}", Role.MEMBER)
    first = alice.get("/admin/people").text
    more = re.search(r'href="([^"]+)" rel="next"', first)
    assert more
    second = alice.get(more[1].replace("&amp;", "&")).text
    assert len(re.findall(r">Membre \d+</a>", first + second)) == 60
