"""A wiki that was there before the lists has them once it is upgraded."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.migrations.again import upgraded_from
from tests.test_rebuild import Life
from wiki.jobs.service import run_all
from wiki.kernel.db import reading, release_reading, table_of
from wiki.pages.service.save import Edit, save
from wiki.upkeep.models import AskedTitle, OutsideLink, SectionLink, ToTend

pytestmark = pytest.mark.usefixtures("inside")
BEFORE = "20261126_add_categories"


def _lists() -> list[list[tuple[object, ...]]]:
    release_reading()
    tables = [table_of(model) for model in (AskedTitle, ToTend, OutsideLink, SectionLink)]
    found = [
        [tuple(row) for row in reading().execute(sa.select(t).order_by(*t.primary_key.columns))]
        for t in tables
    ]
    release_reading()
    return found


@pytest.mark.parametrize("seed", [3, 5])
def test_the_lists_of_a_wiki_that_was_there_are_filled(inside: Flask, seed: int) -> None:
    life = Life(seed)
    for _ in range(40):
        life.act()
    save(life.alice, Edit("Sommaire", "[[#Rien]] https://exemple.fr/\n", 0))
    lists = _lists()
    assert all(lists)
    upgraded_from(BEFORE)
    run_all()
    assert _lists() == lists
