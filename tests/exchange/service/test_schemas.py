"""The pages that settle the kinds go elsewhere with the sheets, and everything follows there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from tests import people
from tests.exchange.service.test_restore import taken, written
from tests.sheets.places import place
from wiki.exchange.tables import ARCHIVE
from wiki.kernel.db import release_reading
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import restore, undo
from wiki.schema.kinds import Field
from wiki.schema.settled import SCHEMA
from wiki.schema.settling import told
from wiki.schema.sheet import Sheet
from wiki.sheets.queries.misfits import misfits

PAGE = "Wiki:Fiches/place"
MACHINES: dict[str, Any] = {
    "labels": [{"language": "fr", "text": "Espace"}],
    "fields": [
        {"id": "machines", "type": "rows", "fr": "Machines", "group": "equipment"},
        {"id": "parking", "hidden": True},
    ],
    "columns": [
        {"of": "machines", "id": "name", "type": "text", "fr": "Nom", "identity": True},
        {"of": "machines", "id": "state", "type": "choice", "fr": "État"},
        {"of": "spaces", "id": "mood", "type": "text", "fr": "Ambiance", "after": "kind"},
    ],
    "choices": [{"of": "machines/state", "code": "new", "fr": "Neuve"}],
}
ROWS = [{"name": "Laser", "state": "new"}]


def _settle(sheet: Sheet, base: int) -> None:
    save(people.make("alice"), Edit(PAGE, None if base else "", base, sheet=sheet))


def _settled() -> tuple[Field, str, list[tuple[str, str, str]]]:
    """A field that the network made, what a place is called, and what fits no more."""
    release_reading()
    kind = kinds()["place"]
    unfit = [(one.title, one.path, one.code) for one in misfits("place").rows]
    return kind.field("machines"), kind.labels["fr"], unfit


def test_a_kind_goes_elsewhere_with_its_sheets_and_what_fits_no_more(
    app: Flask, other: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    with app.app_context():
        _settle(Sheet(SCHEMA, MACHINES), 0)
        said = place(machines=ROWS, parking="Devant", spaces=[{"kind": "garden", "mood": "Calme"}])
        save(people.make("alice"), Edit("Arrêt Minute", "", 0, sheet=said))
        here = _settled()
    assert here[2] == [("Arrêt Minute", "parking", "hidden_field")]
    first = written(app, tmp_path / "a.zip", ARCHIVE)
    for there in (other, elsewhere):
        taken(there, first, ARCHIVE)
        with there.app_context():
            assert _settled() == here
            assert pages.head(pages.get("Arrêt Minute")).sheet == said
        shown = there.test_client().get("/wiki/Arrêt_Minute").text
        assert ("Neuve" in shown, "Devant" in shown) == (True, False)


def test_settling_is_undone_and_taken_again_with_what_another_settled_since(app: Flask) -> None:
    with app.app_context():
        first = Sheet(SCHEMA, MACHINES)
        _settle(first, 0)
        price = told(first, "columns", "machines", "price", type="money", fr="Prix")
        _settle(price, 1)
        year = told(price, "columns", "machines", "year", type="integer", fr="Année")
        _settle(year, 2)
        alice, uid = people.make("alice"), pages.get(PAGE).uid
        undo(alice, uid, 2)
        assert list(_settled()[0].columns) == ["name", "state", "year"]
        restore(alice, uid, 1)
        assert list(_settled()[0].columns) == ["name", "state"]
