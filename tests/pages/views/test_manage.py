"""Tending pages over HTTP: titles, protection, the bin."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.journal.service import record
from wiki.kernel.db import act
from wiki.kernel.permissions import Role
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]


def test_a_page_is_renamed(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n")
    client = sign_in("charlie")
    assert 'value="Lieu"' in client.get("/wiki/Lieu/rename").text
    answer = people.post(client, "/wiki/Lieu/rename", title="Le Comptoir", summary="Son nom")
    assert (answer.status_code, answer.location) == (303, "/wiki/Le_Comptoir?renamed=Lieu")
    assert "Son nom" in client.get("/wiki/Le_Comptoir/history").text
    assert client.get("/wiki/Lieu").location == "/wiki/Le_Comptoir?from=Lieu"


@pytest.mark.parametrize(
    ("title", "status", "says"),
    [
        ("", 422, "Il manque un titre."),
        ("Lieu", 422, "C’est déjà le titre de la page."),
        ("Atelier", 409, "Il y a déjà une page « Atelier »."),
        ("a" * 201, 422, "201 caractères"),
        ("Lieu/edit", 422, "cette adresse sert au wiki"),
        ("Lieu.atom", 422, "cette adresse sert au wiki"),
        ("Wiki:Interwiki", 403, "Cette page règle le wiki"),
    ],
)
def test_a_title_that_is_refused_comes_back(
    sign_in: SignIn, write: Write, title: str, status: int, says: str
) -> None:
    write("Lieu", "Un café.\n")
    write("Atelier", "Un atelier.\n")
    answer = people.post(sign_in("bob"), "/wiki/Lieu/rename", title=title, summary="Pourquoi")
    assert answer.status_code == status
    assert says in answer.text
    assert 'value="Pourquoi"' in answer.text
    assert f'value="{title}"' in answer.text


def test_who_deletes_is_told_what_leads_to_the_page(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n")
    write("Portail", "Voir [[Lieu]].\n")
    client = sign_in("bob")
    asked = client.get("/wiki/Lieu/delete").text
    assert "Des pages mènent à celle-ci." in asked
    assert 'href="/wiki/Portail"' in asked
    answer = people.post(client, "/wiki/Lieu/delete", reason="Doublon")
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu")
    shown = client.get("/wiki/Lieu")
    assert shown.status_code == 404
    assert "« Lieu » est à la corbeille." in shown.text
    assert "Cette page n’existe pas encore." not in shown.text


def test_a_steward_takes_back_what_they_threw(
    sign_in: SignIn, app: Flask, write: Write, by: Ask
) -> None:
    with app.app_context():
        people.make("eric", Role.STEWARD)
    page, other = write("Lieu", "Un café.\n"), write("Autre", "Un thé.\n")
    by("bob", delete, other.uid)
    client = sign_in("eric")
    people.post(client, "/wiki/Lieu/delete", reason="Par erreur")
    shown = client.get("/wiki/Lieu").text
    assert "Vous l’y avez mise à l’instant." in shown
    assert f'action="/bin/{page.uid}"' in shown
    listed = client.get("/bin").text
    assert page.uid in listed
    assert other.uid not in listed
    assert other.uid not in client.get("/wiki/Autre").text
    assert people.post(client, f"/bin/{other.uid}").status_code == 403
    for _click in range(2):  # the second one finds it done
        answer = people.post(client, f"/bin/{page.uid}")
        assert (answer.status_code, answer.location) == (303, "/wiki/Lieu")


def test_a_steward_is_not_offered_what_the_moderation_keeps_in_the_bin(
    sign_in: SignIn, app: Flask, write: Write, by: Ask
) -> None:
    page = write("Lieu", "Un café.\n")
    with app.app_context():
        delete(people.make("eric", Role.STEWARD), page.uid)
        bob = people.make("bob")
        with act():
            record(bob, "report_acted", "page", page.uid, title="Lieu")
    client = sign_in("eric")
    shown = client.get("/wiki/Lieu").text
    assert "Vous l’y avez mise" in shown
    assert "La modération peut la reprendre" in shown
    assert page.uid not in shown
    assert page.uid not in client.get("/bin").text
    assert people.post(client, f"/bin/{page.uid}").status_code == 403


def test_members_are_told_that_a_page_is_in_the_bin_and_visitors_are_not(
    sign_in: SignIn, write: Write, by: Ask, client: FlaskClient
) -> None:
    page = write("Lieu", "Un café.\n")
    by("bob", delete, page.uid)
    for name, is_told, is_named in (("charlie", True, False), ("alice", True, True)):
        text = sign_in(name).get("/wiki/Lieu").text
        assert ("« Lieu » est à la corbeille." in text) is is_told
        assert ("bob l’y a mise" in text) is is_named
        assert (page.uid in text) is is_named
    for reader in (sign_in("dora"), client):
        text = reader.get("/wiki/Lieu").text
        assert "corbeille" not in text
        assert "Cette page n’existe pas encore." in text


def test_a_page_comes_back_from_the_bin(sign_in: SignIn, write: Write, by: Ask) -> None:
    page = write("Lieu", "Un café.\n")
    client = sign_in("bob")
    assert "La corbeille est vide." in client.get("/bin").text
    by("bob", delete, page.uid)
    assert f'action="/bin/{page.uid}"' in client.get("/bin").text
    for _click in range(2):  # the second one finds it done
        answer = people.post(client, f"/bin/{page.uid}", title="Lieu")
        assert (answer.status_code, answer.location) == (303, "/wiki/Lieu")
    assert client.get("/wiki/Lieu").status_code == 200


def test_a_title_that_is_used_again_is_asked_for(sign_in: SignIn, write: Write, by: Ask) -> None:
    page = write("Lieu", "Un café.\n")
    by("bob", delete, page.uid)
    write("Lieu", "Un autre.\n")
    client = sign_in("bob")
    answer = people.post(client, f"/bin/{page.uid}", title="Lieu")
    assert answer.status_code == 409
    assert "Il y a déjà une page « Lieu »." in answer.text
    assert f'action="/bin/{page.uid}"' in answer.text
    assert "La page n’est pas reprise." in answer.text
    answer = people.post(client, f"/bin/{page.uid}", title="Lieu")
    assert 'value="Lieu" aria-describedby=' in answer.text  # what was typed, and what is wrong
    answer = people.post(client, f"/bin/{page.uid}", title="Lieu d’avant")
    assert answer.status_code == 303


def test_the_bin_is_not_shown_to_who_may_not_take_out_of_it(
    sign_in: SignIn, app: Flask, write: Write, by: Ask
) -> None:
    page = write("Secret", "Un café.\n")
    by("bob", delete, page.uid)
    other = write("Caché", "Un thé.\n")
    by("bob", delete, other.uid)
    for client in (sign_in("charlie"), app.test_client()):
        answer = people.post(client, f"/bin/{page.uid}", title="Secret")
        assert answer.status_code == 403
        assert page.uid not in answer.text
        assert other.uid not in answer.text


def test_a_page_does_not_come_back_as_a_page_of_settings(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    page = write("Lieu", "- a: https://a.exemple/$1\n")
    by("bob", delete, page.uid)
    answer = people.post(sign_in("bob"), f"/bin/{page.uid}", title="Wiki:Interwiki")
    assert answer.status_code == 403
    assert "Cette page règle le wiki" in answer.text


def test_a_page_that_is_nowhere_does_not_come_back(sign_in: SignIn) -> None:
    assert people.post(sign_in("bob"), "/bin/nowhere").status_code == 404


def test_a_page_is_protected(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n")
    client = sign_in("bob")
    assert "Protéger la page" in client.get("/wiki/Lieu/protect").text
    answer = people.post(client, "/wiki/Lieu/protect", protection="nobody")
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu")
    form = client.get("/wiki/Lieu/protect").text
    assert 'value="nobody" checked' in form or 'checked value="nobody"' in form


def test_a_title_is_reserved_and_opened_again(sign_in: SignIn, ask: Ask) -> None:
    client = sign_in("bob")
    assert "Réserver le titre" in client.get("/wiki/Charte/protect").text
    assert people.post(client, "/wiki/Charte/protect", protection="moderators").status_code == 303
    assert ask(queries.title_lock, "Charte").protection == "moderators"
    people.post(client, "/wiki/Charte/protect", protection="members")
    assert ask(queries.title_lock, "Charte") is None


def test_a_protection_that_is_none_is_refused(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n")
    for address in ("/wiki/Lieu/protect", "/wiki/Ailleurs/protect"):
        answer = people.post(sign_in("bob"), address, protection="everyone")
        assert answer.status_code == 422
        assert "Cette protection n’existe pas." in answer.text


@pytest.mark.parametrize(
    ("who", "path", "reason"),
    [
        ("dora", "rename", "Ceci est réservé aux membres."),
        ("charlie", "delete", "Ceci est réservé aux référents."),
        ("charlie", "protect", "Ceci est réservé à la modération."),
        ("charlie", "licence", "Ceci est réservé à la modération."),
    ],
)
def test_a_form_that_one_may_not_send_is_not_shown(
    sign_in: SignIn, write: Write, who: str, path: str, reason: str
) -> None:
    write("Lieu", "Un café.\n")
    client = sign_in(who)
    for answer in (
        client.get(f"/wiki/Lieu/{path}"),
        people.post(client, f"/wiki/Lieu/{path}", title="Le Comptoir", protection="nobody"),
    ):
        assert answer.status_code == 403
        assert reason in answer.text
    assert f"/wiki/Lieu/{path}" not in client.get("/wiki/Lieu").text


def test_the_forms_of_a_redirect_are_those_of_the_page(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    page = write("Lieu", "Un café.\n")
    by("alice", rename, page.uid, "Le Comptoir")
    client = sign_in("bob")
    for path in ("rename", "delete"):
        assert "Le Comptoir" in client.get(f"/wiki/Lieu/{path}").text
    for path in ("rename", "delete", "history", "backlinks", "raw"):
        assert client.get(f"/wiki/Ailleurs/{path}").status_code == 404


def test_a_page_says_its_own_licence_everywhere(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n")
    client = sign_in("bob")
    shown = client.get("/wiki/Lieu").text
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/deed.fr" rel="license"' in shown
    assert 'value="CC BY-SA 4.0"' in client.get("/wiki/Lieu/licence").text
    sent = {"licence": "CC0 1.0", "summary": "Pour tous"}
    answer = people.post(client, "/wiki/Lieu/licence", **sent)
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu")
    text = client.get("/wiki/Lieu").text
    cc0 = "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"
    assert f'<a href="{cc0}" rel="license">CC0 1.0</a>' in text
    described = json.loads(text.split('"application/ld+json">')[1].split("</script>")[0])
    assert described["license"] == cc0
    assert described["author"] == [
        {"@type": "Person", "name": "alice"},
        {"@type": "Person", "name": "bob"},
    ]
    assert "Écrite par alice, bob." in text
    assert "sous licence CC0 1.0" in client.get("/wiki/Lieu/edit").text
    assert "Licence CC0 1.0." in client.get("/wiki/Lieu/cite").text
    assert "Licence CC BY-SA 4.0." in client.get("/wiki/Lieu/cite?rev=1").text
    assert "CC0" not in client.get("/wiki/Lieu?rev=1").text
    assert "Pour tous" in client.get("/wiki/Lieu/history").text
    feed = client.get("/changes.atom").text
    assert "<rights>CC0 1.0</rights>" in feed
    assert "<rights>CC BY-SA 4.0</rights>" in feed


@pytest.mark.parametrize(
    ("licence", "says"),
    [("", "C’est déjà la licence de la page."), ("x" * 201, "201 caractères")],
)
def test_a_licence_refused_comes_back_with_a_sentence(
    sign_in: SignIn, write: Write, licence: str, says: str
) -> None:
    write("Lieu", "Un café.\n")
    answer = people.post(sign_in("bob"), "/wiki/Lieu/licence", licence=licence)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{licence}"' in answer.text


def test_an_old_text_is_erased_from_its_version(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un secret.\n", "Un thé.\n")
    client = sign_in("alice")
    assert "/wiki/Lieu/redact?rev=2" in client.get("/wiki/Lieu?rev=2").text
    assert "/redact" not in client.get("/wiki/Lieu?rev=3").text
    assert "/redact" not in sign_in("bob").get("/wiki/Lieu?rev=2").text
    form = client.get("/wiki/Lieu/redact?rev=2").text
    assert 'name="first" type="number" value="2"' in form
    sent = {"first": "2", "last": "2", "reason": "Une adresse personnelle"}
    answer = people.post(client, "/wiki/Lieu/redact", text="1", **sent)
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu/history")
    assert "texte effacé" in client.get("/wiki/Lieu/history").text
    for path in ("?rev=2", "/raw?rev=2", "/diff/1..2", "/diff/2..3?view=rendered"):
        shown = client.get(f"/wiki/Lieu{path}")
        assert shown.status_code == 410
        assert "Le texte de la version 2 de « Lieu » a été effacé" in shown.text.replace(
            "\xa0", " "
        )
        assert "secret" not in shown.text
    assert "secret" not in client.get("/wiki/Lieu/replay").text
    assert client.get("/wiki/Lieu/diff/1..3").status_code == 200


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"first": "1", "last": "3", "reason": "Pourquoi"}, 403, "modifiez d’abord cette page"),
        ({"first": "2", "last": "1", "reason": "Pourquoi"}, 422, "rien n’a été effacé"),
        ({"first": "x", "last": "9" * 30, "reason": "Pourquoi"}, 422, "rien n’a été effacé"),
        ({"first": "1", "last": "1", "reason": ""}, 422, "Dites pourquoi"),
    ],
)
def test_an_erasure_that_is_refused_comes_back(
    sign_in: SignIn, write: Write, sent: dict[str, str], status: int, says: str
) -> None:
    write("Lieu", "Un café.\n", "Un secret.\n", "Un thé.\n")
    answer = people.post(sign_in("alice"), "/wiki/Lieu/redact", text="1", **sent)
    assert answer.status_code == status
    assert says in answer.text
    assert f'value="{sent["reason"]}"' in answer.text
    assert sign_in("alice").get("/wiki/Lieu/raw?rev=1").text == "Un café.\n"
