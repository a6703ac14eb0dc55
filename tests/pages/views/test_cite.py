"""« Citer cette page » over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save

Write = Callable[..., Page]
By = Callable[..., Any]


def test_a_citation_names_the_authors_and_leads_to_the_revision(
    client: FlaskClient, write: Write, by: By
) -> None:
    write("Lieu", "Un café.\n")
    by("charlie", save, Edit("Lieu", "Un café noir.\n", 1))
    by("charlie", save, Edit("Lieu", "Un café noir, chaud.\n", 2))
    text = client.get("/wiki/Lieu/cite").text
    assert "charlie, alice. « Lieu »" in text.replace("\u00a0", " ")
    assert "http://localhost/wiki/Lieu?rev=3" in text
    assert "@misc{lieu-3," in text


def test_an_old_revision_is_cited_with_its_own_authors(
    client: FlaskClient, write: Write, by: By
) -> None:
    write("Lieu", "Un café.\n")
    by("charlie", save, Edit("Lieu", "Un café noir.\n", 1))
    text = client.get("/wiki/Lieu/cite?rev=1").text
    assert "@misc{lieu-1," in text
    assert "charlie" not in text
    assert "Citer la dernière version" in text


def test_the_page_and_its_revisions_lead_to_it(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    assert 'href="/wiki/Lieu/cite"' in client.get("/wiki/Lieu").text
    assert 'href="/wiki/Lieu/cite?rev=1"' in client.get("/wiki/Lieu?rev=1").text


def test_a_revision_that_is_not_there_is_refused(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un café.\n")
    assert client.get("/wiki/Lieu/cite?rev=2").status_code == 404
    assert client.get("/wiki/Lieu/cite?rev=x").status_code == 422
    assert client.get("/wiki/Absent/cite").status_code == 404


def test_the_sources_of_the_revision_are_given_too(client: FlaskClient, write: Write) -> None:
    cited = "Né en 2012[^a].\n\n:::{source a}\n:titre: Le livre\n:lien: /files/x/a.pdf\n:::\n"
    write("Lieu", "Un café.\n", cited)
    text = client.get("/wiki/Lieu/cite").text
    assert "Les sources de cette page" in text
    assert "@misc{a," in text
    assert "http://localhost/files/x/a.pdf" in text
    assert "Les sources de cette page" not in client.get("/wiki/Lieu/cite?rev=1").text
