"""A line of what is told, in words, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import url_for

from wiki.watch.queries.notices import Line
from wiki.watch.queries.targets import Target
from wiki.watch.rules import REVIEW, THANKS
from wiki.watch.views.step_words import steps
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
    #: Why one is told, and where one stops it; "" when it is told for a name, or followed no more.
    why: str
    stop_url: str


def said(line: Line) -> Said:
    """A line in words."""
    changes = _changes_url(line)
    return Said(line, line.title, _url(line), _what(line), changes, because(line), _stop_url(line))


def _url(line: Line) -> str:
    if line.thing.subject is not None and line.turn:
        return url_for("wiki.discussions.turn", uid=line.turn)
    if line.key[0] == "thread":
        return url_for("wiki.discussions.thread", uid=line.key[1])
    if line.key[0] == REVIEW:
        return url_for("wiki.upkeep.mine")
    about = line.thing.about
    values: Mapping[str, Any] = about.values
    return url_for(about.endpoint, **values)


def _changes_url(line: Line) -> str:
    if line.key[0] != "page" or line.first < 2:
        return ""
    span = f"{line.first - 1}..{line.last}"
    return page_url(line.thing.about.title, "show_diff", span=span)


def _what(line: Line) -> str:
    if line.key[0] == REVIEW:
        return gettext("On vous demande de veiller sur cette page : acceptez ou déclinez")
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
    elif line.key[0] == THANKS:
        told = ngettext(
            "%(n)s remerciement pour ce que vous y avez écrit",
            "%(n)s remerciements pour ce que vous y avez écrit",
            line.times,
        )
    elif line.key[0] == "thread":
        told = ngettext("%(n)s message", "%(n)s messages", line.times)
    else:
        told = _steps(line) or ngettext("%(n)s étape", "%(n)s étapes", line.times)
    if line.names:
        told = gettext("%(what)s, par %(names)s", what=told, names=people(line.names))
    return gettext("%(what)s ; on vous y nomme", what=told) if line.is_named else told


def _steps(line: Line) -> str:
    """« Déposé, récrit (10 fois), soumis au vote »; "" when there is one that has no name."""
    names = steps()
    if not line.steps or any(action not in names for action in line.steps):
        return ""
    said_each = [
        ngettext("%(what)s", "%(what)s (%(n)s fois)", times, what=names[action])
        for action, times in line.steps.items()
    ]
    whole = ", ".join(said_each)
    return whole[:1].upper() + whole[1:]


def because(line: Line) -> str:
    """« Parce que vous suivez la catégorie « Gestion » », and for how many other reasons."""
    if not line.because:
        return ""
    first, others = line.because[0], len(line.because) - 1
    what = _followed(line, first)
    if others:
        return ngettext(
            "Parce que vous suivez %(what)s, et pour %(n)s autre raison",
            "Parce que vous suivez %(what)s, et pour %(n)s autres raisons",
            others,
            what=what,
        )
    return gettext("Parce que vous suivez %(what)s", what=what)


def _followed(line: Line, target: Target) -> str:
    """What one follows, as the end of a sentence."""
    if (target.kind, target.target) == line.key:
        return {
            "page": gettext("cette page"),
            "thread": gettext("cette discussion"),
            "charter": gettext("cette charte"),
            "amendment": gettext("cet amendement"),
        }.get(target.kind, target.title)
    return {
        "page": gettext("la page « %(title)s »", title=target.title),
        "person": gettext("ce qu’écrit %(title)s", title=target.title),
        "category": gettext("la catégorie « %(title)s »", title=target.title),
        "territory": gettext("les lieux du territoire %(title)s", title=target.title),
        "charter": gettext("la charte « %(title)s »", title=target.title),
        "search": gettext("la recherche « %(title)s »", title=target.title),
    }.get(target.kind, target.title)


def _stop_url(line: Line) -> str:
    if not line.because:
        return ""
    of = [f"{one.kind}:{one.target}" for one in line.because]
    return url_for("wiki.watch.unfollow_form", of=of)


def people(names: Sequence[str]) -> str:
    """« Alice, Bob et 2 autres personnes »."""
    shown, others = list(names[:_NAMED]), len(names) - _NAMED
    if others > 0:
        more = ngettext("%(n)s autre personne", "%(n)s autres personnes", others)
        return gettext("%(names)s et %(last)s", names=", ".join(shown), last=more)
    if len(shown) < 2:
        return "".join(shown)
    return gettext("%(names)s et %(last)s", names=", ".join(shown[:-1]), last=shown[-1])
