"""A wiki that was there before names had an order has it once it is upgraded."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests import people
from tests.migrations.again import upgraded_from
from wiki.glossary.models import TermAsked
from wiki.kernel.db import reading, release_reading, table_of
from wiki.language.folding import sort_key
from wiki.members.models import Member
from wiki.navigation.models import Branch, Category, Filing
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save

NAME, BEFORE = "20261128_order_of_names", "20261128_places_of_words"
TEXT = ":::{catégories} Été, Œuvres\n\n[[terme:Épi]] et [[terme:Œil]]\n"


def _migration() -> ModuleType:
    path = Path(__file__).parents[2] / "migrations" / "versions" / f"{NAME}.py"
    spec = spec_from_file_location(NAME, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(st.text())
def test_it_folds_as_the_code_does(text: str) -> None:
    assert _MIGRATION._sort_key(text) == sort_key(text)


def _orders() -> list[list[tuple[object, ...]]]:
    release_reading()
    models = (Member, Page, Category, Branch, Filing, TermAsked)
    tables = [table_of(model) for model in models]
    found = [
        [tuple(row) for row in reading().execute(sa.select(t).order_by(*t.primary_key.columns))]
        for t in tables
    ]
    release_reading()
    return found


@pytest.mark.usefixtures("inside")
def test_the_names_that_were_there_are_put_in_order() -> None:
    alice = people.make("alice")
    people.make("Éric")
    for number in range(3):
        save(alice, Edit(f"Écluse {number}/Œuf", TEXT, 0))
    delete(alice, save(alice, Edit("À la corbeille", "Rien.\n", 0)).page.uid, "vide")
    orders = _orders()
    assert all(orders)
    upgraded_from(BEFORE)
    assert _orders() == orders


_MIGRATION = _migration()
