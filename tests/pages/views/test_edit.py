"""Writing over HTTP, without JavaScript: the form, its preview, drafts, conflicts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import people
from wiki.kernel import signals
from wiki.pages.credits import Taken
from wiki.pages.models import Page
from wiki.pages.queries import history
from wiki.pages.queries import pages as queries
from wiki.pages.queries.drafts import draft, drafts
from wiki.pages.service.bin import delete
from wiki.pages.service.protect import lock_title, protect
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]
BASE = "Un café.\n\nOuvert le lundi.\n"


def _body(title: str = "Lieu") -> str:
    return queries.body(queries.get(title))


def _line(number: int) -> history.Line:
    found = history.line(queries.get("Lieu"), number)
    assert found is not None
    return found


def _textarea(answer: TestResponse, name: str = "body") -> str:
    """What a browser shows in a text area: the first line feed after the tag is not text."""
    found = re.search(
        rf'<textarea[^>]* name="{name}"[^>]*>(.*?)</textarea>', answer.text, re.DOTALL
    )
    assert found, name
    return html.unescape(found[1]).removeprefix("\n")


def _hidden(answer: TestResponse, name: str) -> str:
    form = answer.text.partition("data-editor")[2] or answer.text.partition("data-conflict")[2]
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    assert found, name
    return html.unescape(found[1])


def _edit(client: FlaskClient, body: str, base: int, **more: object) -> TestResponse:
    return people.post(client, "/wiki/Lieu/edit", body=body, base=base, **more)


# -- The form


def test_a_page_is_created_then_edited(sign_in: SignIn, ask: Ask) -> None:
    client = sign_in("charlie")
    assert "Écrire « Lieu »" in client.get("/wiki/Lieu/edit").text
    created = _edit(client, "Un café.\r\n", 0, summary="Première version")
    assert (created.status_code, created.location) == (303, "/wiki/Lieu?saved=1")
    assert "La page est créée." in client.get(created.location).text
    form = client.get("/wiki/Lieu/edit")
    assert _textarea(form) == "Un café.\n"
    assert _hidden(form, "base") == "1"
    assert form.headers["Cache-Control"] == "no-store"
    edited = _edit(client, "Un thé.\n", 1, summary="Le thé", minor="1")
    assert "Voir ce qui a changé" in client.get(edited.location).text
    line = ask(_line, 2)
    assert (line.author_name, line.summary, line.is_minor) == ("charlie", "Le thé", True)


def test_what_starts_with_a_line_feed_stays_so(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "\n\nUn café.\n")
    assert _textarea(sign_in("charlie").get("/wiki/Lieu/edit")) == "\n\nUn café.\n"


def test_an_edit_of_a_page_that_went_is_not_stuck(
    sign_in: SignIn, write: Write, by: Ask, ask: Ask
) -> None:
    page = write("Lieu", BASE, BASE + "Deux.\n")
    by("bob", delete, page.uid)
    client = sign_in("charlie")
    refused = _edit(client, "Un thé.\n", 2)
    assert refused.status_code == 422
    assert _textarea(refused) == "Un thé.\n"
    assert _hidden(refused, "base") == "0"
    assert _edit(client, "Un thé.\n", 0).status_code == 303
    assert ask(_body) == "Un thé.\n"


def test_the_same_form_sent_twice_makes_one_revision(sign_in: SignIn, ask: Ask) -> None:
    client = sign_in("charlie")
    submission = _hidden(client.get("/wiki/Lieu/edit"), "submission")
    for _ in range(2):
        assert _edit(client, "Un café.\n", 0, submission=submission).status_code == 303
    assert ask(queries.get, "Lieu").head == 1


def test_nothing_changed_saves_nothing(sign_in: SignIn, write: Write, ask: Ask) -> None:
    write("Lieu", BASE)
    answer = _edit(sign_in("charlie"), BASE, 1)
    assert answer.location == "/wiki/Lieu"
    assert ask(queries.get, "Lieu").head == 1


def test_the_preview_saves_nothing_and_gives_the_text_back(
    sign_in: SignIn, write: Write, ask: Ask
) -> None:
    write("Lieu", BASE)
    client = sign_in("charlie")
    answer = _edit(client, "Un *thé*.\n", 1, action="preview", summary="Le thé", minor="1")
    assert answer.status_code == 200
    assert "rien n’est encore enregistré" in answer.text
    assert "<em>thé</em>" in answer.text
    assert _textarea(answer) == "Un *thé*.\n"
    assert 'value="Le thé"' in answer.text
    assert re.search(r'name="minor"[^>]* checked', answer.text)
    assert ask(_body) == BASE
    assert "Vous aviez commencé à écrire ici." in client.get("/wiki/Lieu/edit").text


def test_the_preview_of_the_script_is_a_piece_of_a_page(sign_in: SignIn) -> None:
    answer = people.post(sign_in("charlie"), "/preview", body="Un *thé*.\n", title="Lieu")
    assert answer.text.strip() == "<p>Un <em>thé</em>.</p>"


def test_the_preview_of_a_section_shows_the_notes_it_calls(sign_in: SignIn, write: Write) -> None:
    notes = "[^n]: La note.\n\n:::{source s}\n:titre: Le livre\n:::\n"
    write("Lieu", f"## Une\n\nDit[^s].\n\n## Deux\n\nDit[^n].\n\n{notes}")
    client = sign_in("charlie")
    sent = {"body": "## Une\n\nDit[^s], redit.", "title": "Lieu"}
    text = people.post(client, "/preview", **sent, section="1").text
    assert "Le livre" in text
    assert "La note" not in text
    assert "note à écrire" in people.post(client, "/preview", **sent).text
    form = {"body": sent["body"], "section": "1", "action": "preview", "base": "1"}
    assert "Le livre" in people.post(client, "/wiki/Lieu/edit", **form).text


def test_the_old_title_leads_to_the_form_of_the_page(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    page = write("Lieu", BASE)
    by("alice", rename, page.uid, "Le Comptoir")
    answer = sign_in("charlie").get("/wiki/Lieu/edit")
    assert answer.location == "/wiki/Le_Comptoir/edit"


def test_a_form_left_open_over_a_renaming_finds_the_page(
    sign_in: SignIn, write: Write, by: Ask, ask: Ask
) -> None:
    page = write("Lieu", BASE)
    by("alice", rename, page.uid, "Le Comptoir")
    answer = _edit(sign_in("charlie"), "Un thé.\n", 1)
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/wiki/Le_Comptoir")
    assert ask(_body, "Le Comptoir") == "Un thé.\n"


def test_a_page_begun_at_a_title_that_leads_elsewhere_is_given_back(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    page = write("Lieu", BASE)
    by("alice", rename, page.uid, "Le Comptoir")
    answer = _edit(sign_in("charlie"), "Un thé.\n", 0)
    assert answer.status_code == 409
    assert "Le Comptoir" in answer.text
    assert "Un thé." in answer.text


# -- What is refused gives the text back


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"body": "Un\x00thé"}, 422, "caractère nul"),
        ({"body": "a" * 500_001}, 413, "une page en prend"),
        ({"body": "Un thé", "summary": "s" * 501}, 422, "501 caractères"),
        ({"body": "Un thé", "base": "9"}, 422, "part d’une version qui n’existe pas"),
        ({"body": "Un thé", "section": "9"}, 404, "pas de section 9"),
    ],
)
def test_a_text_that_is_refused_comes_back(
    sign_in: SignIn, write: Write, fields: dict[str, str], status: int, says: str
) -> None:
    write("Lieu", BASE)
    answer = _edit(sign_in("charlie"), **({"base": "1"} | fields))  # type: ignore[arg-type]
    assert answer.status_code == status
    assert says in html.unescape(answer.text)
    assert "Votre texte est ci-dessous" in answer.text
    assert _textarea(answer).replace("\ufffd", "\x00") in (fields["body"], fields["body"] + "\n")


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 5000, "²"])
def test_a_base_that_is_no_number_is_refused_with_the_text(
    sign_in: SignIn, write: Write, base: str
) -> None:
    write("Lieu", BASE)
    answer = people.post(sign_in("charlie"), "/wiki/Lieu/edit", body="Ce que j’écris", base=base)
    assert answer.status_code == 422
    assert "Ce que j’écris" in answer.text


@pytest.mark.parametrize("token", ["", "forged", None])
def test_a_form_without_its_token_is_refused_with_the_text(
    sign_in: SignIn, write: Write, ask: Ask, token: str | None
) -> None:
    write("Lieu", BASE)
    fields = {"body": "Ce que j’écris", "base": "1", "summary": "Pourquoi"}
    if token is not None:
        fields["csrf_token"] = token
    answer = sign_in("charlie").post("/wiki/Lieu/edit", data=fields)
    assert answer.status_code == 403
    for kept in ("Ce que j’écris", "Pourquoi", "ouvert depuis trop longtemps"):
        assert kept in answer.text
    assert ask(_body) == BASE


def test_the_token_of_another_session_is_refused(sign_in: SignIn, write: Write) -> None:
    write("Lieu", BASE)
    others = people.csrf(sign_in("bob"))
    client = sign_in("charlie")
    with client.session_transaction() as kept:
        kept["csrf_token"] = "another"
    fields = {"body": "Un thé.", "base": "1", "csrf_token": others}
    assert client.post("/wiki/Lieu/edit", data=fields).status_code == 403


def test_a_passage_typed_on_the_conflict_screen_is_given_back_too(
    sign_in: SignIn, write: Write
) -> None:
    write("Lieu", BASE, "Un thé.\n")
    fields = {"body": "Tout", "typed-0": "Un passage que j’ai écrit", "choice-0": "typed"}
    answer = sign_in("charlie").post("/wiki/Lieu/conflict", data=fields)
    assert answer.status_code == 403
    assert "Un passage que j’ai écrit" in answer.text


def test_a_visitor_sees_the_source_and_why(client: FlaskClient, write: Write) -> None:
    write("Lieu", BASE)
    answer = client.get("/wiki/Lieu/edit")
    assert answer.status_code == 403
    assert "Connectez-vous pour écrire" in answer.text
    assert "Ouvert le lundi." in answer.text
    sent = _edit(client, "Un thé.\n", 1)
    assert sent.status_code == 403
    assert _textarea(sent) == "Un thé.\n"


def test_a_visitor_writes_where_anyone_may(client: FlaskClient, by: Ask, ask: Ask) -> None:
    by("alice", change_settings, {"editing": "anyone"})
    assert client.get("/wiki/Lieu/edit").status_code == 200
    assert _edit(client, "Un thé.\n", 0).status_code == 303
    assert ask(_line, 1).author_name is None


def test_read_only_refuses_and_keeps_the_text_as_a_draft(
    sign_in: SignIn, write: Write, by: Ask
) -> None:
    write("Lieu", BASE)
    by("alice", change_settings, {"read_only": True})
    answer = _edit(sign_in("charlie"), "Un thé.\n", 1)
    assert answer.status_code == 403
    assert "lecture seule" in answer.text
    assert by("charlie", lambda actor: draft(actor.member_id, "Lieu").body) == "Un thé.\n"


def test_a_protected_page_shows_its_source(sign_in: SignIn, write: Write, by: Ask) -> None:
    page = write("Lieu", BASE)
    by("bob", protect, page.uid, "nobody")
    answer = sign_in("charlie").get("/wiki/Lieu/edit")
    assert answer.status_code == 403
    assert "Cette page est gelée" in answer.text
    assert "Le texte est là, à lire et à copier." in answer.text
    assert "Enregistrer" not in answer.text


def test_a_reserved_title_is_refused_with_the_text(sign_in: SignIn, by: Ask) -> None:
    by("bob", lock_title, "Lieu", "moderators")
    client = sign_in("charlie")
    assert client.get("/wiki/Lieu/edit").status_code == 403
    answer = _edit(client, "Un thé.\n", 0)
    assert answer.status_code == 403
    assert "est réservé" in answer.text
    assert "Un thé." in answer.text


def test_a_page_of_settings_is_the_administrations(sign_in: SignIn) -> None:
    fields = {"body": "- m: https://movilab.org/wiki/$1", "base": 0}
    refused = people.post(sign_in("bob"), "/wiki/Wiki:Interwiki/edit", **fields)
    assert refused.status_code == 403
    assert "Cette page règle le wiki" in refused.text
    assert people.post(sign_in("alice"), "/wiki/Wiki:Interwiki/edit", **fields).status_code == 303


# -- One section

SECTIONS = "Avant.\n\n## Un\n\nPremier.\n\n## Deux\n\nDeuxième.\n"


def test_a_section_is_edited_alone(sign_in: SignIn, write: Write, ask: Ask) -> None:
    write("Lieu", SECTIONS)
    client = sign_in("charlie")
    assert 'href="/wiki/Lieu/edit?section=2"' in client.get("/wiki/Lieu").text
    form = client.get("/wiki/Lieu/edit?section=2")
    assert _textarea(form) == "## Deux\n\nDeuxième.\n"
    _edit(client, "## Deux\n\nSecond.\n", 1, section=2)
    assert ask(_body) == SECTIONS.replace("Deuxième", "Second")


def test_a_section_is_merged_with_what_changed_elsewhere(
    sign_in: SignIn, write: Write, ask: Ask
) -> None:
    write("Lieu", SECTIONS, SECTIONS.replace("Avant", "Avant tout"))
    answer = _edit(sign_in("charlie"), "## Un\n\nPrimo.\n", 1, section=1)
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu?saved=3&merged=2")
    assert ask(_body) == SECTIONS.replace("Avant", "Avant tout").replace("Premier", "Primo")


@pytest.mark.parametrize("number", ["9", "-1", "9" * 30])
def test_a_section_that_is_not_there_is_missing(sign_in: SignIn, write: Write, number: str) -> None:
    write("Lieu", SECTIONS)
    assert sign_in("charlie").get(f"/wiki/Lieu/edit?section={number}").status_code == 404


# -- Drafts


def test_a_draft_is_kept_offered_resumed_and_thrown_away(sign_in: SignIn, write: Write) -> None:
    write("Lieu", BASE)
    client = sign_in("charlie")
    kept = people.post(client, "/wiki/Lieu/draft", body="Ce que j’écris", base=1, summary="Oui")
    assert kept.get_json() == {"kept": True}
    assert "/wiki/Lieu/edit" in client.get("/drafts").text
    form = client.get("/wiki/Lieu/edit")
    assert "Vous aviez commencé à écrire ici." in form.text
    assert "Ce que j’écris" in form.text
    resumed = _edit(client, "Ce que j’écris", 1, action="preview", summary="Oui")
    assert _textarea(resumed) == "Ce que j’écris"
    assert people.post(client, "/wiki/Lieu/draft/delete").status_code == 303
    assert "Vous aviez commencé" not in client.get("/wiki/Lieu/edit").text


def test_a_draft_of_a_section_is_its_own(sign_in: SignIn, write: Write) -> None:
    write("Lieu", SECTIONS)
    client = sign_in("charlie")
    people.post(client, "/wiki/Lieu/draft", body="## Deux\n\nÀ moi.", base=1, section=2)
    assert "Vous aviez commencé" not in client.get("/wiki/Lieu/edit").text
    assert "À moi." in client.get("/wiki/Lieu/edit?section=2").text


def test_saving_forgets_the_draft(sign_in: SignIn, write: Write) -> None:
    write("Lieu", BASE)
    client = sign_in("charlie")
    people.post(client, "/wiki/Lieu/draft", body="Ce que j’écris", base=1)
    _edit(client, "Ce que j’écris", 1)
    assert "Ce que j’écris" not in client.get("/drafts").text


def test_nobody_sees_the_draft_of_somebody_else(sign_in: SignIn, write: Write) -> None:
    write("Lieu", BASE)
    people.post(sign_in("charlie"), "/wiki/Lieu/draft", body="Ce que j’écris", base=1)
    assert "Ce que j’écris" not in sign_in("bob").get("/wiki/Lieu/edit").text
    assert "Ce que j’écris" not in sign_in("bob").get("/drafts").text


def test_a_visitors_draft_stays_in_the_browser(client: FlaskClient) -> None:
    kept = people.post(client, "/wiki/Lieu/draft", body="Ce que j’écris", base=0)
    assert kept.get_json() == {"kept": False}
    assert client.get("/drafts").status_code == 403


def test_titles_are_completed(client: FlaskClient, write: Write) -> None:
    for title in ("Le Comptoir", "Le Lavoir", "Atelier", "100 % local"):
        write(title, BASE)
    assert client.get("/titles?q=le").get_json() == ["Le Comptoir", "Le Lavoir"]
    assert client.get("/titles?q=%25").get_json() == []


# -- Conflicts


@pytest.fixture
def conflict(write: Write, sign_in: SignIn, by: Ask) -> FlaskClient:
    """Charlie's browser; alice has changed the first paragraph of `BASE` meanwhile."""
    write("Lieu", BASE)
    by("alice", save, Edit("Lieu", BASE.replace("café", "thé"), 1))
    return sign_in("charlie")


