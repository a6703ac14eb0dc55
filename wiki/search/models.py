"""What is found: documents, their names, their words. The full-text indexes over the words are in
`migrations/fulltext.py`.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key, Moment, Truth
from wiki.kernel.slugs import new_uid


class SearchDocument(Derived):
    """One thing that can be found; `number` comes from the row of its owner."""

    __tablename__ = "wiki_search_document"
    __table_args__ = (
        sa.UniqueConstraint("kind", "uid"),
        sa.Index("ix_wiki_search_document_updated", "updated_at"),
    )

    number: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    uid: Mapped[str]
    title: Mapped[str]
    #: How many others mention it, and when it last changed: they rank.
    links: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(Moment)


class SearchName(Derived):
    """A title that leads to a document, its own or another."""

    __tablename__ = "wiki_search_name"
    __table_args__ = (
        sa.Index("ix_wiki_search_name_key", "key"),
        sa.Index("ix_wiki_search_name_stems", "stems"),
    )

    number: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(SearchDocument.number), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(Key, primary_key=True)
    title: Mapped[str]
    stems: Mapped[str]


class SearchText(Derived):
    """The words of a document: stems for the engine, plain text for the snippets."""

    __tablename__ = "wiki_search_text"

    number: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(SearchDocument.number), primary_key=True, autoincrement=False
    )
    title: Mapped[str]
    head: Mapped[str]
    whole: Mapped[str]
    headings: Mapped[str]
    text: Mapped[str]


class SearchWord(Derived):
    """A word of the titles, as it is written there but in lower case, and in how many it stands."""

    __tablename__ = "wiki_search_word"

    word: Mapped[str] = mapped_column(Key, primary_key=True)
    names: Mapped[int]


class SearchSpelling(Derived):
    """A word of the titles, folded, or folded with one letter less: found when it is misspelt."""

    __tablename__ = "wiki_search_spelling"

    form: Mapped[str] = mapped_column(Key, primary_key=True)
    word: Mapped[str] = mapped_column(Key, primary_key=True)


class SavedSearch(Truth):
    """A search that a member has kept under a name: what its address asks, to be opened again.

    `screen` is the list that it is of, by its name in `rules.SCREENS`.
    """

    __tablename__ = "wiki_saved_search"
    __table_args__ = (sa.UniqueConstraint("member_id", "name"),)
    is_private = True

    uid: Mapped[str] = mapped_column(primary_key=True, default=new_uid)
    member_id: Mapped[int] = mapped_column(BigId)
    name: Mapped[str]
    screen: Mapped[str] = mapped_column(server_default="search")
    #: As in the address, after the question mark.
    asked: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)


class Synonym(Truth):
    """Expressions of equal meaning, separated by commas, as somebody wrote them."""

    __tablename__ = "wiki_synonym"

    uid: Mapped[str] = mapped_column(primary_key=True, default=new_uid)
    words: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
