"""Values that fit no more, for the tests."""

from __future__ import annotations

from tests.sheets.places import place
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.mending import Remedy
from wiki.schema.settled import SCHEMA
from wiki.schema.settling import told
from wiki.schema.sheet import Sheet
from wiki.sheets.service.mendings import prepare

KIND_PAGE = "Wiki:Fiches/place"


def settle(alice: Actor, sheet: Sheet) -> None:
    """The kind of places is what a sheet says."""
    page = pages.find(KIND_PAGE)
    edit = Edit(KIND_PAGE, None if page else "", page.head if page else 0, sheet=sheet)
    save(alice, edit)


def prepared(alice: Actor, said: str = "Par le bus") -> str:
    """A mending that alice prepared: what a place says in a field that the network hides."""
    settle(alice, told(Sheet(SCHEMA), "fields", "transport", hidden=True))
    sheet = place(name="Une halte", transport=said)
    save(alice, Edit("Une halte", "", 0, sheet=sheet))
    remedy = Remedy("move_value", "purpose")
    return prepare(alice, "place", "transport", "hidden_field", remedy, said)
