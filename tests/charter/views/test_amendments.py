"""The screens of the amendments, as forms without a script send them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG, Made
from tests.charter.service.test_amendments import WHY, adopt, block, change, held, table

HERE = f"/charters/{SLUG}/amendments"

Ask = Callable[..., Any]
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def opened(app: Flask) -> Made:
    """A charter in consultation."""
    made = Made(app)
    with app.app_context():
        made.open()
    return made


def amend(made: Made, title: str, old: str, new: str, by: str = "charlie") -> int:
    """The number of an amendment that is admitted."""
    with made.app.app_context():
        return table(made, change(made, title, old, new), by)


def read(html: str) -> str:
    """What is read on a screen."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def test_an_amendment_from_its_form_to_the_text(
    opened: Made, client: FlaskClient, sign_in: SignIn, ask: Ask
) -> None:
    assert client.get(HERE).status_code == 200
    assert client.get(f"{HERE}/new").status_code == 403
    charlie, article = sign_in("charlie"), ask(block, opened, "Cotisation")
    assert "Article 2, Cotisation" in charlie.get(f"{HERE}/new?block={article.id}").text
    form = charlie.get(f"{HERE}/new?block={article.id}&kind=modify").text
    assert "La cotisation annuelle est de 50 euros." in form
    sent = {
        "kind": "modify",
        "block": article.id,
        "base": re.findall(r'name="base" value="(\d+)"', form)[0],
        "title": "Cotisation",
        "text": article.text.replace("50", "60"),
        "why": "trop court",
        "do": "table",
    }
    refused = people.post(charlie, f"{HERE}/new", **sent)
    assert refused.status_code == 422
    assert "est de 60 euros" in refused.text
    assert "Dites pourquoi en une phrase au moins" in refused.text
    assert people.post(charlie, f"{HERE}/new", **sent | {"why": WHY}).status_code == 303
    shown = charlie.get(f"{HERE}/1").text
    assert "1 modification" in shown
    assert "2 mots ajoutés, 2 mots supprimés." in shown
    assert re.search(r"<del>.*?50.*?</del>.*?<ins>.*?60.*?</ins>", shown, re.DOTALL)
    assert {"suppression", "ajout"} <= set(re.findall(r'visually-hidden">\W*([\w]+)', shown))
    for view in ("side", "clean", "nowhere"):
        assert client.get(f"{HERE}/1?view={view}").status_code == 200
    eric = sign_in("eric")
    assert people.post(eric, f"{HERE}/1/step", step="admit").status_code == 303
    assert people.post(eric, f"{HERE}/1/step", step="admit").status_code == 409
    assert "n’en est plus là" in people.post(eric, f"{HERE}/1/step", step="x").text
    for number in ("2", "9" * 30):
        assert client.get(f"{HERE}/{number}").status_code == 404
    ask(adopt, opened, 1)
    listed = read(client.get(HERE).text)
    assert "Article 2, Cotisation" in listed
    assert "Intégré" in listed
    assert "pour : 3, contre : 1" in client.get(f"{HERE}/1").text


def test_the_three_texts_are_shown_to_who_has_to_choose(
    opened: Made, client: FlaskClient, sign_in: SignIn, ask: Ask
) -> None:
    taken = amend(opened, "Cotisation", "50", "60")
    mine = amend(opened, "Cotisation", "50", "30", "bob")
    assert f"1 est en conflit : n° {mine}" in read(client.get(f"{HERE}/{taken}").text)
    listed = read(client.get(HERE).text)
    assert f"Change les mêmes mots que : n° {mine}" in listed
    assert f"Change les mêmes mots que : n° {taken}" in listed
    ask(adopt, opened, taken)
    bob = sign_in("bob")
    shown = read(bob.get(f"{HERE}/{mine}").text)
    assert "les mêmes mots ont changé" in shown
    assert f"À cause de l’amendement n° {taken}" in shown
    form = bob.get(f"{HERE}/{mine}/write").text
    for said in ("Le texte d’avant", "Le texte actuel", "Ce que vous demandiez", "Rien n’a été"):
        assert said in form
    assert "est de 30 euros" in form
    article = ask(block, opened, "Cotisation")
    sent = {
        "kind": "modify",
        "block": article.id,
        "base": re.findall(r'name="base" value="(\d+)"', form)[0],
        "title": "Cotisation",
        "text": article.text.replace("60", "30"),
        "why": WHY,
    }
    assert people.post(bob, f"{HERE}/{mine}/write", **sent).status_code == 303
    assert ask(held, opened, mine).amendment.state == "admissible"
    assert "50" in client.get(f"{HERE}/{mine}?wording=1").text
    assert client.get(f"{HERE}/{mine}?wording=9").status_code == 404
    assert sign_in("charlie").get(f"{HERE}/{mine}/write").status_code == 403