MINE = BASE.replace("café", "sirop")


def test_a_conflict_shows_the_three_texts_and_writes_nothing(
    conflict: FlaskClient, by: Ask, ask: Ask
) -> None:
    answer = _edit(conflict, MINE, 1, summary="Le sirop", minor="1")
    assert answer.status_code == 409
    for shown in ("café", "thé", "sirop", "Avant les deux modifications", "La vôtre"):
        assert shown in answer.text
    assert _textarea(answer) == MINE
    assert (_hidden(answer, "base"), _hidden(answer, "head")) == ("1", "2")
    assert 'value="Le sirop"' in answer.text
    assert 'name="minor" value="1"' in answer.text
    assert ask(_body) == BASE.replace("café", "thé")
    assert by("charlie", lambda actor: draft(actor.member_id, "Lieu").body) == MINE


def _passage(answer: TestResponse) -> str:
    found = re.search(r'name="choice-(\d+)"', answer.text)
    assert found
    return found[1]


def _settle(client: FlaskClient, choice: str, typed: str = "", **more: object) -> TestResponse:
    asked = _edit(client, MINE, 1)
    index = _passage(asked)
    fields: dict[str, object] = {
        "base": 1,
        "head": 2,
        "body": MINE,
        "summary": "Réglé",
        "submission": _hidden(asked, "submission"),
        f"choice-{index}": choice,
        f"typed-{index}": typed,
    }
    return people.post(client, "/wiki/Lieu/conflict", **(fields | more))


