"""Keeping the index: called inside the act that changes what is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel.db import reading
from wiki.search.document import Document
from wiki.search.models import SearchDocument, SearchName, SearchText
from wiki.search.rules import Entry, entry_of, number_of


def put(document: Document) -> None:
    """Index a document, new or changed. Inside an act."""
    entry = entry_of(document)
    take_turn()
    _forget([entry.number])
    _write(document, entry)


def remove(kind: str, row_id: int) -> None:
    """Take a document out of the index. Inside an act."""
    take_turn()
    _forget([number_of(kind, row_id)])


def set_links(kind: str, counts: Mapping[int, int]) -> None:
    """Say how many others mention some documents: row id at the owner -> number. Inside an act."""
    for row_id, links in counts.items():
        _update_links(number_of(kind, row_id), sa.literal(links))


def add_links(kind: str, changes: Mapping[int, int]) -> None:
    """Say that some documents are mentioned more or less often than before. Inside an act."""
    for row_id, change in changes.items():
        _update_links(number_of(kind, row_id), SearchDocument.links + change)


def rebuild(kind: str, documents: Iterable[Document]) -> None:
    """Index every document of a kind again. Inside an act."""
    take_turn()
    query = sa.select(SearchDocument.number).where(SearchDocument.kind == kind)
    _forget(reading().scalars(query).all())
    for document in documents:
        _write(document, entry_of(document))


def _update_links(number: int, links: sa.ColumnElement[int]) -> None:
    reading().execute(
        sa.update(SearchDocument)
        .where(SearchDocument.number == number)
        .values(links=links)
        .execution_options(synchronize_session=False)
    )


def _forget(numbers: Iterable[int]) -> None:
    session = reading()
    for number in numbers:
        for table in (SearchText, SearchName, SearchDocument):
            session.execute(
                sa.delete(table)
                .where(table.number == number)
                .execution_options(synchronize_session=False)
            )


def _write(document: Document, entry: Entry) -> None:
    """Whole rows, and no objects: a rebuild of many pages is not held in memory."""
    session = reading()
    number = entry.number
    row = {
        "number": number,
        "kind": document.kind,
        "uid": document.uid,
        "title": document.title,
        "links": document.links,
        "updated_at": document.updated_at,
    }
    names = [
        {"number": number, "key": name.key, "title": name.title, "stems": name.stems}
        for name in entry.names
    ]
    words = {
        "number": number,
        "title": entry.title,
        "head": entry.head,
        "whole": entry.whole,
        "places": entry.places,
        "headings": entry.headings,
        "text": entry.text,
    }
    session.execute(sa.insert(SearchDocument), [row])
    session.execute(sa.insert(SearchName), names)
    session.execute(sa.insert(SearchText), [words])
