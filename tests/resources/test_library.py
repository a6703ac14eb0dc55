"""The library: its list, its facets, what is taken away, what a page shows of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.resources.conftest import Describe
from wiki.jobs.service import run_all
from wiki.kernel.db import act, reading, release_reading
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.resources.models import Resource
from wiki.resources.queries import library
from wiki.resources.rules import Wanted
from wiki.resources.service import derive


def _titles(html: str) -> list[str]:
    return re.findall(r'resource-title"><a href="[^"]*">([^<]*)</a>', html)


def _facet(html: str, name: str) -> dict[str, str]:
    section = re.search(rf'aria-label="{name}">(.*?)</section>', html, re.DOTALL)
    assert section is not None, name
    return dict(re.findall(r'<li><a [^>]*>([^<]+?) ?<.*?"true">(\d+)<', section[1], re.DOTALL))


def test_the_library_is_narrowed_by_facets_that_count(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient], describe: Describe
) -> None:
    assert "La bibliothèque est encore vide." in sign_in("charlie").get("/resources").text
    describe("Éléments de bail", theme=["legal", "design"], stage=["setup"], format="template")
    describe(
        "Délibération",
        theme=["economy"],
        stage=["study", "setup"],
        date="2012-10-08",
        author="La Région",
        licence="Licence ouverte",
        audience=["authorities"],
    )
    describe("Avant les murs", theme=["design"], stage=["idea"], date="2014")
    shown = client.get("/resources").text
    assert _titles(shown) == ["Avant les murs", "Délibération", "Éléments de bail"]
    assert _facet(shown, "Thèmes") == {"Conception": "2", "Juridique": "1", "Économique": "1"}
    assert list(_facet(shown, "Étapes du projet")) == ["Idée", "Étude", "Montage"]
    assert _facet(shown, "Année") == {"2014": "1", "2012": "1"}
    assert "8\u00a0octobre\u00a02012 · La Région · Licence ouverte" in shown
    narrowed = client.get("/resources?theme=design&stage=setup").text
    assert _titles(narrowed) == ["Éléments de bail"]
    assert _facet(narrowed, "Thèmes") == {"Conception": "1", "Juridique": "1", "Économique": "1"}
    assert 'href="/resources?stage=setup" aria-current="true"' in narrowed
    assert _titles(client.get("/resources?sort=date").text)[0] == "Avant les murs"
    assert _titles(client.get("/resources?sort=changed").text)[0] == "Avant les murs"
    assert _titles(client.get("/resources?q=baux").text) == ["Éléments de bail"]
    assert "Ôtez un des choix" in client.get("/resources?year=1999&theme=legal").text
    for strange in ("sort=x", "after=x", "sort=changed&after=1-99999999999999999999"):
        assert len(_titles(client.get(f"/resources?{strange}").text)) == 3, strange


def test_the_library_goes_on_in_each_order(app: Flask, describe: Describe) -> None:
    for number in range(5):
        describe(f"Guide {number}", date=f"201{number}" if number % 2 else None)
    with app.app_context():
        for order in ("name", "date", "changed"):
            first = library.resources(Wanted(), order=order, size=3)
            rest = library.resources(Wanted(), order=order, after=first.next_key, size=3)
            assert (len(first.rows), len(rest.rows), rest.next_key) == (3, 2, None)
            assert len({line.title for line in (*first.rows, *rest.rows)}) == 5


def test_resources_are_taken_away_as_they_are_asked_for(
    client: FlaskClient, describe: Describe
) -> None:
    describe("=Bail", theme=["legal"], url="https://exemple.fr/bail")
    describe("Guide", theme=["design", "legal"], stage=["idea"])
    table = client.get("/resources.csv?theme=legal&stage=")
    lines = list(csv.DictReader(io.StringIO(table.text)))
    assert [line["title"] for line in lines] == ["'=Bail", "Guide"]
    assert lines[1]["theme"] == "design|legal"
    assert table.headers["Access-Control-Allow-Origin"] == "*"
    feed = client.get("/resources.atom?theme=design").text
    assert feed.count("<entry>") == 1
    assert "<summary>Ce que dit Guide.</summary>" in feed


def test_a_page_shows_resources_as_they_are(
    app: Flask, client: FlaskClient, describe: Describe
) -> None:
    page = describe("Bail", theme=["legal"])
    describe("Murs", theme=["design"], stage=["idea"])
    body = (
        ":::{ressources juridique}\n:::\n\nVoir [[Bail]].\n\n"
        ":::{ressources}\n:étape: idée\n:thème: design\n:::\n\n:::{ressources nulle part}\n:::\n"
    )
    with app.app_context():
        save(people.make("bob"), Edit("Portail", body, 0))
    shown = client.get("/wiki/Portail").text
    assert re.findall(r'<li><a href="([^"]+)">[^<]*</a><br>', shown) == ["/wiki/Bail", "/wiki/Murs"]
    assert "boxed" in shown
    cited = client.get("/wiki/Bail").text.replace("\u00a0", " ")
    assert 'Citée par : <a href="/wiki/Portail">Portail</a>' in cited
    with app.app_context():
        alice = people.make("alice")
        rename(alice, page.uid, "Baux")
        run_all()
    assert ">Baux</a><br>" in client.get("/wiki/Portail").text
    with app.app_context():
        delete(alice, page.uid)
        run_all()
    assert "Aucune ressource pour l’instant." in client.get("/wiki/Portail").text
    with app.app_context():
        bring_back(alice, page.uid)
        run_all()
    assert ">Baux</a><br>" in client.get("/wiki/Portail").text


def test_what_is_derived_is_found_again(app: Flask, describe: Describe) -> None:
    describe("Bail", theme=["legal"], url="https://exemple.fr/")
    describe("Chemin", kind="path", steps=[{"title": "Un", "tasks": ["Faire"]}])
    with app.app_context():
        table = Resource.__table__
        before = reading().execute(sa.select(table)).all()
        assert len(before) == 1
        with act():
            derive.rebuild()
        assert reading().execute(sa.select(table)).all() == before
        describe("Bail", kind="term", definition="Un contrat de location.", summary=None)
        release_reading()
        assert library.resources(Wanted()).rows == []