@pytest.mark.parametrize(
    ("choice", "typed", "first_line"),
    [
        ("mine", "", "Un sirop."),
        ("both", "", "Un thé. Un sirop."),
        ("typed", "Un thé ou un sirop.\r\n", "Un thé ou un sirop."),
    ],
)
def test_a_conflict_is_settled(
    conflict: FlaskClient, ask: Ask, choice: str, typed: str, first_line: str
) -> None:
    answer = _settle(conflict, choice, typed)
    assert (answer.status_code, answer.location) == (303, "/wiki/Lieu?saved=3")
    body = ask(_body)
    assert body.splitlines()[0] == first_line
    assert body.endswith("Ouvert le lundi.\n")
    assert ("sirop" in body, choice == "both" and "thé" in body) == (True, choice == "both")
    line = ask(_line, 3)
    assert (line.action, line.merged_from, line.summary) == ("resolved", 1, "Réglé")


@pytest.mark.parametrize(("choice", "told"), [("mine", "page_saved"), ("head", "nothing_to_save")])
def test_the_name_of_a_shared_text_goes_through_a_conflict(
    conflict: FlaskClient, monkeypatch: pytest.MonkeyPatch, choice: str, told: str
) -> None:
    heard: list[object] = []

    def listen(shared: Taken | None, page: Page, **_: object) -> None:
        heard.append((shared, page.head))

    monkeypatch.setattr(getattr(signals, told), "_receivers", [listen])
    asked = _edit(conflict, MINE, 1, shared="3:17")
    assert _hidden(asked, "shared") == "3:17"
    _settle(conflict, choice, shared="3:17")
    assert heard == [(Taken("3:17", MINE), 3 if choice == "mine" else 2)]


