"""Texts, titles and forms that nobody sends in good faith: refused in a sentence, nothing lost."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from tests.hostile.conftest import bounded, stands, token
from tests.markup import slow
from wiki.members import queries as members
from wiki.members.service.tokens import create_token
from wiki.pages.queries import drafts
from wiki.pages.queries.pages import body, find, get

TITLES = {
    "blank": ("%20%20%20", 422),
    "endless": ("a" * 300, 422),
    "NUL": ("a%00b", 422),
    "control": ("a%07b", 422),
    "override": ("abc%E2%80%AEtxt", 422),
    "zero width": ("a%E2%80%8Bb", 422),
    "fragment": ("a%23b", 422),
    "dots": ("a/../b", 422),
    "reserved": ("a/edit/x", 422),
    "feed": ("a.atom", 422),
    "half a letter": ("a%C3", 422),
}
TABLE = "| lieu | postes |\n|---|---|\n" + "| Arrêt Minute | 12 |\n" * 8_800
LIST = "- un lieu\n" * 19_900


def write(client: FlaskClient, title: str, text: str, base: int = 0, **more: str) -> TestResponse:
    """Send the edit form."""
    sent = {"body": text, "base": str(base), "csrf_token": token(client), **more}
    return client.post(f"/wiki/{title}/edit", data=sent)


@pytest.mark.parametrize("name", TITLES)
def test_a_title_that_cannot_be_is_refused_with_the_text(charlie: FlaskClient, name: str) -> None:
    title, status = TITLES[name]
    answer = write(charlie, title, "Mon texte à garder")
    assert answer.status_code in (status, 400, 404)
    stands(answer)
    if answer.status_code == status:
        assert "Mon texte à garder" in answer.text


def test_a_body_of_ten_megabytes_is_refused(app: Flask, charlie: FlaskClient) -> None:
    with bounded():
        answer = write(charlie, "Grande", "a" * 10_000_000)
    assert answer.status_code == 413
    assert "trop grand" in answer.text
    with app.app_context():
        assert find("Grande") is None


def test_a_page_too_long_comes_back_whole(app: Flask, charlie: FlaskClient) -> None:
    text = "Une phrase de plus.\n" * 30_000
    answer = write(charlie, "Longue", text)
    assert answer.status_code in (413, 422)
    assert answer.text.count("Une phrase de plus.") >= 30_000
    with app.app_context():
        assert find("Longue") is None


def test_the_longest_page_fits_in_a_form(charlie: FlaskClient) -> None:
    """500 kB of accented letters are three times as long in a form."""
    with bounded():
        assert write(charlie, "Longue", ("é" * 60 + "\n") * 4_000).status_code == 303


@pytest.mark.parametrize("text", ["a\x00b", "\x00"])
def test_nul_is_refused_and_kept(app: Flask, charlie: FlaskClient, text: str) -> None:
    answer = write(charlie, "Nul", text)
    assert answer.status_code == 422
    with app.app_context():
        assert find("Nul") is None


def test_half_a_letter_does_no_harm(app: Flask, charlie: FlaskClient) -> None:
    sent = b"body=a%FF%C3&base=0&csrf_token=" + token(charlie).encode()
    answer = charlie.post(
        "/wiki/Demi/edit", data=sent, content_type="application/x-www-form-urlencoded"
    )
    stands(answer)
    stands(charlie.get("/wiki/Demi"))


def test_an_override_in_a_body_is_shown_as_it_is(charlie: FlaskClient) -> None:
    assert write(charlie, "Inverse", "abc\u202etxt.exe\u2066x").status_code == 303
    assert charlie.get("/wiki/Inverse").status_code == 200


@pytest.mark.parametrize(("name", "text"), [("table", TABLE), ("list", LIST)])
def test_a_long_table_or_list_is_shown(charlie: FlaskClient, name: str, text: str) -> None:
    assert len(text.encode()) >= 199_000
    with bounded():
        assert write(charlie, name, text).status_code == 303
        assert charlie.get(f"/wiki/{name}").status_code == 200
    with bounded():
        assert write(charlie, name, text + "\nUne ligne.\n", base=1).status_code == 303
        stands(charlie.get(f"/wiki/{name}/diff/1..2"))
        stands(charlie.get(f"/wiki/{name}/diff/1..2?view=rendered"))


SLOW = [name for number, name in enumerate(slow.NAMES) if number % 4 == 0]


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_text_is_saved_or_refused_in_time(charlie: FlaskClient, name: str) -> None:
    text = slow.text(name, 20_000)
    with bounded(30):
        answer = write(charlie, "Lente", text)
        stands(answer)
        if answer.status_code == 303:
            assert charlie.get("/wiki/Lente").status_code == 200


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_text_is_previewed_in_time(charlie: FlaskClient, name: str) -> None:
    sent = {"body": slow.text(name, 20_000), "csrf_token": token(charlie)}
    with bounded(30):
        stands(charlie.post("/preview", data=sent))


@pytest.mark.parametrize("base", ["-1", "99", str(10**30), "x", "", "1.5", "\x00", "٣"])
def test_a_base_that_never_was_loses_nothing(app: Flask, charlie: FlaskClient, base: str) -> None:
    sent = {"body": "Ce que j’ai écrit.", "base": base, "csrf_token": token(charlie)}
    answer = charlie.post("/wiki/Voisine/edit", data=sent)
    stands(answer)
    with app.app_context():
        me = members.members_named("charlie")[0].id
        saved = "Ce que j’ai écrit." in body(get("Voisine"))
        kept = drafts.draft(me, "Voisine", None)
    assert saved or "Ce que j’ai écrit." in answer.text
    assert saved or answer.status_code == 422 or kept is not None


def test_a_stale_base_is_merged_or_asked_about(app: Flask, charlie: FlaskClient) -> None:
    answer = write(charlie, "Voisine", "Troisième.\n", base=1)
    assert answer.status_code == 409
    assert "Troisième." in answer.text
    with app.app_context():
        assert body(get("Voisine")) == "Seconde.\n"


@pytest.mark.parametrize("given", [None, "", "x", "a.b.c", "é" * 500])
def test_a_form_without_its_token_is_refused_with_the_text(
    app: Flask, charlie: FlaskClient, given: str | None
) -> None:
    sent = {"body": "Mon texte", "base": "2"} | ({} if given is None else {"csrf_token": given})
    answer = charlie.post("/wiki/Voisine/edit", data=sent)
    assert answer.status_code == 403
    assert "Mon texte" in answer.text
    with app.app_context():
        assert body(get("Voisine")) == "Seconde.\n"


def test_the_token_of_another_is_refused(app: Flask, charlie: FlaskClient) -> None:
    bob = app.test_client()
    people.sign_in(bob, app, "bob")
    sent = {"body": "Forgé", "base": "2", "csrf_token": token(charlie)}
    assert bob.post("/wiki/Voisine/edit", data=sent).status_code == 403


@pytest.mark.parametrize("given", ["", "x", "wiki_x", "é", "x" * 5_000, "a b", "\x00"])
def test_a_wrong_bearer_is_refused(app: Flask, visitor: FlaskClient, given: str) -> None:
    headers = {"Authorization": f"Bearer {given}"}
    answer = visitor.post(
        "/wiki/Voisine/edit", data={"body": "Forgé", "base": "2"}, headers=headers
    )
    assert answer.status_code in (400, 401, 403)
    stands(answer)


def test_a_token_that_reads_does_not_write(app: Flask, charlie: FlaskClient) -> None:
    with app.app_context():
        me = members.actor_of_member(members.members_named("charlie")[0])
        given = create_token(me, "lecture", ("read",))
    answer = app.test_client().post(
        "/wiki/Voisine/edit",
        data={"body": "Forgé", "base": "2"},
        headers={"Authorization": f"Bearer {given}"},
    )
    assert answer.status_code == 403
    with app.app_context():
        assert body(get("Voisine")) == "Seconde.\n"


@pytest.mark.parametrize("host", ["ailleurs.example", "localhost.evil.example", "", "a b", "[::"])
def test_a_foreign_host_is_refused(visitor: FlaskClient, host: str) -> None:
    assert visitor.get("/wiki/Voisine").status_code == 200  # kept in memory from now on
    for path in ("/wiki/Voisine", "/wiki/Rien", "/changes", "/search?q=x", "/", "/nulle/part"):
        answer = visitor.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert host not in answer.text or not host


def test_no_answer_repeats_a_foreign_host(visitor: FlaskClient) -> None:
    answer = visitor.get("/wiki/Voisine", headers={"X-Forwarded-Host": "ailleurs.example"})
    assert answer.status_code == 200
    assert "ailleurs" not in answer.text


@pytest.mark.parametrize(
    "next_", ["//ailleurs.example", "https://ailleurs.example", "\\\\x", "/\\x"]
)
def test_one_is_not_sent_elsewhere(visitor: FlaskClient, next_: str) -> None:
    for path in ("/language/en", "/login"):
        answer = visitor.get(path, query_string={"next": next_})
        assert not answer.headers.get("Location", "/").startswith(("//", "http", "\\", "/\\"))
