"""Drafts of messages over HTTP: kept, offered with their date, taken up, thrown away, listed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.discussions.passages import blocks
from wiki.discussions.service.speak import Said, Words, open_thread
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save

SignIn = Callable[[str], FlaskClient]
BODY = "Un café.\n\nDouze euros.\n"
OFFER = "Vous aviez commencé à écrire ici."


@pytest.fixture
def said(app: Flask, page: Callable[..., Page]) -> Said:
    """A thread of charlie's about a page of two blocks."""
    with app.app_context():
        uid = page("Lieu", BODY).uid
        return open_thread(people.make("charlie"), "page", uid, "Un sujet", Words("Un mot."))


def kept(client: FlaskClient, address: str, **fields: str) -> object:
    answer = people.post(client, address, **fields)
    assert answer.status_code == 200
    return answer.json


def area(html: str, name: str = "text") -> str:
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    assert found
    return found[1]


def test_what_is_typed_in_an_answer_is_offered_with_its_date(sign_in: SignIn, said: Said) -> None:
    client, uid = sign_in("charlie"), said.thread.uid
    keeps = f"/talk/drafts/answer/{uid}"
    assert f'data-keeps="{keeps}"' in client.get(f"/talk/threads/{uid}").text
    assert kept(client, keeps, text="Je crois <b> que") == {"kept": True}
    shown = client.get(f"/talk/threads/{uid}").text
    assert OFFER in shown
    assert re.search(r"Ce brouillon date du .+\u00a020\d\d", shown)
    assert area(shown) == ""
    resume = re.search(r'href="([^"]+draft=1[^"]*)"', shown)
    assert resume
    taken = client.get(resume[1].replace("&amp;", "&")).text
    assert area(taken) == "Je crois &lt;b&gt; que"
    assert OFFER not in taken


def test_each_answer_has_its_own(sign_in: SignIn, said: Said) -> None:
    client, uid = sign_in("charlie"), said.thread.uid
    kept(client, f"/talk/drafts/answer/{uid}?part={said.turn.uid}", text="À toi")
    assert OFFER not in client.get(f"/talk/threads/{uid}").text
    assert OFFER in client.get(f"/talk/threads/{uid}?reply={said.turn.uid}").text
    taken = client.get(f"/talk/threads/{uid}?reply={said.turn.uid}&draft=1").text
    assert f'name="answers" value="{said.turn.uid}"' in taken


def test_a_new_thread_comes_back_with_its_subject(sign_in: SignIn, said: Said) -> None:
    client = sign_in("charlie")
    where = f"/talk/drafts/thread/{said.thread.target_uid}?part=page"
    kept(client, where, text="Un mot", subject="Le prix")
    assert OFFER in client.get("/wiki/Lieu/talk").text
    taken = client.get("/wiki/Lieu/talk?draft=1").text
    assert area(taken) == "Un mot"
    assert 'value="Le prix"' in taken


def test_a_message_being_changed_comes_back(sign_in: SignIn, said: Said) -> None:
    client, uid = sign_in("charlie"), said.turn.uid
    kept(client, f"/talk/drafts/turn/{uid}", text="Mieux dit")
    assert OFFER in client.get(f"/talk/turns/{uid}/edit").text
    assert area(client.get(f"/talk/turns/{uid}/edit?draft=1").text) == "Mieux dit"


def test_a_comment_comes_back_with_its_passage_though_it_is_gone(
    app: Flask, sign_in: SignIn, said: Said
) -> None:
    client, block = sign_in("charlie"), blocks(BODY)[1].id
    fields = {"revision": "1", "block": block, "quote": "Douze", "before": "", "becomes": "Dix."}
    where = f"/talk/drafts/passage/{said.thread.target_uid}?part=page:{block}"
    kept(client, where, text="Trop ?", **fields)
    assert OFFER in client.get(f"/wiki/Lieu/talk/passage?block={block}").text
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", "Tout autre chose.\n", 1))
    taken = client.get(f"/wiki/Lieu/talk/passage?block={block}&draft=1").text
    assert '<blockquote class="passage">Douze</blockquote>' in taken
    assert area(taken) == "Trop ?"
    assert area(taken, "becomes") == "Dix."
    done = people.post(client, "/wiki/Lieu/talk/passage", text="Trop ?", **fields)
    assert done.status_code == 303
    assert OFFER not in client.get(f"/wiki/Lieu/talk/passage?block={block}&draft=1").text


