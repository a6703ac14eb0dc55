"""Keeping the index."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.search.documents import document, put
from wiki.kernel.db import act, reading
from wiki.search import service
from wiki.search.models import SearchDocument, SearchName, SearchText
from wiki.search.queries import search


def titles(question: str) -> list[str]:
    return [hit.title for hit in search(question).hits]


@pytest.mark.usefixtures("inside")
def test_a_document_is_found_once_it_is_put() -> None:
    put(document(1, "Pomerol", "Une gare."))
    assert titles("pomerol") == ["Pomerol"]
    assert titles("gare") == ["Pomerol"]


@pytest.mark.usefixtures("inside")
def test_put_again_only_its_new_words_find_it() -> None:
    put(document(1, "Pomerol", "Une gare.", aliases=("Arrêt",)))
    put(document(1, "Libourne", "Un pont."))
    assert titles("libourne pont") == ["Libourne"]
    assert titles("pomerol") == titles("gare") == titles("arrêt") == []


@pytest.mark.usefixtures("inside")
def test_removed_it_is_not_found() -> None:
    put(document(1, "Pomerol", "Une gare."), document(2, "Libourne", "Une gare."))
    with act():
        service.remove("page", 1)
    assert titles("gare") == ["Libourne"]
    assert titles("pomerol") == []


@pytest.mark.usefixtures("inside")
def test_an_act_that_fails_leaves_the_index_as_it_was() -> None:
    naive = datetime(2012, 10, 8)  # noqa: DTZ001 - that is what is refused
    with pytest.raises(ValueError, match="time zone"):
        put(document(1, "Pomerol"), document(2, "Libourne", updated_at=naive))
    assert titles("pomerol") == []


@pytest.mark.usefixtures("inside")
def test_mentions_are_set_and_added() -> None:
    put(document(1, "Un", "gare"), document(2, "Deux", "gare"))
    assert titles("gare") == ["Deux", "Un"]
    with act():
        service.add_links("page", {1: 3})
        service.add_links("page", {1: -1, 2: 1})
    assert titles("gare") == ["Un", "Deux"]
    links = sa.select(SearchDocument.links).order_by(SearchDocument.number)
    assert reading().scalars(links).all() == [2, 1]


@pytest.mark.usefixtures("inside")
def test_rebuilding_writes_the_same_rows() -> None:
    documents = [document(n, f"Page {n}", f"mot{n} commun", links=n) for n in range(1, 6)]
    put(*documents)
    before = rows()
    with act():
        service.put(document(9, "De trop"))
    with act():
        service.rebuild("page", documents)
    assert rows() == before
    assert len(titles("commun")) == 5
    assert titles("trop") == []


def rows() -> list[list[object]]:
    tables = (SearchDocument, SearchName, SearchText)
    return [
        [tuple(row) for row in reading().execute(sa.select(table.__table__).order_by(table.number))]
        for table in tables
    ]


def test_any_text_is_indexed(inside: Flask) -> None:
    texts = (
        "",
        "\u0301\u0301",
        "½ ﷺ № ①",
        "𝔘𝔫𝔦 한국어 ελληνικά",
        "'\" \\ : & | ! ( ) *",
        "a" * 10_000,
    )
    put(*(document(n, f"Page {n}", text) for n, text in enumerate(texts, 1)))
    assert titles("한국어 ελληνικά") == ["Page 4"]
