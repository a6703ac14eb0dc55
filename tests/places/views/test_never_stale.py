"""What pages show of the places: whatever changes, they never show what was; nor are they made
again for what they do not show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.sheets.conftest import alice, describe
from tests.sheets.places import Describe, place
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.pages.models import Page, Rendering
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.sheets import NO_SHEET
from wiki.places.service import derive
from wiki.schema.sheet import Sheet
from wiki.sheets.service import day
from wiki.sheets.service.today import today
from wiki.web.rendering import render_page, rendering_of

__all__ = ["alice", "describe"]

#: Pages by their titles: what each asks.
PAGES = {
    "Tous": "lieux nombre",
    "Gironde": "lieux nombre\n:département: 33",
    "Dordogne": "lieux liste\n:département: 24",
    "États": "lieux nombre\n:par: état",
    "Familles": "graphique somme de postes\n:par: famille",
    "Régions": "graphique\n:par: région\n:séries: état",
    "Années": "graphique\n:par: ouvert depuis",
    "Tableau": "lieux tableau",
    "Fiches": "lieux fiches\n:état: ouvert",
    "Carte": "lieux carte",
    "Fibre": "lieux liste\n:fibre: oui ; inconnu",
    "Services": "lieux nombre\n:services: formation",
    "Accueil": "lieux tableau\n:colonnes: présentation courte, horaires\n:limite: 2",
    "Tri": "lieux liste\n:tri: surface bâtie décroissant",
    "Visites": "lieux somme de indicateurs.visites",
    "Loyers": "lieux somme de comptes.loyer annuel\n:par: département",
}
_METRIC = {"year": 2012, "indicator": "visits", "value": 9, "source": "Bilan"}


def _rent(tax: str) -> list[dict[str, Any]]:
    amount = {"cents": 100_00, "tax": tax}
    return [{"year": 2012, "item": "rent_annual", "amount": amount, "source": "Bail"}]


#: What a sheet says one time after the other, and pages that are made again for it, and only they.
CHANGES: list[tuple[dict[str, Any], set[str]]] = [
    ({"tagline": "Un lieu"}, {"Accueil"}),
    ({"tagline": "Un lieu" + " où travailler" * 18}, {"Accueil"}),
    ({"opening_hours": "Mo-Fr 09:00-18:00"}, {"Accueil"}),
    ({"seats": [{"kind": "permanent", "count": 5}]}, {"Familles", "Tableau", "Fiches"}),
    ({"opened_on": "2010"}, {"Années", "Tableau", "Fiches"}),
    ({"opened_on": "2010-10"}, {"Années", "Tableau", "Fiches"}),
    ({"fibre": True}, {"Fibre"}),
    ({"services": ["training"]}, {"Services"}),
    ({"surface_built": 50}, {"Tri"}),
    ({"position": {"lat": 44.9, "lon": -0.2, "precision": "pin"}}, {"Carte"}),
    ({"metrics": [_METRIC]}, {"Visites"}),
    ({"metrics": [{**_METRIC, "visibility": "members"}]}, {"Visites"}),
    ({"amounts": _rent("excl")}, {"Loyers"}),
    ({"amounts": _rent("incl")}, {"Loyers"}),
    ({"website": "https://exemple.fr"}, set()),
    ({"lease_end": "2030"}, set()),
    ({"families": ["fablab", "coworking"]}, {"Familles", "Tableau", "Fiches"}),
    ({"status": "closed"}, {"*"}),
    ({"name": "Autre nom"}, {"*"}),
    ({"commune": "24322"}, {"*"}),
]


@pytest.fixture
def faults(app: Flask) -> Callable[[], list[str]]:
    """Gives ``faults()``: the pages of which what is kept is not what is so; all are read."""

    def faults_() -> list[str]:
        found = []
        with app.app_context():
            for title in PAGES:
                page = queries.led_to(title)
                assert page is not None
                if rendering_of(page).html != render_page(page, queries.body(page)).html:
                    found.append(title)
        return found

    return faults_


def _stale() -> set[str]:
    query = sa.select(Page.title).join(Rendering, Page.id == Rendering.page_id)
    return set(reading().scalars(query.where(Rendering.is_stale, Page.title.in_(PAGES))))


@pytest.fixture
def asked(app: Flask, describe: Describe) -> None:
    """The pages, a place that will change, another that will not."""
    describe(
        "Voisin", place(name="Voisin", commune="24322", surface_built=9, services=["training"])
    )
    describe("Lieu", place(name="Lieu"))
    with app.app_context():
        for title, question in PAGES.items():
            head, _, options = question.partition("\n")
            save(people.make("alice"), Edit(title, f":::{{{head}}}\n{options}\n:::\n", 0))


@pytest.mark.usefixtures("asked")
def test_a_change_of_a_field_is_seen_in_the_pages_that_show_it_and_makes_no_other_again(
    app: Flask, describe: Describe, faults: Callable[[], list[str]]
) -> None:
    said: dict[str, Any] = {"name": "Lieu"}
    for change, shown in CHANGES:
        said |= change
        describe("Lieu", place(**said))
        with app.app_context():
            stale = _stale()
            assert shown in ({"*"}, stale), (change, stale)
        assert faults() == [], change
    said["fibre"] = None
    whole = place(**said)
    describe("Lieu", type(whole)(whole.kind, whole.values, frozenset({"fibre"})))
    with app.app_context():
        assert _stale() == {"Fibre"}
    assert faults() == []
    gone = ("services", "metrics", "amounts", "opened_on", "seats", "surface_built")
    describe("Lieu", place(**{**said, **dict.fromkeys(gone)}))
    assert faults() == []


@pytest.mark.usefixtures("asked")
def test_a_state_that_nobody_has_checked_for_long_is_told(
    app: Flask, describe: Describe, faults: Callable[[], list[str]]
) -> None:
    def told() -> list[str]:
        assert faults() == []
        pages = [queries.led_to(title) for title in PAGES]
        return [one.title for one in pages if one and doubt in rendering_of(one).html]

    assert faults() == []
    doubt, old = "dit en 2012, à vérifier", {"status": {"text": "Bilan", "checked": "2012-10-08"}}
    values = place(name="Lieu").values
    for sources, shown in ((old, ["Tableau", "Fiches"]), ({}, [])):
        describe("Lieu", Sheet("place", values, sources=sources))
        with app.app_context():
            assert _stale() == {"Tableau", "Fiches"}
            assert told() == shown
    since, doubt = today(), f"dit en {today()[:4]}, à vérifier"
    with app.app_context(), clock.stopped_at(clock.now() + timedelta(days=400)):
        day.look(since)
        assert _stale() == {"Tableau", "Fiches"}
        assert told() == ["Tableau", "Fiches"]
        day.look(today())
        assert _stale() == set()


def _acts(alice: Any, uid: str) -> Iterator[tuple[str, Callable[[], object]]]:
    def head() -> int:
        return queries.by_uid(uid).head

    def replay() -> None:
        with act():
            derive.replay(queries.by_uid(uid))

    yield "renamed", lambda: rename(alice, uid, "Lieu neuf")
    yield "deleted", lambda: delete(alice, uid)
    yield "brought back", lambda: bring_back(alice, uid)
    yield "no place any more", lambda: save(alice, Edit("Lieu neuf", None, head(), sheet=NO_SHEET))
    yield "a place again", lambda: save(alice, Edit("Lieu neuf", None, head(), sheet=place()))
    yield "found again", replay


@pytest.mark.usefixtures("asked")
def test_what_becomes_of_the_page_of_a_place_is_seen(
    app: Flask, alice: Any, faults: Callable[[], list[str]]
) -> None:
    with app.app_context():
        page = queries.led_to("Lieu")
        assert page is not None
        uid = page.uid
    for name, do in _acts(alice, uid):
        with app.app_context():
            do()
            assert {"Carte", "Tableau"} <= _stale(), name
        assert faults() == [], name