def test_posting_forgets_it(sign_in: SignIn, said: Said) -> None:
    client, uid = sign_in("charlie"), said.thread.uid
    kept(client, f"/talk/drafts/answer/{uid}", text="Je crois")
    people.post(client, f"/talk/threads/{uid}", text="Je crois que oui.")
    assert OFFER not in client.get(f"/talk/threads/{uid}").text


def test_it_is_thrown_away(sign_in: SignIn, said: Said) -> None:
    client, uid = sign_in("charlie"), said.thread.uid
    kept(client, f"/talk/drafts/answer/{uid}", text="Je crois")
    gone = people.post(client, f"/talk/drafts/answer/{uid}/delete")
    assert gone.location == f"/talk/threads/{uid}#repondre"
    assert OFFER not in client.get(gone.location).text
    assert people.post(client, f"/talk/drafts/answer/{uid}/delete").location == "/drafts"


@pytest.mark.parametrize("form", ["open", "answer", "edit", "passage"])
def test_without_a_script_a_preview_keeps_it_and_shows_it(
    sign_in: SignIn, said: Said, form: str
) -> None:
    client, block = sign_in("charlie"), blocks(BODY)[1].id
    address, more = {
        "open": ("/wiki/Lieu/talk", {"subject": "Un autre"}),
        "answer": (f"/talk/threads/{said.thread.uid}", {}),
        "edit": (f"/talk/turns/{said.turn.uid}/edit", {}),
        "passage": (
            f"/wiki/Lieu/talk/passage?block={block}",
            {"revision": "1", "block": block, "quote": "Douze"},
        ),
    }[form]
    shown = people.post(client, address, text="*Je crois*", action="preview", **more)
    assert shown.status_code == 200
    assert "<em>Je crois</em>" in shown.text
    assert area(shown.text) == "*Je crois*"
    assert OFFER in client.get(address).text
    assert client.get("/wiki/Lieu/talk?state=all").text.count('class="thread"') == 1


def test_a_refused_message_is_kept(sign_in: SignIn, said: Said) -> None:
    client = sign_in("charlie")
    refused = people.post(client, "/wiki/Lieu/talk", text="Sans sujet", subject="")
    assert refused.status_code == 422
    assert area(refused.text) == "Sans sujet"
    assert OFFER in client.get("/wiki/Lieu/talk").text


def test_mine_are_listed_and_lead_back(app: Flask, sign_in: SignIn, said: Said) -> None:
    client, uid = sign_in("charlie"), said.thread.uid
    assert "Aucun brouillon." in client.get("/drafts").text
    kept(client, f"/talk/drafts/answer/{uid}", text="*Je crois*")
    listed = client.get("/drafts").text
    assert "Aucun brouillon." not in listed
    assert "Réponse — Lieu" in listed
    assert f'href="/talk/threads/{uid}?draft=1#repondre"' in listed
    assert "Réponse — Lieu" not in sign_in("bob").get("/drafts").text
    with app.app_context():
        delete(people.make("alice"), said.thread.target_uid)
    assert "Réponse — Lieu" not in client.get("/drafts").text


def test_a_form_without_name_is_refused(sign_in: SignIn, said: Said) -> None:
    answer = people.post(sign_in("charlie"), f"/talk/drafts/letter/{said.thread.uid}", text="a")
    assert answer.status_code == 422
