"""What the search knows of the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from wiki.kernel.db import act, reading
from wiki.kernel.permissions import SYSTEM
from wiki.pages.models import Page
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.derive import rebuild_links
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.service.searching import rebuild
from wiki.search.models import SearchDocument, SearchName, SearchText

pytestmark = pytest.mark.usefixtures("inside")


def links() -> dict[str, int]:
    """How many mentions each page has."""
    query = sa.select(SearchDocument.title, SearchDocument.links)
    return dict(reading().execute(query).all())


def rows() -> list[list[tuple[object, ...]]]:
    """Every row of the index."""
    tables = (SearchDocument, SearchName, SearchText)
    return [
        [tuple(row) for row in reading().execute(sa.select(table.__table__).order_by(*keys(table)))]
        for table in tables
    ]


def keys(table: type[SearchDocument | SearchName | SearchText]) -> list[sa.Column[object]]:
    return list(table.__table__.primary_key)


def check_rebuild() -> None:
    """Made again from the revisions, the index is the same."""
    before = rows()
    with act():
        rebuild_links()
        rebuild()
    assert rows() == before


def test_links_that_come_and_go_are_counted(write: Callable[..., Page]) -> None:
    write("Gare", "Texte.")
    write("Train", "[[Gare]] et [[gare]].")
    write("Pont", "[[Train]]")
    assert links() == {"Gare": 1, "Train": 1, "Pont": 0}
    save(SYSTEM, Edit("Train", "[[Pont]]", 1))
    assert links() == {"Gare": 0, "Train": 1, "Pont": 1}
    check_rebuild()


def test_links_that_were_red_are_counted_once_the_page_is_there(write: Callable[..., Page]) -> None:
    write("Train", "[[Gare]]")
    write("Pont", "[[Gare]]")
    write("Gare", "[[Gare]] [[Train]]")
    assert links() == {"Train": 1, "Pont": 0, "Gare": 2}
    check_rebuild()


def test_a_page_keeps_the_mentions_of_its_former_title(write: Callable[..., Page]) -> None:
    gare = write("Gare", "Texte.")
    write("Train", "[[Gare]]")
    write("Pont", "[[Halte]]")
    rename(SYSTEM, gare.uid, "Halte")
    assert links() == {"Halte": 2, "Train": 0, "Pont": 0}
    save(SYSTEM, Edit("Train", "Plus rien.", 1))
    assert links()["Halte"] == 1
    check_rebuild()


def test_what_a_deleted_page_mentioned_is_mentioned_no_more(write: Callable[..., Page]) -> None:
    write("Gare", "Texte.")
    train = write("Train", "[[Gare]]")
    delete(SYSTEM, train.uid)
    assert links() == {"Gare": 0}
    check_rebuild()
    bring_back(SYSTEM, train.uid)
    assert links() == {"Gare": 1, "Train": 0}
    check_rebuild()


def test_a_page_back_under_another_title_is_found_by_it(write: Callable[..., Page]) -> None:
    old = write("Gare", "Texte.")
    delete(SYSTEM, old.uid)
    write("Gare", "Un autre.")
    write("Train", "[[Gare]]")
    bring_back(SYSTEM, old.uid, "Vieille gare")
    assert links() == {"Gare": 1, "Vieille gare": 0, "Train": 0}
    check_rebuild()
