"""The words that every page explains, each with the page that defines it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from wiki.glossary.models import Term, TermWord
from wiki.glossary.rules import TITLE, spellings
from wiki.kernel.db import look, state
from wiki.kernel.directives import Glossary
from wiki.kernel.prepared import Among
from wiki.kernel.slugs import path_segment
from wiki.markup.meaning import TermShown
from wiki.site.models import Stamp

#: The stamp of all words: another whenever one of them is.
STAMP = "glossary"
#: How what depends on a definition begins, and what depends on all of them.
DEFINED, LIST = "defined:", "glossary"


def definition_dependency(key: str) -> str:
    """What depends on how the page of a key defines its word."""
    return f"{DEFINED}{key}"


def page_path(title: str) -> str:
    """The address of a page inside the wiki, without host."""
    return f"{state().url_prefix}/wiki/{path_segment(title)}"


class Line(NamedTuple):
    """A word that a page claims, with what the page says of it."""

    word: str
    key: str
    rank: int
    page_key: str
    title: str
    definition: str
    is_explained: bool

    @property
    def shown(self) -> TermShown:
        """The explanation of the word."""
        depends = (definition_dependency(self.page_key),)
        return TermShown(self.definition, page_path(self.title), depends, key=self.page_key)


_LINES = (
    sa.select(
        TermWord.word,
        TermWord.key,
        TermWord.rank,
        Term.key,
        Term.title,
        Term.definition,
        Term.is_explained,
    )
    .join(Term, Term.page_id == TermWord.page_id)
    .order_by(TermWord.rank, TermWord.page_id)
)
_OF_KEYS = _LINES.where(Among(TermWord.key, "keys"))
_VERSION = sa.select(Stamp.value).where(Stamp.name == STAMP)


def lines_of(keys: Collection[str]) -> list[Line]:
    """The lines of some words, those of the best right first."""
    return [Line._make(row) for row in look(_OF_KEYS, keys=sorted(keys))] if keys else []


def explained(lines: Iterable[Line]) -> dict[str, TermShown]:
    """Each word as texts may write it, with its explanation."""
    found: dict[str, TermShown] = {}
    for line in lines:
        if line.is_explained:
            shown = line.shown
            for word in spellings((line.word,)):
                found.setdefault(word, shown)
    return found


def named(lines: Iterable[Line]) -> dict[str, TermShown]:
    """Each word by its key, and the whole title of each page, with its explanation."""
    found: dict[str, TermShown] = {}
    titles: dict[str, TermShown] = {}
    for line in lines:
        shown = line.shown
        found.setdefault(line.key, shown)
        if line.rank != TITLE:
            titles[line.page_key] = shown
    return titles | found


def _version() -> str:
    return next((str(value) for (value,) in look(_VERSION)), "")


def _all(version: str) -> list[Line]:
    return [Line._make(row) for row in look(_LINES)] if version else []


def _words(version: str) -> Mapping[str, TermShown]:
    return explained(_all(version))


def _named(version: str) -> Mapping[str, TermShown]:
    return named(_all(version))


GLOSSARY = Glossary(_version, _words, _named)
