"""What the forms of a version are called: languages by their own names, easy to read."""

from __future__ import annotations

from typing import NamedTuple

from babel import Locale

from wiki.charter.queries.twins import Known
from wiki.charter.rules import twins as rules
from wiki.charter.rules.twins import EASY
from wiki.web.language import gettext, ngettext

#: Languages written from right to left.
_LEFTWARDS = ("ar",)


class Form(NamedTuple):
    """A form that a version may have: its name, its language, how it is written."""

    code: str
    name: str
    language: str
    direction: str


def form_of(code: str) -> Form:
    """A form by its code. Raises `Missing`."""
    language = rules.language(code)
    name = gettext("Facile à lire et à comprendre") if code == EASY else _own_name(language)
    return Form(code, name, language, "rtl" if language in _LEFTWARDS else "ltr")


def _own_name(language: str) -> str:
    """What a language is called in itself; by its code where that is not known."""
    return (Locale.parse(language).get_display_name(language) or language).capitalize()


def name_and_state(one: Known) -> tuple[Form, str]:
    """A form that a version has, and how far it is."""
    state = ngettext("%(n)s passage à jour", "%(n)s passages à jour", one.follows)
    return form_of(one.form), gettext("%(state)s sur %(total)s", state=state, total=one.blocks)


def forms() -> list[Form]:
    """All that there may be."""
    return [form_of(code) for code in rules.FORMS]
