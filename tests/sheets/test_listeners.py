"""The facts follow the sheets: what is said now, and what was said when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from tests.sheets.places import Describe, place
from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.save import Edit, save
from wiki.sheets.models import Fact

Ask = Callable[..., Any]


def facts(field: str) -> list[tuple[Any, ...]]:
    """The rows of a field: row, text, number, date, and whether it still holds."""
    query = sa.select(Fact.row, Fact.text, Fact.number, Fact.date, Fact.to_seq.is_(None))
    rows = reading().execute(query.where(Fact.field == field).order_by(Fact.from_seq, Fact.row))
    return [tuple(row) for row in rows]


def test_each_value_is_a_fact(describe: Describe, ask: Ask) -> None:
    describe(
        "Arrêt Minute",
        place(opened_on="2010-10", seats=[{"kind": "permanent", "count": 5}], wifi=True),
    )
    assert ask(facts, "commune") == [("", "33328", None, None, True)]
    assert ask(facts, "families") == [("coworking", "coworking", None, None, True)]
    assert ask(facts, "opened_on") == [("", None, None, "2010-10", True)]
    assert ask(facts, "seats.count") == [("permanent", None, 5.0, None, True)]
    assert ask(facts, "wifi") == [("", None, 1.0, None, True)]


def test_a_value_that_changed_keeps_its_past(describe: Describe, ask: Ask) -> None:
    describe("Arrêt Minute", place())
    describe("Arrêt Minute", place(status="closed"))
    assert ask(facts, "status") == [
        ("", "open", None, None, False),
        ("", "closed", None, None, True),
    ]
    assert len(ask(facts, "commune")) == 1


def test_a_text_saved_alone_leaves_the_sheet(describe: Describe, ask: Ask, alice: Actor) -> None:
    saved = describe("Arrêt Minute", place())
    edited = ask(save, alice, Edit("Arrêt Minute", "Un café.\n", saved.page.head))
    assert edited.revision.infobox["values"]["commune"] == "33328"
    assert ask(facts, "status") == [("", "open", None, None, True)]


def test_a_page_in_the_bin_says_nothing(describe: Describe, ask: Ask, alice: Actor) -> None:
    page = describe("Arrêt Minute", place()).page
    ask(delete, alice, page.uid)
    assert ask(facts, "status") == []
    ask(bring_back, alice, page.uid)
    assert ask(facts, "status") == [("", "open", None, None, True)]