def test_keeping_what_was_saved_makes_no_revision_and_says_so(
    conflict: FlaskClient, ask: Ask
) -> None:
    answer = _settle(conflict, "head")
    assert answer.location == "/wiki/Lieu?kept=2"
    assert ask(queries.get, "Lieu").head == 2
    shown = conflict.get(answer.location).text
    assert "Rien de votre texte n’a été enregistré." in shown
    assert "la page reste à la version 2, de alice" in shown


@pytest.mark.parametrize("forged", ["0", "9", "-1", "x", str(10**30), str(-(10**30))])
def test_a_version_that_was_not_kept_is_not_spoken_of(conflict: FlaskClient, forged: str) -> None:
    answer = conflict.get(f"/wiki/Lieu?kept={forged}")
    assert answer.status_code == 200
    assert "Rien de votre texte" not in answer.text


@pytest.mark.parametrize("choice", ["mine", "head"])
def test_a_settled_section_leaves_no_draft(
    sign_in: SignIn, write: Write, by: Ask, choice: str
) -> None:
    write("Lieu", "Un café.\n\n## Horaires\n\nOuvert le lundi.\n")
    client = sign_in("charlie")
    section = "## Horaires\n\nOuvert le mardi.\n"
    people.post(client, "/wiki/Lieu/draft", body=section, base=1, section=1)
    by("alice", save, Edit("Lieu", "Un café.\n\n## Horaires\n\nOuvert le jeudi.\n", 1))
    asked = _edit(client, section, 1, section=1)
    assert asked.status_code == 409
    fields = {name: _hidden(asked, name) for name in ("base", "head", "section", "submission")}
    assert fields["section"] == "1"
    fields |= {"body": _textarea(asked), f"choice-{_passage(asked)}": choice}
    assert people.post(client, "/wiki/Lieu/conflict", **fields).status_code == 303
    assert by("charlie", lambda actor: list(drafts(actor.member_id))) == []


