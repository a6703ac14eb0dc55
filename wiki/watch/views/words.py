"""A line of what is told, in words, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import url_for

from wiki.watch.queries.notices import Line
from wiki.web.language import gettext, ngettext
from wiki.web.templates import page_url

#: People named; the others are counted.
_NAMED = 3


class Said(NamedTuple):
    """A line as it is read: what it is about, where it leads, what happened and where that is."""

    line: Line
    title: str
    url: str
    what: str
    changes_url: str


def said(line: Line) -> Said:
    """A line in words."""
    return Said(line, line.title, _url(line), _what(line), _changes_url(line))


def _url(line: Line) -> str:
    if line.thing.subject is not None and line.turn:
        return url_for("wiki.discussions.turn", uid=line.turn)
    if line.key[0] == "thread":
        return url_for("wiki.discussions.thread", uid=line.key[1])
    about = line.thing.about
    values: Mapping[str, Any] = about.values
    return url_for(about.endpoint, **values)


def _changes_url(line: Line) -> str:
    if line.key[0] != "page" or line.first < 2:
        return ""
    span = f"{line.first - 1}..{line.last}"
    return page_url(line.thing.about.title, "show_diff", span=span)


def _what(line: Line) -> str:
    if line.key[0] == "page" and line.first == 1:
        told = (
            gettext("Nouvelle page")
            if line.times == 1
            else ngettext(
                "Nouvelle page, %(n)s modification",
                "Nouvelle page, %(n)s modifications",
                line.times,
            )
        )
    elif line.key[0] == "page":
        told = ngettext("%(n)s modification", "%(n)s modifications", line.times)
    elif line.key[0] == "thread":
        told = ngettext("%(n)s message", "%(n)s messages", line.times)
    else:
        told = ngettext("%(n)s étape", "%(n)s étapes", line.times)
    if line.names:
        told = gettext("%(what)s, par %(names)s", what=told, names=people(line.names))
    return gettext("%(what)s ; on vous y nomme", what=told) if line.is_named else told


def people(names: Sequence[str]) -> str:
    """« Alice, Bob et 2 autres personnes »."""
    shown, others = list(names[:_NAMED]), len(names) - _NAMED
    if others > 0:
        more = ngettext("%(n)s autre personne", "%(n)s autres personnes", others)
        return gettext("%(names)s et %(last)s", names=", ".join(shown), last=more)
    if len(shown) < 2:
        return "".join(shown)
    return gettext("%(names)s et %(last)s", names=", ".join(shown[:-1]), last=shown[-1])
