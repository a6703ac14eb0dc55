"""What follows from the sheets of words: which page explains which, and which are asked for."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key
from wiki.pages.models import Page


class Term(Derived):
    """A page defines a word: `rules.Defined`, in its newest revision."""

    __tablename__ = "wiki_term"
    __table_args__ = (
        sa.Index("ix_wiki_term_sort", "sort", "page_id"),
        sa.Index("ix_wiki_term_key", "key"),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    key: Mapped[str] = mapped_column(Key)
    title: Mapped[str] = mapped_column(sa.Text)
    sort: Mapped[str] = mapped_column(Key)
    definition: Mapped[str] = mapped_column(sa.Text)
    domain: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    source_url: Mapped[str] = mapped_column(sa.Text)
    source_date: Mapped[str] = mapped_column(sa.Text)
    is_explained: Mapped[bool]


class TermWord(Derived):
    """A word that the page of a term explains, as it is written; `rank` as in `rules.Claimed`."""

    __tablename__ = "wiki_term_word"
    __table_args__ = (sa.Index("ix_wiki_term_word_key", "key", "page_id"),)

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    word: Mapped[str] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(Key)
    rank: Mapped[int]


class TermAsked(Derived):
    """A page asks for a word by its name, `[[terme:Mot]]`, in its newest revision."""

    __tablename__ = "wiki_term_asked"
    __table_args__ = (
        sa.Index("ix_wiki_term_asked_key", "key", "page_id"),
        sa.Index("ix_wiki_term_asked_sort", "sort", "key"),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    key: Mapped[str] = mapped_column(Key, primary_key=True)
    sort: Mapped[str] = mapped_column(Key, server_default="")
    #: As its text first writes it.
    written: Mapped[str] = mapped_column(sa.Text)
