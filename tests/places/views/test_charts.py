"""`:::{graphique}` in a page: the bars, the line and the table beside them say the same."""

from __future__ import annotations

import re

from tests.places.views.test_asked import Show, lines, places, show

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


def test_says_what_is_wrong_with_a_chart(show: Show) -> None:
    assert "a besoin d’un groupe" in show(chart(""))
    assert "montre des nombres" in show(chart("liste", ":par: état"))
    assert "n’est pas un dessin" in show(chart("", ":par: état", ":dessin: camembert"))
    assert "Aucun lieu" in show(chart("", ":par: état"))
