"""How a subject gives meaning to markup in a page: handlers that answer with plain values.

The template and its values are turned into HTML by `wiki.web.rendering`, after sanitising.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Shown:
    """What stands in the page for a directive: a template of ours and what it shows."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    #: Keys whose change makes the page stale.
    dependencies: tuple[str, ...] = ()


#: Takes the name of a field as it is written in a page, the page's id, the number of the revision
#: that is shown, and whether it stands inside a link.
FieldHandler = Callable[[str, int, int, bool], Shown]

#: Takes (call, context) of `wiki.markup`; None when the directive cannot be shown.
Handler = Callable[[Any, Any], Shown | None]


@dataclass(frozen=True)
class Offered:
    """A directive that a subject adds: how it is written (`markup`'s), and what it shows."""

    directive: Any
    show: Handler
    #: How many of them one page may hold, those beyond being boxed; 0 for any number.
    most: int = 0
    #: What may be written in it: option -> words, `("@titles",)` for titles of pages. Under ""
    #: stand names that options may have besides those of `directive`.
    words: Callable[[], Mapping[str, Sequence[str]]] | None = None


@dataclass(frozen=True)
class Glossary:
    """Words that a subject explains in every page.

    When some change, the subject calls `wiki.pages.service.terms.settle` in the same act.
    """

    #: What changes whenever the words do: asked at each rendering, so one look at most.
    version: Callable[[], str]
    #: Of a version, each word as it is written -> a `wiki.markup.meaning.TermShown`.
    words: Callable[[str], Mapping[str, Any]]
    #: Of a version, each word by its `title_key` -> the same, for those who ask for it by its name:
    #: `[[terme:Mot]]`.
    named: Callable[[str], Mapping[str, Any]] | None = None


#: Takes the address of an image; answers with a `wiki.markup.meaning.ImageShown` or None.
ImageHandler = Callable[[str], Any]
