"""What the portals show inside a page: blocks, and lists that gather several subjects."""

from __future__ import annotations

import re
from typing import NamedTuple

from wiki.charter.queries.charters import LIST as CHARTERS
from wiki.charter.queries.charters import charters
from wiki.charter.rules import versions
from wiki.geography.communes import commune_today
from wiki.geography.zones import zone_of
from wiki.glossary.queries.words import LIST as WORDS
from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title, path_segment, title_key
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.pages.service.derive import CHANGES, text_dependency, title_dependency
from wiki.places.dependencies import PLACES, about
from wiki.portals import queries
from wiki.portals.rules import BLOCK, HIDDEN, is_half
from wiki.portals.service import DAY
from wiki.upkeep.queries.lists import COUNTED, counts
from wiki.upkeep.rules import LISTS

#: Places shown unless it is said otherwise, and at most; tasks, and characters of a beginning.
USUAL, MOST = 6, 30
TASKS = 5
BEGINNING = 280
FEATURED = Directive(
    "à-la-une", ("a-la-une", "featured"), {}, "none", "Une page, par ses premières phrases."
)
NEWEST = Directive(
    "nouveaux-lieux",
    ("newest-places",),
    {"size": ("nombre",)},
    "none",
    "Les lieux décrits en dernier.",
)
WORD = Directive(
    "mot-du-jour", ("term-of-the-day",), {}, "none", "Un mot du glossaire, un autre chaque jour."
)
TO_DO = Directive(
    "à-faire", ("a-faire", "to-do"), {}, "none", "Ce qui attend quelques minutes de quelqu’un."
)
IN_PROGRESS = Directive("chartes", ("charters",), {}, "none", "Les chartes, et où en est chacune.")
#: The lists of what waits: the code of `counts`, where it is, what it says of one and of several.
_LISTS = (
    ("missing", "wanted", "page demandée à écrire", "pages demandées à écrire"),
    ("reread", "to-reread", "page à relire", "pages à relire"),
    ("outdated", "outdated", "page périmée à refaire", "pages périmées à refaire"),
    ("dead", "dead-links", "lien mort à remplacer", "liens morts à remplacer"),
    (
        "broken",
        "broken-sections",
        "page qui vise une section disparue",
        "pages qui visent une section disparue",
    ),
    ("orphan", "orphans", "page orpheline à relier", "pages orphelines à relier"),
    ("dead_end", "dead-ends", "page sans issue à relier", "pages sans issue à relier"),
)
#: How far a version is, as pages say it.
_STATES = {
    versions.DRAFT: "brouillon",
    versions.CONSULTATION: "en concertation",
    versions.FROZEN: "concertation close",
    versions.CANDIDATE: "texte proposé",
    versions.ADOPTED: "adoptée",
}


def block(call: Call, context: Context) -> Shown:
    """A block with its title; two that are half as wide stand side by side."""
    values = {"title": call.argument, "body": context.body, "is_half": is_half(call)}
    return Shown("portals/block.html", values)


def hidden(_call: Call, _context: Context) -> Shown:
    """Nothing."""
    return Shown("portals/hidden.html")


def featured(call: Call, _context: Context) -> Shown | None:
    """A page by its title and how it begins."""
    try:
        key = title_key(clean_title(call.argument))
    except Invalid:
        return None
    page = pages.led_to(call.argument)
    keys = (title_dependency(key), text_dependency(key))
    if page is None:
        return Shown("portals/featured.html", {"title": call.argument, "url": ""}, keys)
    words = " ".join(document_of(pages.body(page)).body_text.split())
    values = {"title": page.title, "url": _page(page.title), "beginning": _beginning(words)}
    return Shown("portals/featured.html", values, (*keys, text_dependency(page.key)))


def _beginning(words: str) -> str:
    if len(words) <= BEGINNING:
        return words
    return words[:BEGINNING].rpartition(" ")[0].rstrip(" ,;:") + "…"


def newest(call: Call, _context: Context) -> Shown:
    """The places that were described last."""
    said = call.options.get("size", "")
    size = min(int(said), MOST) if re.fullmatch("[1-9][0-9]?", said) else USUAL
    found = [
        (_page(one.title), one.name, town.full_name if town else "")
        for one in queries.newest_places(size)
        for town in (commune_today(one.insee or ""),)
    ]
    keys = (PLACES, *(about(PLACES, name) for name in ("title", "name", "insee")))
    return Shown("portals/newest.html", {"places": found, "all": _at("places")}, keys)


def word(_call: Call, _context: Context) -> Shown:
    """One word of the glossary, which changes every day."""
    found = queries.word_of(clock.now().astimezone(zone_of("")).date())
    url = _page(found.title) if found else ""
    values = {"word": found, "url": url, "all": _at("glossary")}
    return Shown("portals/word.html", values, (WORDS, DAY))


class Task(NamedTuple):
    """A list of what waits: where it is, how long it is, what it holds."""

    url: str
    number: int
    says: str
    is_more: bool


def to_do(_call: Call, _context: Context) -> Shown:
    """The lists of what waits that are not empty."""
    numbers = counts()
    found = [
        Task(_at(f"upkeep/{path}"), min(n, COUNTED), one if n < 2 else many, n > COUNTED)
        for code, path, one, many in _LISTS
        if (n := numbers[code])
    ]
    values = {"tasks": found[:TASKS], "all": _at("upkeep")}
    return Shown("portals/to_do.html", values, (CHANGES, LISTS, DAY))


class Charter(NamedTuple):
    """A charter: the number of its version in force, how far the next one is."""

    url: str
    title: str
    in_force: str
    next: str


def in_progress(_call: Call, _context: Context) -> Shown:
    """The charters, and how far each is."""
    found = [
        Charter(
            _at(f"charters/{one.charter.slug}"),
            one.charter.title,
            one.in_force.number or "" if one.in_force else "",
            _STATES.get(one.under_way.state, "") if one.under_way else "",
        )
        for one in charters()
    ]
    return Shown("portals/charters.html", {"charters": found}, (CHARTERS,))


def _page(title: str) -> str:
    return _at(f"wiki/{path_segment(title)}")


def _at(path: str) -> str:
    return f"{state().url_prefix}/{path}"


HANDLERS = (
    Offered(BLOCK, block),
    Offered(HIDDEN, hidden),
    Offered(FEATURED, featured, words=lambda: {"": ("@titles",)}),
    Offered(NEWEST, newest),
    Offered(WORD, word, 3),
    Offered(TO_DO, to_do, 3),
    Offered(IN_PROGRESS, in_progress, 3),
)
