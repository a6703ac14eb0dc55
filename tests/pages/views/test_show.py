"""Reading over HTTP: the page, its old revisions, its source, what leads to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.pages.service.protect import lock_title, protect
from wiki.pages.service.rename import rename
from wiki.site.service import change_settings

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
By = Callable[..., Any]


def test_a_visitor_reads_a_page(client: FlaskClient, write: Write) -> None:
    write("Le Comptoir", "Un *café* partagé.\n")
    answer = client.get("/wiki/Le_Comptoir")
    assert answer.status_code == 200
    assert "<em>café</em>" in answer.text
    assert "Voir la source" in answer.text
    assert ">alice" in answer.text or "par alice" in answer.text


@pytest.mark.parametrize("wrong", ["abc", "0", "", "1..2"])
def test_a_version_without_a_number_is_told_of_as_a_version(
    client: FlaskClient, write: Write, wrong: str
) -> None:
    write("Lieu", "Un.\n")
    answer = client.get(f"/wiki/Lieu?rev={wrong}")
    assert answer.status_code == 422
    assert "Cette version n’existe pas" in answer.text
    assert "comparaison" not in answer.text


@pytest.mark.parametrize(
    ("asked", "status", "led"),
    [
        ("/wiki/Le_Comptoir/", 301, "/wiki/Le_Comptoir"),
        ("/wiki/le comptoir/", 301, "/wiki/Le_Comptoir"),
        ("/wiki/Le Comptoir/?rev=1", 301, "/wiki/Le_Comptoir?rev=1"),
        ("/wiki/Nulle_part/", 302, "/wiki/Nulle_part"),  # there may be something tomorrow
    ],
)
def test_a_slash_too_many_leads_to_the_title(
    client: FlaskClient, write: Write, asked: str, status: int, led: str
) -> None:
    write("Le Comptoir", "Un *café* partagé.\n")
    answer = client.get(asked)
    assert (answer.status_code, answer.location) == (status, led)
    assert client.get("/wiki/Le_Comptoir/edit/").status_code == 422  # a reserved word


def test_a_renamed_section_is_reached_by_its_old_name(client: FlaskClient, write: Write) -> None:
    write("Lieu", "## Accès\n\nEn train.\n", "## Venir ici\n\nEn train.\n")
    write("Carte", "Voir [[Lieu#accès]].\n")
    assert 'href="/wiki/Lieu#s-acces"' in client.get("/wiki/Carte").text
    text = client.get("/wiki/Lieu").text
    assert '<h2 id="s-venir-ici"><span id="s-acces"></span>Venir ici</h2>' in text
    assert text.count("s-acces") == 1


def test_a_member_is_offered_to_edit(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un café.\n")
    answer = sign_in("charlie").get("/wiki/Lieu")
    assert "/wiki/Lieu/edit" in answer.text
    assert "Modifier" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_the_page_in_another_language_is_at_its_foot_wherever_it_is_shown(
    client: FlaskClient, sign_in: SignIn, write: Write
) -> None:
    write("Wiki:Interwiki", "en (English): https://en.exemple/wiki/$1\n")
    write("Lieu", "[[en:Third place]]\n\nUn café.\n")
    expected = 'href="https://en.exemple/wiki/Third_place" lang="en" hreflang="en"'
    for path in ("/wiki/Lieu", "/wiki/Lieu?rev=1"):
        article = client.get(path).text.partition("<article")[2].partition("</article>")[0]
        text, _, foot = article.partition('<p class="other-languages">')
        assert ("Un café." in text, "<a" in text, expected in foot) == (True, False, True)
    head = client.get("/wiki/Lieu").text.partition("<body")[0]
    alternate = '<link rel="alternate" hreflang="en" href="https://en.exemple/wiki/Third_place">'
    assert (head.count("hreflang"), alternate in head) == (1, True)
    assert "hreflang" not in client.get("/wiki/Wiki:Interwiki").text.partition("<body")[0]
    fields = {"body": "[[en:Third place]]\n", "title": "Lieu"}
    previewed = people.post(sign_in("charlie"), "/preview", **fields)
    assert (previewed.status_code, expected in previewed.text) == (200, True)


def test_the_licence_is_said_once_under_what_tells_its_own(
    client: FlaskClient, write: Write
) -> None:
    write("Lieu", "Un café.\n")
    for path in ("/wiki/Lieu", "/wiki/Lieu?rev=1"):
        foot = client.get(path).text.partition("<footer")[2]
        assert (foot.count("CC BY-SA 4.0"), "Sauf mention contraire" in foot) == (1, False)
    assert "Sauf mention contraire" in client.get("/changes").text.partition("<footer")[2]


def test_the_home_page_is_the_one_that_the_settings_name(client: FlaskClient, by: By) -> None:
    by("alice", change_settings, {"home_page": "Portail des lieux"})
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (302, "/wiki/Portail_des_lieux")


def test_signing_out_of_an_empty_wiki_says_what_to_do(sign_in: SignIn) -> None:
    client = sign_in("charlie")
    written = client.get("/wiki/Accueil")
    assert "Écrire la page d’accueil" in written.text
    answer = people.post(client, "/logout")
    assert (answer.status_code, answer.location) == (303, "/")
    shown = client.get("/", follow_redirects=True)
    assert "Ce wiki n’a pas encore de page d’accueil." in shown.text
    assert "Connectez-vous pour l’écrire." in shown.text
    assert shown.text.partition("<main")[2].count("/login") == 1
    assert "/wiki/Accueil/edit" not in shown.text.partition("<main")[2]


def test_a_member_who_does_not_write_is_told_who_will(sign_in: SignIn) -> None:
    shown = sign_in("dora").get("/wiki/Accueil").text
    assert "Elle se montrera ici dès qu’un membre l’aura écrite." in shown
    assert "Connectez-vous" not in shown


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/wiki/le_comptoir", "/wiki/Le_Comptoir"),
        ("/wiki/LE%20COMPTOIR", "/wiki/Le_Comptoir"),
        ("/wiki/le_comptoir?saved=1", "/wiki/Le_Comptoir?saved=1"),
        # What an address asks is kept as it is: it names no endpoint and no scheme.
        (
            "/wiki/le_comptoir?title=x&action=nowhere&_external=1&_scheme=javascript",
            "/wiki/Le_Comptoir?title=x&action=nowhere&_external=1&_scheme=javascript",
        ),
    ],
)
def test_a_title_written_otherwise_leads_to_its_address(
    client: FlaskClient, write: Write, asked: str, leads_to: str
) -> None:
    write("Le Comptoir", "Un café.\n")
    answer = client.get(asked)
    assert (answer.status_code, answer.location) == (301, leads_to)


def test_the_old_title_leads_to_the_page_and_says_so(
    client: FlaskClient, write: Write, by: By
) -> None:
    page = write("Lieu", "Un café.\n")
    by("alice", rename, page.uid, "Le Comptoir")
    answer = client.get("/wiki/Lieu", follow_redirects=True)
    assert answer.request.path == "/wiki/Le_Comptoir"
    assert "Vous venez de « Lieu », qui mène ici." in answer.text


def test_an_address_does_not_make_the_page_say_anything(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    assert "Vous venez de" not in client.get("/wiki/Lieu?from=La banque, ici :").text


def test_a_missing_page_says_who_waits_for_it(client: FlaskClient, write: Write) -> None:
    write("Portail", "Voir [[Le Comptoir]].\n")
    answer = client.get("/wiki/Le_Comptoir")
    assert answer.status_code == 404
    assert "Cette page n’existe pas encore." in answer.text
    assert "Des pages l’attendent" in answer.text
    assert 'href="/wiki/Portail"' in answer.text
    assert "Connectez-vous pour l’écrire" in answer.text


def test_a_member_is_offered_to_write_a_missing_page(sign_in: SignIn) -> None:
    answer = sign_in("charlie").get("/wiki/Le_Comptoir")
    assert answer.status_code == 404
    assert 'href="/wiki/Le_Comptoir/edit"' in answer.text
    assert "Des pages l’attendent" not in answer.text


def test_a_reserved_title_is_not_offered_to_a_member(sign_in: SignIn, by: By) -> None:
    by("bob", lock_title, "Charte", "moderators")
    assert "Quelques lignes suffisent" not in sign_in("charlie").get("/wiki/Charte").text


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/wiki/a%7Fb", "ne peut pas être dans un titre"),
        ("/wiki/%E2%80%AEtxet", "ne peut pas être dans un titre"),
        ("/wiki/%EF%BF%BF", "ne peut pas être dans un titre"),
        ("/wiki/a//b", "Un titre ne peut pas"),
        ("/wiki/" + "a" * 300, "300 caractères"),
        ("/wiki/page.atom", "Un titre ne peut pas finir par"),
    ],
)
def test_a_title_that_cannot_be_is_refused(client: FlaskClient, address: str, says: str) -> None:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 422
    assert says in answer.text


def test_a_permanent_link_shows_an_old_revision(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    answer = client.get("/wiki/Lieu?rev=1")
    assert answer.status_code == 200
    assert "Un café." in answer.text
    assert "la page a changé depuis" in answer.text
    assert 'content="noindex"' in answer.text
    assert "Reprendre cette version" not in answer.text


def test_the_newest_revision_says_that_it_is(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    assert "la plus récente" in client.get("/wiki/Lieu?rev=2").text


@pytest.mark.parametrize(
    ("number", "status"),
    [("3", 404), ("0", 422), ("-1", 422), ("x", 422), ("", 422), ("1" * 5000, 422), ("²", 422)],
)
def test_a_revision_that_is_not_there_is_refused(
    client: FlaskClient, write: Write, number: str, status: int
) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    assert client.get("/wiki/Lieu", query_string={"rev": number}).status_code == status
    assert client.get("/wiki/Lieu/raw", query_string={"rev": number}).status_code == status


def test_the_source_is_plain_text(client: FlaskClient, write: Write) -> None:
    write("Lieu", "# Un <b>café</b>\n", "Un thé.\n")
    answer = client.get("/wiki/Lieu/raw?rev=1")
    assert answer.text == "# Un <b>café</b>\n"
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/wiki/Lieu/raw").text == "Un thé.\n"
    assert client.get("/wiki/Ailleurs/raw").status_code == 404


def test_what_leads_to_a_page_is_listed(client: FlaskClient, write: Write, by: By) -> None:
    page = write("Lieu", "Un café.\n")
    write("Portail", "Voir [[Lieu]].\n")
    by("alice", rename, page.uid, "Le Comptoir")
    answer = client.get("/wiki/Le_Comptoir/backlinks")
    assert 'href="/wiki/Portail"' in answer.text
    assert "Autres titres qui mènent ici" in answer.text
    assert "Aucune page ne mène encore ici." in client.get("/wiki/Portail/backlinks").text


def test_what_leads_to_a_page_is_listed_a_few_at_a_time(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    for number in range(60):
        write(f"Page {number}", "[[Lieu]]\n")
    first = client.get("/wiki/Lieu/backlinks")
    assert first.text.count('<li><a href="/wiki/Page_') == 50
    after = first.text.partition("backlinks?after=")[2].partition('"')[0]
    rest = client.get(f"/wiki/Lieu/backlinks?after={after}").text
    assert rest.count('<li><a href="/wiki/Page_') == 10


def test_a_key_that_no_row_has_is_left_out(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    for address in (
        "/wiki/Lieu/backlinks?after=",
        "/wiki/Lieu/history?before=",
        "/changes?before=",
    ):
        for key in ("9" * 30, "-1", "9" * 5000, "x"):
            assert client.get(address + key).status_code == 200, (address, key[:40])


def test_a_slash_too_many_tells_nobody_what_a_private_wiki_holds(
    client: FlaskClient, write: Write, by: By
) -> None:
    write("Lieu", "Un café.\n")
    by("alice", change_settings, {"visibility": "private"})
    answers = [client.get(f"/wiki/{title}/") for title in ("lieu", "Nulle_part")]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_home_page_in_the_bin_says_one_thing(sign_in: SignIn, write: Write, by: By) -> None:
    by("bob", delete, write("Accueil", "Bienvenue.\n").uid)
    for name, says in (("charlie", "« Accueil » est à la corbeille."), ("dora", "pas encore")):
        text = sign_in(name).get("/wiki/Accueil").text.partition("<main")[2]
        assert says in text
        assert ("pas encore de page d’accueil" in text) is (name == "dora")
        assert text.count("/wiki/Accueil/edit") == (name == "charlie")


def test_a_page_in_the_bin_is_missing_everywhere(client: FlaskClient, write: Write, by: By) -> None:
    page = write("Lieu", "Un café secret.\n", "Un thé.\n")
    by("bob", delete, page.uid)
    for rest in ("", "?rev=1", "/raw", "/raw?rev=1", "/history", "/diff/1..2", "/backlinks"):
        answer = client.get(f"/wiki/Lieu{rest}")
        assert answer.status_code == 404, rest
        assert "secret" not in answer.text


def test_a_protected_page_offers_its_source_only(sign_in: SignIn, write: Write, by: By) -> None:
    page = write("Lieu", "Un café.\n")
    by("bob", protect, page.uid, "moderators")
    assert "Voir la source" in sign_in("charlie").get("/wiki/Lieu").text
    assert "Voir la source" not in sign_in("bob").get("/wiki/Lieu").text


def test_under_the_root_of_a_mount_every_address_starts_there(app: Flask, write: Write) -> None:
    write(
        "Lieu", "Voir [[Atelier]], [[Lieu]].\n\n## Une section\n", "Voir [[Atelier]].\n\n## Ici\n"
    )
    write("Atelier", "Un atelier.\n")
    for path in ("/wiki/Lieu", "/wiki/Lieu?rev=1", "/wiki/Lieu/history", "/changes"):
        text = app.test_client().get(path, environ_overrides={"SCRIPT_NAME": "/monte"}).text
        wrong = [
            address
            for part in text.split(' href="')[1:]
            if (address := part.partition('"')[0]).startswith("/")
            and not address.startswith("/monte/")
        ]
        assert wrong == [], path
    page = app.test_client().get("/wiki/Lieu", environ_overrides={"SCRIPT_NAME": "/monte"})
    assert 'href="/monte/wiki/Atelier"' in page.text
