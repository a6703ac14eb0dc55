"""`:::{lieux}` in a page: what it shows, to everybody, and that it is never stale."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.pages.queries import pages as queries
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

Show = Callable[..., str]


@pytest.fixture
def show(app: Flask, client: FlaskClient) -> Show:
    """Gives ``show(body, title="Portail")``: the words of a page, written first if need be."""

    def show_(body: str = "", title: str = "Portail") -> str:
        if body:
            with app.app_context():
                found = queries.led_to(title)
                edit = Edit(title, body, found.head if found else 0)
                save(people.make("alice"), edit)
        text = client.get(f"/wiki/{title}").text.partition("<article")[2].partition("</article>")[0]
        plain = unescape(re.sub(r"<[^>]*>", " ", text.partition(">")[2]))
        return " ".join(plain.replace("\u202f", "\u00a0").replace("\u00a0", " ").split())

    return show_


@pytest.fixture
def places(describe: Describe) -> None:
    """Five places: three in Gironde, one in Dordogne, one of which little is known."""
    seats = [{"kind": "permanent", "count": 5}, {"kind": "drop_in", "count": 2}]
    describe("Arrêt Minute", place(seats=seats, opened_on="2010-10", fibre=True))
    describe("Le Comptoir", place(name="Le Comptoir", seats=[{"kind": "drop_in", "count": 20}]))
    describe(
        "La Grange", place(name="La Grange", status="closed", families=["fablab", "coworking"])
    )
    dordogne = {"name": "Périgord", "commune": "24322", "opened_on": "2015"}
    describe("Périgord", Sheet("place", {**place().values, **dordogne}, frozenset({"fibre"})))
    describe("Inconnu", place(name="Inconnu", commune="24322", status="project"))


def lines(*written: str) -> str:
    return "\n".join((":::{lieux " + written[0] + "}", *written[1:], ":::", ""))


@pytest.mark.usefixtures("places")
def test_shows_the_places_that_are_asked_for(show: Show) -> None:
    assert show(lines("liste", ":département: Gironde", ":état: ouvert")) == (
        "Arrêt Minute Le Comptoir"
    )
    assert show(lines("", ":fibre: oui")) == "Arrêt Minute"
    assert show(lines("", ":fibre: inconnu", ":département: 24")) == "Inconnu"
    assert show(lines("", ":fibre: ne s’applique pas")) == "Périgord"
    assert show(lines("", ":postes: > 5", ":tri: postes décroissant")) == "Le Comptoir Arrêt Minute"
    assert show(lines("", ":où: postes.permanent: >= 5 | famille: coworking")) == "Arrêt Minute"
    assert show(lines("", ":ouvert-depuis: avant 2012")) == "Arrêt Minute"
    assert show(lines("", ":ouvert-depuis: 2010..2015")) == "Arrêt Minute Périgord"
    assert show(lines("", ":famille: sauf coworking")) == (
        "Aucun lieu ne répond à tout cela pour l’instant."
    )
    assert show(lines("", ":nom: GRANGE")) == "La Grange"


@pytest.mark.usefixtures("places")
def test_a_table_has_its_columns_its_order_and_its_groups(show: Show) -> None:
    said = show(lines("tableau", ":colonnes: postes, fibre", ":grouper: département", ":limite: 4"))
    assert said == (
        "Nom Postes Fibre "
        "Dordogne (24) Inconnu – non renseigné – non renseigné "
        "Périgord – non renseigné ne s’applique pas "
        "Gironde (33) Arrêt Minute 7 oui Le Comptoir 20 – non renseigné "
        "4 lieux sur 5."
    )
    assert show(lines("", ":tri: fibre", ":limite: 2")) == "Arrêt Minute Inconnu 2 lieux sur 5."


@pytest.mark.usefixtures("places")
def test_counts_adds_and_means(show: Show) -> None:
    assert show(lines("nombre", ":département: 33")) == "3 lieux"
    assert show(lines("somme de postes")) == "27 Somme : Postes (2 lieux)"
    assert show(lines("moyenne de postes.drop_in")) == (
        "11 postes Moyenne : Postes : En accueil ponctuel (2 lieux)"
    )
    assert show(lines("somme de surface bâtie")) == "non renseigné Somme : Surface bâtie (0 lieu)"
    assert show(lines("nombre", ":grouper: état")) == (
        "État Lieux Ouvert 3 En projet 1 Fermé 1 Ensemble 5"
    )
    assert show(lines("somme de postes", ":par: département")) == (
        "Département Somme : Postes Gironde (33) 27 Dordogne (24) non renseigné Ensemble 27"
    )


@pytest.mark.usefixtures("places")
def test_cards_and_a_map_say_the_same(show: Show, client: FlaskClient, describe: Describe) -> None:
    assert (
        "Arrêt Minute Pomerol (33) Bureaux partagés, coworking Ouvert 7 postes depuis octobre 2010"
        in (show(lines("fiches", ":nom: minute")))
    )
    assert "Les mêmes lieux en liste Arrêt Minute" in show(lines("carte", ":nom: minute"))
    text = client.get("/wiki/Portail").text
    source = unescape(re.search(r'data-source="([^"]*)"', text)[1])  # type: ignore[index]
    answer = client.get(source)
    (point,) = answer.json["features"]  # type: ignore[index]
    assert point["properties"]["url"].endswith("/wiki/Arr%C3%AAt_Minute")
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(source, headers=known).status_code == 304
    describe("Arrêt Minute", place(name="Minute papillon"))
    answer = client.get(source, headers=known)
    assert answer.json["features"][0]["properties"]["name"] == "Minute papillon"  # type: ignore[index]
    refused = client.get("/places/asked.geojson?famile=x")
    assert refused.status_code == 422
    assert "« famile »" in refused.text.replace("\u00a0", " ")
    assert re.search(r'<link rel="stylesheet" href="[^"]*places', text)
    assert re.search(r'<script type="module" src="[^"]*map', text)


def test_what_is_wrong_is_said_where_it_stands(show: Show) -> None:
    said = show("Avant.\n\n" + lines("tablau", ":famile: x") + "\nAprès.")
    assert "« tablau » n’est pas une forme" in said
    assert "« famile » n’est le nom d’aucun champ" in said
    assert said.startswith("Avant.")
    assert said.endswith("Après.")


def test_what_is_not_for_everybody_is_neither_shown_nor_counted(
    show: Show, describe: Describe
) -> None:
    rows = [
        {
            "year": 2012,
            "indicator": "visits",
            "value": 900,
            "qualifier": "measured",
            "source": "Bilan",
            "visibility": "members",
        },
        {
            "year": 2011,
            "indicator": "visits",
            "value": 100,
            "qualifier": "measured",
            "source": "Bilan",
        },
    ]
    describe("Lieu", place(metrics=rows, lease_end="2030"))
    assert "900" not in show(lines("", ":colonnes: indicateurs, indicateurs.visites"))
    assert show(lines("somme de indicateurs.visites")).startswith("100 visites")
    assert show(lines("nombre", ":où: indicateurs.visites: > 500")) == "0 lieu"
    assert "n’est pas public" in show(lines("nombre", ":fin-du-bail: 2030"))


def test_money_before_tax_and_after_it_is_never_added_up(show: Show, describe: Describe) -> None:
    for number, (cents, tax) in enumerate([(10_000, "excl"), (2_000, "incl"), (5_000, "excl")]):
        amount = {"cents": cents, "tax": tax}
        row = {"year": 2012, "item": "rent_annual", "amount": amount, "source": "Bail"}
        where = "33328" if number else "24322"
        describe(f"Lieu {number}", place(name=f"Lieu {number}", amounts=[row], commune=where))
    assert show(lines("somme de comptes.2012.loyer annuel")) == (
        "150 € HT (2 lieux) , 20 € TTC (1 lieu) Somme : Comptes : 2012 : Loyer annuel"
    )
    assert show(lines("moyenne de comptes.loyer annuel", ":par: département")) == (
        "Département Moyenne : Comptes : Loyer annuel Dordogne (24) 100 € HT "
        "Gironde (33) 50 € HT ; 20 € TTC Ensemble 75 € HT ; 20 € TTC"
    )
    assert show(lines("somme de comptes.loyer annuel, postes")).startswith(
        "Une somme ou une moyenne n’a qu’un champ ici"
    )


def test_a_page_has_only_so_many_questions(show: Show) -> None:
    assert show(lines("nombre") * 40).count("0 lieu") == 30
