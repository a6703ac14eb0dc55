"""The screens of a charter: led by forms alone from a page to a frozen text, and verified."""

from __future__ import annotations

import hashlib
import re

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import NETWORK, PAGE, SLUG, TEXT, Made, procedure
from wiki.charter.cli import charter as command
from wiki.charter.queries import charters as queries
from wiki.charter.service.versions import adopt
from wiki.kernel.db import act, release_reading
from wiki.kernel.permissions import Role
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

HERE, WIKI = f"/charters/{SLUG}", f"/wiki/{PAGE.replace(' ', '_')}"


@pytest.fixture
def eric(app: Flask) -> FlaskClient:
    """Eric, a steward, in a wiki with a page and a network."""
    client = app.test_client()
    with app.app_context():
        who = people.make("eric", Role.STEWARD)
        save(who, Edit(PAGE, TEXT, 0))
        save(who, Edit(NETWORK, "", 0, sheet=Sheet("network", {"name": NETWORK})))
    people.sign_in(client, app, "eric")
    return client


def _network(app: Flask) -> str:
    with app.app_context():
        return pages.get(NETWORK).uid


def _settled(client: FlaskClient) -> None:
    said = {**vars(procedure()), **procedure().calendar}
    said.pop("calendar")
    said["statutory"] = list(procedure().statutory)  # the client takes a tuple for a file
    assert people.post(client, f"{HERE}/procedure", **said).status_code == 303


def test_from_a_page_to_a_frozen_text(app: Flask, eric: FlaskClient) -> None:
    assert "En faire une charte" in eric.get(WIKI).text
    made = {"page": PAGE, "network": _network(app), "title": "Charte imaginaire"}
    assert people.post(eric, "/charters/new", **made).location == HERE
    assert "Cette page est le texte d’une charte" in eric.get(WIKI).text
    refused = people.post(eric, f"{HERE}/open")
    assert refused.status_code == 409
    assert "Il manque des dates au calendrier" in refused.text
    _settled(eric)
    assert people.post(eric, f"{HERE}/open").status_code == 303
    assert "Il ne change plus que par des amendements" in eric.get(WIKI).text
    assert "il ne se modifie que par des amendements" in eric.get(f"{WIKI}/edit").text
    for step in ("freeze", "propose"):
        assert people.post(eric, f"{HERE}/{step}").status_code == 303
    read = app.test_client().get(f"{HERE}/v1.0")
    assert '<span class="charter-label">Article 2</span> Cotisation' in read.text
    assert re.findall(r"<h([1-6])", read.text.partition("<main")[2])[:4] == ["1", "2", "2", "2"]
    anchor = re.search(r'class="charter-block charter-article" id="(s-[a-z0-9]{5})"', read.text)
    assert anchor
    assert f'href="#{anchor[1]}"' in read.text
    exact = app.test_client().get(f"{HERE}/v1.0/text.json").data
    assert hashlib.sha256(exact).hexdigest() in read.text
    markdown = app.test_client().get(f"{HERE}/v1.0/text.md").text
    assert f"## Membres {{#{anchor[1][2:]}}}" in markdown


def test_what_was_typed_is_shown_again(app: Flask, eric: FlaskClient) -> None:
    wrong = people.post(
        eric, "/charters/new", page="Nulle part", title="Une \x00 charte", network=""
    )
    assert wrong.status_code == 422
    assert 'value="Nulle part"' in wrong.text
    made = {"page": PAGE, "network": _network(app), "title": "Charte imaginaire"}
    people.post(eric, "/charters/new", **made)
    wrong = people.post(eric, f"{HERE}/procedure", adoption_days="99 ans", amendment_rule="x")
    assert wrong.status_code == 422
    assert 'value="99 ans"' in wrong.text
    wrong = people.post(eric, f"{HERE}/abandon", reason="Bof")
    assert wrong.status_code == 422
    assert "Dites pourquoi" in wrong.text


def test_offices(app: Flask, eric: FlaskClient) -> None:
    made = {"page": PAGE, "network": _network(app), "title": "Charte imaginaire"}
    people.post(eric, "/charters/new", **made)
    with app.app_context():
        people.make("charlie")
    wrong = people.post(eric, f"{HERE}/offices", member="personne", office="drafter")
    assert wrong.status_code == 422
    people.post(eric, f"{HERE}/offices", member="charlie", office="drafter")
    shown = eric.get(f"{HERE}/offices").text
    assert re.search(r"charlie</a>\s+<span class=\"badge badge-accent\">Rédacteur", shown)
    for uid in re.findall(r"/offices/([a-z0-9]+)/dismiss", shown)[1:]:
        people.post(eric, f"{HERE}/offices/{uid}/dismiss")
    assert "charlie" not in eric.get(f"{HERE}/offices").text


@pytest.mark.parametrize(
    "path", ["/charters/rien", f"{HERE}/v9.0", f"{HERE}/vx", f"{HERE}/v1.0/text.json"]
)
def test_what_is_not_there(app: Flask, made: Made, path: str) -> None:
    assert made.version().state == "draft"
    assert app.test_client().get(path).status_code == 404


def test_a_removed_article_is_told_where_it_stood(app: Flask, made: Made) -> None:
    first = made.propose()
    kept = made.body().rpartition("## ")
    with act():
        held = queries.by_slug(SLUG, locked=True)
        adopt(held, queries.by_uid(first.uid))
    made.begin("minor")
    made.edit(kept[0])
    made.propose()
    release_reading()
    read = app.test_client().get(f"{HERE}/v2.0").text
    assert "supprimé avec le projet qui l’a suivie" in read
    assert re.search(r'<li id="s-[a-z0-9]{5}"><a href="/charters/[^"]+/v1.0#s-', read)


def test_the_proof_names_what_was_changed(app: Flask, made: Made) -> None:
    made.propose()
    assert "Tout tient" in app.test_client().get(f"{HERE}/verify").text
    run = CliRunner()
    assert run.invoke(command, ["verify"]).output == f"{SLUG} : tout tient, 5 actes.\n"
    with act() as session:
        session.execute(sa.text("UPDATE wiki_charter_version SET state = 'in_force'"))
    release_reading()
    shown = app.test_client().get(f"{HERE}/verify").text
    assert "La chaîne est rompue" in shown
    assert "l’état de la version 1.0 n’est pas celui du journal" in shown
    told = run.invoke(command, ["verify", SLUG])
    assert told.exit_code == 1
    assert "l’état de la version 1.0" in told.output
    assert run.invoke(command, ["verify", "rien"]).exit_code == 1
