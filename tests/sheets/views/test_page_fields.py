"""What `{{champ}}` shows of the sheet of its page, to everybody."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient

from tests.sheets.places import ESSENTIAL, Describe, place
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet


def _shown(client: FlaskClient, title: str, **how: Any) -> str:
    text = client.get(f"/wiki/{title}", **how).text.partition("<article")[2]
    text = text.partition("</article>")[0]
    return re.sub(r"[\u00a0\u202f]", " ", unescape(re.sub(r"<[^>]*>", "", text))).strip()


def _write(app: Any, alice: Any, title: str, body: str, base: int = 0) -> None:
    with app.app_context():
        save(alice, Edit(title, body, base))


def test_a_page_says_what_its_sheet_says_and_follows_it(
    app: Any, alice: Any, client: FlaskClient, describe: Describe
) -> None:
    describe("Lieu", place(seats=[{"kind": "permanent", "count": 5}]))
    _write(app, alice, "Lieu", "À {{commune}}, {{État}}, {{postes.permanent}}.", 1)
    assert "À Pomerol (33), Ouvert, 5 postes." in _shown(client, "Lieu")
    describe("Lieu", place(status="closed", seats=[{"kind": "permanent", "count": 6}]))
    assert "À Pomerol (33), Fermé, 6 postes." in _shown(client, "Lieu")
    assert "Ouvert, 5 postes" in client.get("/wiki/Lieu?rev=2").text


def test_what_is_not_there_is_said_in_words(
    app: Any, alice: Any, client: FlaskClient, describe: Describe
) -> None:
    sheet = Sheet("place", {**ESSENTIAL, "lease_end": "2030"}, frozenset({"parking"}))
    describe("Lieu", sheet)
    _write(
        app,
        alice,
        "Lieu",
        "{{telephone du lieu}}, {{stationnement}}, {{comune}}, {{fin du bail}}",
        1,
    )
    said = _shown(client, "Lieu")
    assert "non renseigné, ne s’applique pas, " in said
    assert "comune : ce champ n’existe pas ; voulez-vous dire « Commune » ?" in said
    assert "Fin du bail : ce champ n’est pas public" in said
    assert "2030" not in said
    _write(app, alice, "Sans", "{{commune}}")
    assert "commune : cette page n’a pas de fiche" in _shown(client, "Sans")


def test_an_included_page_says_what_its_own_sheet_says(
    app: Any, alice: Any, client: FlaskClient, describe: Describe
) -> None:
    describe("Lieu", place())
    _write(app, alice, "Lieu", "Nom : {{nom}}.", 1)
    _write(app, alice, "Autre", ":::{inclure} Lieu\n")
    assert "Nom : Arrêt Minute." in _shown(client, "Autre")
    describe("Lieu", place(name="Le Comptoir"))
    assert "Nom : Le Comptoir." in _shown(client, "Autre")


def test_a_value_is_text_and_a_page_is_in_french_whoever_saves_it(
    app: Any, client: FlaskClient, sign_in: Any, describe: Describe
) -> None:
    describe("Lieu", place(name="<b>x</b>", access_24_7=True))
    alice = sign_in("alice")
    alice.set_cookie("wiki_language", "en")
    form = alice.get("/wiki/Lieu/edit").text
    token = re.search(r'name="csrf_token" value="([^"]*)"', form)
    assert token
    sent = {"csrf_token": token[1], "base": "1", "body": "{{name}} {{access_24_7}}"}
    assert alice.post("/wiki/Lieu/edit", data=sent).status_code == 303
    text = client.get("/wiki/Lieu").text
    assert "<p>&lt;b&gt;x&lt;/b&gt; oui</p>" in text


def test_the_preview_shows_them(sign_in: Any, describe: Describe) -> None:
    describe("Lieu", place())
    alice = sign_in("alice")
    form = alice.get("/wiki/Lieu/edit").text
    token = re.search(r'name="csrf_token" value="([^"]*)"', form)
    assert token
    sent = {"csrf_token": token[1], "title": "Lieu", "body": "{{nom}}"}
    assert "Arrêt Minute" in alice.post("/preview", data=sent).text
