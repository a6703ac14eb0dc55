"""A text parsed with the directives of this wiki: those of the markup and those of the subjects."""

from __future__ import annotations

from wiki.kernel.db import state
from wiki.kernel.directives import Offered
from wiki.markup.directives import CORE, Directive, Registry
from wiki.markup.document import Document
from wiki.markup.parse import parse


def document_of(text: str) -> Document:
    """The parsed text."""
    return parse(text, registry())


def offered() -> dict[str, Offered]:
    """The directives that subjects add, by name."""

    def collect() -> dict[str, Offered]:
        return {
            one.directive.name: one
            for subject in state().subjects
            if subject.directives
            for one in subject.load(subject.directives)
        }

    return state().keep("pages.directives", collect)  # type: ignore[no-any-return]


def directives() -> tuple[Directive, ...]:
    """Every directive of this wiki."""
    return registry().directives


def registry() -> Registry:
    """The directives that a text of this wiki may hold."""

    def extend() -> Registry:
        return CORE.extended(*(one.directive for one in offered().values()))

    return state().keep("pages.registry", extend)  # type: ignore[no-any-return]


def proposed() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """What an editor proposes after « ::: », and at the beginning of the lines that follow."""

    def collect() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
        return tuple((one.name, one.sentence, one.body, _options(one)) for one in directives())

    return state().keep("pages.proposed", collect)  # type: ignore[no-any-return]


def _options(one: Directive) -> tuple[str, ...]:
    """The options of a directive, each by its French name where it has one."""
    return tuple(names[0] if names else key for key, names in one.options.items())