def test_a_suggestion_is_taken_when_there_is_one(
    sign_in: SignIn, write: Write, by: Ask, ask: Ask
) -> None:
    base = "Le comptoir est ouvert le lundi et le mardi matin.\n"
    write("Lieu", base)
    by("alice", save, Edit("Lieu", base.replace("lundi", "jeudi"), 1))
    client = sign_in("charlie")
    mine = base.replace("matin", "soir")
    asked = _edit(client, mine, 1)
    if asked.status_code == 303:
        assert ask(_body) == "Le comptoir est ouvert le jeudi et le mardi soir.\n"
        return
    assert "La suggestion, qui garde les deux" in asked.text
    fields = {"base": 1, "head": 2, "body": mine, f"choice-{_passage(asked)}": "proposal"}
    assert people.post(client, "/wiki/Lieu/conflict", **fields).status_code == 303
    assert ask(_body) == "Le comptoir est ouvert le jeudi et le mardi soir.\n"


@pytest.mark.parametrize("choice", ["", "nonsense", "proposal"])
def test_a_missing_choice_keeps_the_others(
    sign_in: SignIn, write: Write, by: Ask, ask: Ask, choice: str
) -> None:
    base = "Un.\n\nTexte commun, assez long pour séparer.\n\nDeux.\n"
    write("Lieu", base)
    by("alice", save, Edit("Lieu", base.replace("Un.", "Uno.").replace("Deux.", "Due."), 1))
    client = sign_in("charlie")
    mine = base.replace("Un.", "Primo.").replace("Deux.", "Secundo.")
    asked = _edit(client, mine, 1)
    first, last = sorted(set(re.findall(r'name="choice-(\d+)"', asked.text)), key=int)
    fields = {
        "base": 1,
        "head": 2,
        "body": mine,
        "summary": "Réglé",
        f"choice-{first}": "typed",
        f"typed-{first}": "Les deux premiers.",
        f"choice-{last}": choice,
    }
    answer = people.post(client, "/wiki/Lieu/conflict", **fields)
    assert answer.status_code == 422
    assert "Il reste des passages où choisir." in answer.text
    assert re.search(rf'id="c-{first}-typed"[^>]* checked', answer.text)
    assert _textarea(answer, f"typed-{first}") == "Les deux premiers."
    assert _textarea(answer) == mine
    assert 'value="Réglé"' in answer.text
    assert ask(queries.get, "Lieu").head == 2


