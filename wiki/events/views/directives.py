"""What the events show inside a page: those to come."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from wiki.events.minutes import DECISION, MINUTES
from wiki.events.minutes import decision as made
from wiki.events.queries import listing as queries
from wiki.events.queries.listing import LIST, Asked
from wiki.events.views.lists import cards_of
from wiki.events.views.words import types, when_said
from wiki.geography.communes import departments
from wiki.glossary.queries.words import page_path
from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries import pages
from wiki.schema.folding import folded

#: Most events that a page shows, and how many when nothing is said.
MOST, USUAL = 30, 6
AGENDA = Directive(
    "agenda",
    ("upcoming-events",),
    {"departement": ("département", "department"), "type": ("genre",), "number": ("nombre",)},
    "none",
    "Les événements à venir, ou ceux d’un département ou d’un genre.",
)

MINUTES_OF = Directive(
    MINUTES,
    ("minutes",),
    {},
    "none",
    "De quel événement la page est le compte rendu.",
)
DECIDED = Directive(
    DECISION,
    ("décision",),
    {
        "article": (),
        "who": ("qui", "responsable"),
        "due": ("échéance", "echeance", "pour"),
    },
    "markdown",
    "Une décision, que le registre des décisions reprend.",
)


def agenda(call: Call, _context: Context) -> Shown | None:
    """The events to come; nothing that can be shown of those of what there is not."""
    said = call.options
    place = said.get("departement", "") or call.argument
    wanted = Asked(_department(place), _type(said.get("type", "")))
    number = said.get("number", "") or str(USUAL)
    if (place and not wanted.departement) or (said.get("type") and not wanted.type):
        return None
    if not (re.fullmatch("[1-9][0-9]?", number) and int(number) <= MOST):
        return None
    found = queries.coming(wanted, size=int(number))
    asked = {name: value for name, value in wanted._asdict().items() if value}
    values = {
        "events": [(page_path(one.title), one) for one in cards_of(found.rows)],
        "all_url": f"{state().url_prefix}/events" + (f"?{urlencode(asked)}" if asked else ""),
    }
    return Shown("events/in_page.html", values, (LIST,))


def minutes(call: Call, _context: Context) -> Shown | None:
    """Which event the page gives the minutes of."""
    page = pages.led_to(call.argument) if call.argument else None
    times = queries.times_of(page.id) if page else []
    if not times:
        return None
    values = {
        "href": page_path(times[0].title),
        "name": times[0].name,
        "when": when_said(times[0].when),
    }
    return Shown("events/minutes_of.html", values, (LIST,))


def decision(call: Call, context: Context) -> Shown | None:
    """What was decided, in a box: who does it, until when, which article it concerns."""
    if not context.body:
        return None
    found = made(0, call.options, "")
    values = {
        "body": context.body,
        "article": f"{state().url_prefix}{found.article}" if found.article else "",
        "who": found.who,
        "due": found.due,
    }
    return Shown("events/decision.html", values)


def _department(said: str) -> str:
    known = departments()
    if said in known:
        return said
    return next((one.code for one in known.values() if folded(one.name) == folded(said)), "")


def _type(said: str) -> str:
    names = {folded(name): code for code, name in types().items()}
    return said if said in types() else names.get(folded(said), "") if said else ""


def _words() -> Mapping[str, Sequence[str]]:
    names = sorted(one.name for one in departments().values())
    return {"departement": names, "type": list(types().values())}


HANDLERS = (
    Offered(AGENDA, agenda, words=_words),
    Offered(MINUTES_OF, minutes),
    Offered(DECIDED, decision),
)