def test_hostile_words_are_only_words(
    opened: Made, client: FlaskClient, sign_in: SignIn, ask: Ask
) -> None:
    evil = "<script>evil()</script> \u202e[x](javascript:evil())\r\n"
    number = amend(opened, "Membres", "Il a une voix.", evil)
    for view in ("inline", "side", "clean"):
        shown = client.get(f"{HERE}/{number}?view={view}").text
        assert "<script>evil" not in shown
        assert 'href="javascript' not in shown
        assert "\u202e" not in shown
    charlie, base = sign_in("charlie"), str(ask(held, opened, number).wording.base)
    sent = {"block": ask(block, opened, "Membres").id, "title": "Membres", "why": WHY}
    for kind, text, number_, status in (
        ("modify", "x" * 400_000, base, 422),
        ("modify", "un\x00", base, 422),
        ("modify", "un", "x", 422),
        ("nothing", "un", base, 422),
        ("move", "", base, 422),
        ("delete", "", base, 303),
    ):
        wrong = people.post(charlie, f"{HERE}/new", **sent, kind=kind, text=text, base=number_)
        assert wrong.status_code == status, (kind, text[:9])


def test_a_step_refused_keeps_what_was_typed(opened: Made, sign_in: SignIn) -> None:
    number = amend(opened, "Cotisation", "50", "60")
    charlie = sign_in("charlie")
    refused = people.post(charlie, f"{HERE}/{number}/step", step="withdraw", why="bof bof")
    assert refused.status_code == 422
    assert "bof bof" in refused.text
    people.post(charlie, f"{HERE}/{number}/step", step="withdraw", why=WHY)
    shown = charlie.get(f"{HERE}/{number}").text
    assert "Retiré" in shown
    assert WHY in shown
    assert "Reprendre cet amendement" not in shown
    bob = sign_in("bob")
    assert "Reprendre cet amendement" in bob.get(f"{HERE}/{number}").text
    taken = people.post(bob, f"{HERE}/{number}/step", step="take_over").headers["Location"]
    assert taken == f"{HERE}/{number + 1}"
    assert f"amendement n° {number}" in read(bob.get(taken).text)
    shown = read(bob.get(f"{HERE}/{number}").text)
    assert f"Repris par quelqu’un d’autre, bob (amendement n° {number + 1})" in shown
    assert WHY in shown.partition("Dans le texte")[0]


def test_a_text_is_simulated_whatever_the_order(opened: Made, client: FlaskClient) -> None:
    fee, due, other = (
        amend(opened, "Cotisation", old, new)
        for old, new in (("50", "60"), ("1er mars", "1er juin"), ("50", "30"))
    )
    here = f"/charters/{SLUG}/simulate"
    assert "Le texte simulé" not in client.get(here).text
    both = client.get(f"{here}?amendments={fee},{due}").text
    again = client.get(f"{here}?amendments={due}&amendments={fee}").text
    hashes = [re.findall(r"<code>(\w{12})…</code>", one) for one in (both, again)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == 1
    told = read(both)
    assert "60 euros" in told
    assert "1er juin" in told
    against = read(client.get(f"{here}?amendments={fee},{other},x,999999").text)
    assert f"n° {fee}, n° {other} : pris après l’autre, chacun est en conflit" in against
    assert "rien n’est pris à moitié" in against
    assert "Laissés de côté, car ils sont à actualiser ou ne sont plus examinés : n° 999999" in (
        against
    )