def test_the_head_may_move_again_meanwhile(conflict: FlaskClient, by: Ask, ask: Ask) -> None:
    by("bob", save, Edit("Lieu", BASE.replace("café", "jus"), 2))
    answer = _settle(conflict, "mine")
    assert answer.status_code == 409
    assert "jus" in answer.text
    assert _textarea(answer) == MINE
    assert ask(queries.get, "Lieu").head == 3


def test_what_changed_elsewhere_meanwhile_is_merged(
    conflict: FlaskClient, by: Ask, ask: Ask
) -> None:
    by("bob", save, Edit("Lieu", "Un thé.\n\nOuvert le mardi.\n", 2))
    assert _settle(conflict, "mine").location == "/wiki/Lieu?saved=4&merged=3"
    assert ask(_body) == "Un sirop.\n\nOuvert le mardi.\n"


def test_two_who_create_the_same_page_choose(sign_in: SignIn, write: Write, ask: Ask) -> None:
    write("Lieu", "Un café.\n")
    client = sign_in("charlie")
    answer = _edit(client, "Un thé.\n", 0)
    assert answer.status_code == 409
    fields = {"base": 0, "head": 1, "body": "Un thé.\n", "choice-0": "both"}
    assert people.post(client, "/wiki/Lieu/conflict", **fields).status_code == 303
    assert ask(_body) == "Un café.\nUn thé.\n"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"base": "9", "head": "1"}, 404),
        ({"base": "1", "head": "9"}, 404),
        ({"base": "x", "head": "1"}, 422),
        ({"base": "1", "head": "9" * 5000}, 422),
    ],
)
def test_a_forged_conflict_is_refused_with_the_text(
    sign_in: SignIn, write: Write, fields: dict[str, str], status: int
) -> None:
    write("Lieu", BASE)
    client = sign_in("charlie")
    answer = people.post(client, "/wiki/Lieu/conflict", body="Ce que j’écris", **fields)
    assert answer.status_code == status
    assert "Ce que j’écris" in answer.text
