"""Discussions over HTTP: read by all, written with and without being right the first time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.discussions.queries import threads, turns
from wiki.discussions.service.settle import hide, resolve
from wiki.discussions.service.speak import Said, Words, answer, rewrite
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename

SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]
TALK = "/wiki/Lieu/talk"


@pytest.fixture
def lieu(app: Flask, page: Callable[..., Page]) -> Page:
    """The page that is discussed."""
    with app.app_context():
        return page("Lieu")


@pytest.fixture
def said(app: Flask, lieu: Page, thread: Callable[..., Said]) -> Said:
    """A thread that charlie opened about it."""
    with app.app_context():
        return thread("Des exemples", "Lesquels, par *exemple* ? Voir [[Lieu]].")


def by(app: Flask, name: str, act: Callable[..., Any], *arguments: Any) -> Any:
    with app.app_context():
        return act(people.make(name), *arguments)


def test_a_page_leads_to_its_discussion(client: FlaskClient, lieu: Page) -> None:
    assert f'href="{TALK}"' in client.get("/wiki/Lieu").text
    answer_ = client.get(TALK)
    assert answer_.status_code == 200
    assert "Personne n’a encore rien dit." in answer_.text
    assert "<textarea" not in answer_.text


def test_a_member_opens_a_thread(sign_in: SignIn, lieu: Page) -> None:
    client = sign_in("charlie")
    form = client.get(TALK).text
    name = re.search(r'name="submission" value="([^"]+)"', form)
    assert name
    fields = {"subject": "Des exemples", "text": "Lesquels ?", "submission": name[1]}
    done = people.post(client, TALK, **fields)
    assert done.status_code == 303
    shown = client.get(done.location).text
    assert "Lesquels ?" in shown.replace("\u202f", " ")
    assert people.post(client, TALK, **fields).location == done.location


def test_the_count_on_the_page_follows_at_once(
    app: Flask, client: FlaskClient, sign_in: SignIn, said: Said
) -> None:
    member = sign_in("dora")
    for reader in (client, member, client, member):
        assert 'title="1 message">1<' in reader.get("/wiki/Lieu").text.replace("\xa0", " ")
    by(app, "bob", answer, said.thread.uid, Words("Celui-ci."))
    for reader in (client, member):
        assert 'title="2 messages">2<' in reader.get("/wiki/Lieu").text.replace("\xa0", " ")
    by(app, "bob", hide, said.turn.uid, "Non")
    assert 'title="1 message">1<' in client.get("/wiki/Lieu").text.replace("\xa0", " ")


def test_a_kept_page_asks_nothing_of_the_discussion(
    app: Flask, client: FlaskClient, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/wiki/Lieu")
    monkeypatch.setattr(threads, "talk", lambda *_: pytest.fail("a query at each view"))
    assert client.get("/wiki/Lieu").status_code == 200


def test_turns_are_signed_dated_and_written_in_markdown(client: FlaskClient, said: Said) -> None:
    shown = client.get(TALK).text
    assert "<em>exemple</em>" in shown
    assert 'href="/wiki/Lieu"' in shown
    assert ">charlie<" in shown
    assert "<time datetime=" in shown
    assert f'id="turn-{said.turn.uid}"' in shown


def test_an_answer_is_set_in_under_what_it_answers(sign_in: SignIn, said: Said) -> None:
    client = sign_in("bob")
    thread_url = f"/talk/threads/{said.thread.uid}"
    form = client.get(f"{thread_url}?reply={said.turn.uid}").text
    assert "Répondre à charlie" in form
    done = people.post(client, thread_url, text="Celui-ci.", answers=said.turn.uid)
    assert done.status_code == 303
    shown = client.get(TALK).text
    assert "turn-level-1" in shown
    assert "en réponse à charlie" in shown


def test_a_turn_has_a_permanent_address(app: Flask, client: FlaskClient, said: Said) -> None:
    for n in range(55):
        last = by(app, "bob", answer, said.thread.uid, Words(f"Réponse {n}."))
    leads = client.get(f"/talk/turns/{last.turn.uid}")
    assert leads.status_code == 303
    assert leads.location.endswith(f"?after=50#turn-{last.turn.uid}")
    assert f'id="turn-{last.turn.uid}"' in client.get(leads.location).text
    assert client.get("/talk/turns/nothing").status_code == 404


def test_two_turns_with_the_same_heading_have_identifiers_of_their_own(
    app: Flask, client: FlaskClient, said: Said
) -> None:
    for _ in range(2):
        by(app, "bob", answer, said.thread.uid, Words("## Ici\n\nUn mot[^1].\n\n[^1]: Une note."))
    found = re.findall(r' id="([^"]+)"', client.get(TALK).text)
    assert len(found) == len(set(found))


def test_its_author_changes_a_turn(sign_in: SignIn, said: Said) -> None:
    client = sign_in("charlie")
    edit = f"/talk/turns/{said.turn.uid}/edit"
    assert "Lesquels, par *exemple*" in client.get(edit).text
    assert people.post(client, edit, text="Lesquels donc ?").status_code == 303
    assert "modifié" in client.get(TALK).text
    past = client.get(f"/talk/turns/{said.turn.uid}/history").text
    assert "Lesquels, par *exemple*" in past
    assert "<del>" in past
    assert sign_in("bob").get(edit).status_code == 403


def test_the_texts_of_a_long_turn_are_shown_whole(sign_in: SignIn, said: Said) -> None:
    client, edit = sign_in("charlie"), f"/talk/turns/{said.turn.uid}/edit"
    text = "".join(f"Ligne {at}.\n" for at in range(30))
    people.post(client, edit, text=text)
    people.post(client, edit, text=text.replace("Ligne 29", "Phrase 29"))
    past = client.get(f"/talk/turns/{said.turn.uid}/history")
    assert past.status_code == 200
    assert past.text.count("Ligne 3.") == 2


def test_a_thread_is_settled_and_opened_again(
    client: FlaskClient, sign_in: SignIn, said: Said
) -> None:
    member = sign_in("bob")
    url = f"/talk/threads/{said.thread.uid}"
    assert "Marquer comme réglé" not in client.get(url).text
    assert people.post(member, f"{url}/resolve").status_code == 303
    assert "Réglé par bob" in client.get(url).text
    assert "Des exemples" not in client.get(TALK).text
    assert "Des exemples" in client.get(f"{TALK}?state=resolved").text
    people.post(member, f"{url}/reopen")
    assert "Des exemples" in client.get(TALK).text


def test_a_hidden_turn_shows_its_reason_to_all_and_its_text_to_moderators(
    client: FlaskClient, sign_in: SignIn, said: Said
) -> None:
    bob = sign_in("bob")
    assert (
        people.post(bob, f"/talk/turns/{said.turn.uid}/hide", reason="Hors sujet").status_code
        == 303
    )
    for reader in (client, sign_in("charlie")):
        shown = reader.get(TALK).text
        assert "Hors sujet" in shown
        assert "Lesquels" not in shown
        assert "Lesquels" not in reader.get(f"/talk/threads/{said.thread.uid}").text
        assert (
            "Lesquels"
            not in reader.get(f"/talk/threads/{said.thread.uid}?reply={said.turn.uid}").text
        )
        assert "Lesquels" not in reader.get("/talk").text
        assert reader.get(f"/talk/turns/{said.turn.uid}/history").status_code == 403
    assert "Lesquels" in bob.get(TALK).text
    people.post(bob, f"/talk/turns/{said.turn.uid}/show")
    assert "Lesquels" in client.get(TALK).text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"subject": "", "text": "Un texte à garder."}, "Donnez un sujet"),
        ({"subject": "a" * 300, "text": "Un texte à garder."}, "300 caractères"),
        ({"subject": "Un sujet à garder", "text": " "}, "Écrivez un message"),
        ({"subject": "Un sujet à garder", "text": "é" * 30_000}, "60"),
    ],
)
def test_what_was_typed_comes_back_when_it_is_refused(
    sign_in: SignIn, lieu: Page, fields: dict[str, str], says: str
) -> None:
    answer_ = people.post(sign_in("charlie"), TALK, **fields)
    assert answer_.status_code in (413, 422)
    assert says in answer_.text.replace("\u202f", " ").replace("\xa0", " ")
    for typed in fields.values():
        assert typed.strip() in answer_.text


def test_an_answer_comes_back_when_it_is_refused(app: Flask, sign_in: SignIn, said: Said) -> None:
    client = sign_in("charlie")
    url = f"/talk/threads/{said.thread.uid}"
    refused = people.post(client, url, text="Un texte à garder.", answers="nothing")
    assert refused.status_code == 422
    assert "Un texte à garder." in refused.text
    by(app, "bob", delete, said.thread.target_uid)
    gone = people.post(client, url, text="Un texte à garder.")
    assert gone.status_code == 404
    assert "Un texte à garder." in gone.text


def test_a_null_character_is_refused_in_an_answer_and_left_out_of_what_it_answers(
    app: Flask, sign_in: SignIn, said: Said
) -> None:
    client, where = sign_in("bob"), f"/talk/threads/{said.thread.uid}"
    refused = people.post(client, where, text="Une réponse\x00")
    assert refused.status_code == 422
    assert "Une réponse" in refused.text
    assert people.post(client, where, text="Une réponse", answers="\x00").status_code == 303


def test_a_visitor_is_told_to_sign_in(client: FlaskClient, said: Said) -> None:
    shown = client.get(f"/talk/threads/{said.thread.uid}").text
    assert "<textarea" not in shown
    refused = people.post(client, TALK, subject="Un sujet", text="Un texte.")
    assert refused.status_code == 403


def test_a_form_without_its_token_is_refused(sign_in: SignIn, said: Said) -> None:
    client = sign_in("bob")
    for path in (TALK, f"/talk/threads/{said.thread.uid}", f"/talk/turns/{said.turn.uid}/hide"):
        assert client.post(path, data={"text": "Un texte.", "subject": "x"}).status_code == 403


def test_the_discussion_follows_the_page_to_its_new_title(
    app: Flask, client: FlaskClient, said: Said
) -> None:
    by(app, "alice", rename, said.thread.target_uid, "Le Comptoir")
    assert client.get(TALK).location == "/wiki/Le_Comptoir/talk"
    assert "Des exemples" in client.get("/wiki/Le_Comptoir/talk").text


def test_the_discussion_of_a_page_in_the_bin_is_closed(
    app: Flask, client: FlaskClient, said: Said
) -> None:
    by(app, "bob", delete, said.thread.target_uid)
    for path in (
        TALK,
        f"/talk/threads/{said.thread.uid}",
        f"/talk/turns/{said.turn.uid}",
        f"/talk/turns/{said.turn.uid}/history",
        "/talk",
    ):
        shown = client.get(path)
        assert shown.status_code == (200 if path == "/talk" else 404)
        assert "Lesquels" not in shown.text


def test_what_was_said_last_is_listed(app: Flask, client: FlaskClient, said: Said) -> None:
    assert "Personne n’a encore rien dit." not in client.get("/talk").text
    for n in range(55):
        by(app, "bob", answer, said.thread.uid, Words(f"Réponse {n}."))
    first = client.get("/talk").text
    assert "Réponse 54." in first
    assert "Réponse 3." not in first
    before = re.search(r"/talk\?before=(\d+)", first)
    assert before
    assert "Réponse 3." in client.get(before[0]).text


def test_a_link_turns_blue_when_its_page_is_written(
    app: Flask, client: FlaskClient, said: Said, page: Callable[..., Page]
) -> None:
    by(app, "bob", answer, said.thread.uid, Words("Voir [[Atelier]]."))
    assert "/wiki/Atelier/edit" in client.get(TALK).text
    with app.app_context():
        page("Atelier")
    assert "/wiki/Atelier/edit" not in client.get(TALK).text


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", '"><img src=x onerror=alert(1)>'],
)
def test_nothing_that_is_said_runs(sign_in: SignIn, lieu: Page, hostile: str) -> None:
    client = sign_in("charlie")
    people.post(client, TALK, subject=hostile, text=hostile)
    for path in (TALK, "/talk"):
        shown = client.get(path).text
        assert "<script>alert" not in shown
        assert "javascript:alert" not in shown.replace("(javascript:alert(1))", "")
        assert "<img src=x" not in shown


def test_a_long_thread_is_cut_on_the_screen_of_the_page(
    app: Flask, client: FlaskClient, said: Said
) -> None:
    for n in range(turns.SHOWN + 2):
        by(app, "bob", answer, said.thread.uid, Words(f"Réponse {n}."))
    shown = client.get(TALK).text
    assert f"Tout le fil ({turns.SHOWN + 3} messages)" in shown.replace("\xa0", " ")


def test_a_screen_of_turns_asks_a_few_questions_of_the_database(
    app: Flask, client: FlaskClient, said: Said
) -> None:
    def asked() -> int:
        seen: list[str] = []
        engine = app.extensions["wiki"].database.engine
        listen = lambda _c, _u, sql, *_: seen.append(sql)  # noqa: E731
        sa.event.listen(engine, "before_cursor_execute", listen)
        client.get(TALK)
        sa.event.remove(engine, "before_cursor_execute", listen)
        return len(seen)

    client.get(TALK)
    before = asked()
    for n in range(20):
        by(app, "bob", answer, said.thread.uid, Words(f"Réponse {n}."))
    client.get(TALK)
    assert asked() == before


def test_a_changed_turn_says_so_to_its_thread(app: Flask, client: FlaskClient, said: Said) -> None:
    by(app, "charlie", rewrite, said.turn.uid, Words("Lesquels donc ?"))
    by(app, "bob", resolve, said.thread.uid)
    shown = client.get(f"/talk/threads/{said.thread.uid}").text
    assert "modifié" in shown
    assert "Lesquels donc" in shown
