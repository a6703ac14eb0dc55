"""`:::{graphique}` in a page: the bars, the line and the table beside them say the same."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.places.views.test_asked import Show, lines, places, show
from tests.sheets.places import Describe, place

__all__ = ["places", "show"]


def chart(*written: str) -> str:
    return lines(*written).replace("{lieux", "{graphique")


def test_bars_and_their_table_say_the_same(show: Show, places: None, client: object) -> None:
    said = show(chart("", ":par: département", ":titre: Lieux par département"))
    assert said == (
        "Lieux par département Gironde (33) 3 Dordogne (24) 2 Les mêmes chiffres en tableau "
        "Département Lieux Gironde (33) 3 Dordogne (24) 2"
    )
    text = client.get("/wiki/Portail").text  # type: ignore[attr-defined]
    assert len(re.findall('<rect class="chart-bar"', text)) == 2
    assert 'role="img" aria-label="Lieux par département"' in text
    assert re.search(r'<link rel="stylesheet" href="[^"]*charts', text)


def test_a_line_has_every_year_and_what_nobody_says_is_a_gap(show: Show, places: None) -> None:
    years = show(chart("", ":par: ouvert depuis"))
    assert years.endswith("Ouvert depuis Lieux 2010 1 2011 0 2012 0 2013 0 2014 0 2015 1")
    added = show(chart("", ":par: ouvert depuis", ":cumul: oui"))
    assert added.endswith("2010 1 2011 1 2012 1 2013 1 2014 1 2015 2")
    seats = show(chart("somme de postes", ":par: ouvert depuis"))
    assert "2010 7 2011 non renseigné" in seats


def test_series_are_told_apart_by_their_values_their_fields_or_their_tax(
    show: Show, places: None, describe: Describe, client: FlaskClient
) -> None:
    said = show(chart("", ":par: département", ":séries: état", ":titre: États"))
    assert said.endswith(
        "Lieux Département Ouvert En projet Fermé Ensemble "
        "Gironde (33) 2 0 1 3 Dordogne (24) 1 1 0 2"
    )
    text = client.get("/wiki/Portail").text
    inks = re.findall(r'<rect class="chart-ink chart-ink-(.)" fill="([^"]*)"', text)
    assert {ink for ink, _ in inks} == {"1", "2", "3"}
    patterns = set(re.findall(r'<pattern id="([^"]*)"', text))
    assert {fill[5:-1] for _, fill in inks if fill != "currentColor"} == patterns
    assert "<title>Gironde (33), Ouvert\u00a0: 2</title>" in text
    fields = chart("somme de postes.permanent, postes.drop_in", ":par: département")
    assert "Postes : Permanents Postes : En accueil ponctuel" in show(fields)
    years = show(chart("", ":par: ouvert depuis", ":séries: famille", ":cumul: oui"))
    assert years.endswith("2014 1 0 1 2015 2 0 2")
    for number, tax in enumerate(("excl", "incl")):
        amount = {"cents": 1_000, "tax": tax}
        row = {"year": 2012, "item": "rent_annual", "amount": amount, "source": "Bail"}
        describe(f"Loyer {number}", place(name=f"Loyer {number}", amounts=[row]))
    rents = show(chart("somme de comptes.loyer annuel", ":par: département"))
    assert "Département HT TTC Gironde (33) 10 € HT 10 € TTC" in rents


def test_says_what_is_wrong_with_a_chart(show: Show) -> None:
    assert "a besoin d’un groupe" in show(chart(""))
    assert "montre des nombres" in show(chart("liste", ":par: état"))
    assert "n’est pas un dessin" in show(chart("", ":par: état", ":dessin: camembert"))
    assert "est déjà le groupe" in show(chart("", ":par: état", ":séries: état"))
    assert "n’est le nom" in show(chart("", ":par: état", ":séries: famile"))
    both = chart("somme de postes, surface bâtie", ":par: état")
    assert "n’a pas la même unité" in show(both)
    twice = chart("somme de postes.permanent, postes.drop_in", ":par: état", ":série: famille")
    assert "mais pas les deux" in show(twice)
    assert "Aucun lieu" in show(chart("", ":par: état"))
