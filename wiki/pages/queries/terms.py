"""The words explained in every page: those of the settings page, and those that subjects give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa

from wiki.kernel.db import look, state
from wiki.kernel.directives import Glossary
from wiki.markup.meaning import TermShown
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.rules import ABBREVIATIONS_KEY, abbreviations

_KEPT, _KEPT_NAMED = "pages.terms", "pages.terms.named"


_Collect = Callable[[Iterable[Glossary], Iterable[str]], Mapping[str, TermShown]]


def term_dependency(word: str) -> str:
    """What depends on how a word is explained."""
    return f"term:{word}"


def naming_dependency(key: str) -> str:
    """What depends on which page defines a word that is asked for by its name."""
    return f"named:{key}"


def terms() -> Mapping[str, TermShown]:
    """Each word with its explanation. Of a word that several explain, the lowest subject's."""
    return _of_all(_KEPT, _all_of)


def named_terms() -> Mapping[str, TermShown]:
    """What `[[terme:Mot]]` leads to, by the `title_key` of the word."""
    return _of_all(_KEPT_NAMED, _all_named)


def _of_all(name: str, collect: _Collect) -> Mapping[str, TermShown]:
    given = state().keep("pages.glossaries", _glossaries)
    version = tuple(one.version() for one in given)
    kept: tuple[tuple[str, ...], Mapping[str, TermShown]] | None = state().kept.get(name)
    if kept is None or kept[0] != version:
        kept = version, collect(given, version)
        state().kept[name] = kept
    return kept[1]


def _glossaries() -> tuple[Glossary, ...]:
    return tuple(one.load(one.glossary) for one in state().subjects if one.glossary)


def _all_of(glossaries: Iterable[Glossary], versions: Iterable[str]) -> Mapping[str, TermShown]:
    found: dict[str, TermShown] = {}
    for glossary, version in zip(glossaries, versions, strict=True):
        for word, term in glossary.words(version).items():
            depends = (*term.dependencies, term_dependency(word))
            found.setdefault(word, replace(term, dependencies=depends))
    return found


def _all_named(glossaries: Iterable[Glossary], versions: Iterable[str]) -> Mapping[str, TermShown]:
    found: dict[str, TermShown] = {}
    for glossary, version in zip(glossaries, versions, strict=True):
        if glossary.named:
            found = {**glossary.named(version), **found}
    return found


def explained(body: str) -> Mapping[str, TermShown]:
    """The words that a text of the settings page explains."""
    return {word: TermShown(said, everywhere=True) for word, said in abbreviations(body).items()}


_SHA256 = (
    sa.select(Revision.text_sha256)
    .join(Page, sa.and_(Page.id == Revision.page_id, Page.head == Revision.number))
    .where(Page.key == ABBREVIATIONS_KEY, Page.deleted_at.is_(None))
)


def _version() -> str:
    return next((row[0] for row in look(_SHA256)), "")


def _words(sha256: str) -> Mapping[str, TermShown]:
    return explained(pages.text(sha256)) if sha256 else {}


#: The glossary of the settings page.
ABBREVIATIONS = Glossary(_version, _words)
