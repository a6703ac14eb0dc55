"""What the events show inside a page: those to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from wiki.events.queries import listing as queries
from wiki.events.queries.listing import LIST, Asked
from wiki.events.views.lists import cards_of
from wiki.events.views.words import types
from wiki.geography.communes import departments
from wiki.glossary.queries.words import page_path
from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
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


def agenda(call: Call, _context: Context) -> Shown | None:
    """The events to come; nothing that can be shown of those of what there is not."""
    said = call.options
    place = said.get("departement", "") or call.argument
    wanted = Asked(_department(place), _type(said.get("type", "")))
    number = said.get("number", "") or str(USUAL)
    if (place and not wanted.departement) or (said.get("type") and not wanted.type):
        return None
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= MOST):
        return None
    found = queries.coming(wanted, size=int(number))
    asked = {name: value for name, value in wanted._asdict().items() if value}
    values = {
        "events": [(page_path(one.title), one) for one in cards_of(found.rows)],
        "all_url": f"{state().url_prefix}/events" + (f"?{urlencode(asked)}" if asked else ""),
    }
    return Shown("events/in_page.html", values, (LIST,))


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


HANDLERS = (Offered(AGENDA, agenda, words=_words),)
