"""The language of an answer: French first, English complete. Messages are French in the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import g, has_request_context, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from wiki.markup.typography import for_language

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT = "fr"
COOKIE = "wiki_language"
_FOLDER = Path(__file__).parent / "translations"


@cache
def _catalogue(language: str) -> dict[str, str | tuple[str, ...]]:
    """French message -> translation, or its forms; empty for French itself."""
    path = _FOLDER / f"{language}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    found: dict[str, str | tuple[str, ...]] = {}
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
            found[key] = (
                message.string if isinstance(message.string, str) else tuple(message.string)
            )
    return found


def language() -> str:
    """The language to answer in: the member's, the cookie's, the browser's, else French."""
    try:
        return g.wiki_language  # type: ignore[no-any-return]
    except (AttributeError, RuntimeError):  # not asked yet, or outside of any application
        if not has_request_context():
            return DEFAULT
    g.wiki_language = _asked_for()
    return str(g.wiki_language)


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Inside, the language of the answer is this one."""
    before = g.get("wiki_language")
    g.wiki_language = wanted
    try:
        yield
    finally:
        if before is None:
            g.pop("wiki_language")
        else:
            g.wiki_language = before


def in_language(labels: Mapping[str, str]) -> str:
    """The text of a datum that has one in each language, in the language of the answer."""
    return labels.get(language()) or labels.get(DEFAULT, "")


def _asked_for() -> str:
    wanted = request.cookies.get(COOKIE, "")
    if wanted in LANGUAGES:
        return wanted
    return best_language(request.headers.get("Accept-Language", ""))


def best_language(header: str) -> str:
    """The language for what a browser says of its reader's. Only its beginning is read."""
    return _best_language(header[:200])


@lru_cache(512)
def _best_language(header: str) -> str:
    for name, quality in parse_accept_header(header, LanguageAccept):  # the best liked first
        spoken = name.partition("-")[0].casefold()  # « fr-CA » is French
        if quality and spoken in LANGUAGES:
            return spoken
    return DEFAULT


def gettext(message: str, **values: Any) -> str:
    """The message in the language of the answer, with its values filled in."""
    text = _forms(language(), message)[0]
    return text % values if values else text


def ngettext(one: str, many: str, n: int, **values: Any) -> str:
    """The form that fits the number `n`. In French 0 and 1 are singular, in English only 1."""
    spoken = language()
    if not values:
        return _counted(spoken, one, many, n)
    return _form(spoken, one, many, n) % {"n": number(n), **values}


@lru_cache(4096, typed=True)
def _counted(language: str, one: str, many: str, n: int) -> str:
    return _form(language, one, many, n) % {"n": _number(n, language)}


def _form(language: str, one: str, many: str, n: int) -> str:
    singular = n in (0, 1, -1) if language == "fr" else n == 1
    return _forms(language, one, many)[0 if singular else 1]


@lru_cache(4096)
def _forms(language: str, *message: str) -> tuple[str, ...]:
    """A message, or its singular and its plural, with the no-break spaces of the language."""
    found = _catalogue(language).get(message[0], message)
    forms = (found,) if isinstance(found, str) else found
    forms = forms if len(forms) >= len(message) else message
    return tuple(map(for_language(language), forms))


def number(value: float) -> str:
    """A number as it is written: « 54 280 » in French, with a narrow no-break space."""
    return _number(value, language())


@lru_cache(4_000, typed=True)
def _number(value: float, locale: str) -> str:
    """Writing a number takes longer than finding it again: lists hold the same ones."""
    return format_decimal(value, locale=locale)
