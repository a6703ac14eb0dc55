"""`:::{lieux}` in a page: the places that it asks for, in French as the page is, for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zlib import crc32

from markupsafe import Markup

from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import Column, ProblemError, column
from wiki.places.asking.problems import sentence_of
from wiki.places.asking.question import NUMBERS, OPTIONS, Asked, Question, asked
from wiki.places.dependencies import asked_by, shows_state
from wiki.places.queries import answering as queries
from wiki.places.queries.answering import Found
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.offered import words
from wiki.places.rules import KIND
from wiki.places.tiles import tiles
from wiki.places.views.asked_rows import named_rows, rows_of
from wiki.places.views.directory import cards_of
from wiki.places.views.doubts import doubts
from wiki.places.views.figures import figures, names_of, unknown_last
from wiki.places.views.names import vocabulary_of
from wiki.schema.kinds import Kind
from wiki.sheets.rules import schema_dependency
from wiki.web.rendering import path_of

TEMPLATE = "places/asked.html"
#: Columns of a table that names none.
_USUAL = ("commune", "status", "families", "seats", "opened_on")
#: Options that say which points a map has, with the filters.
_OF_POINTS = ("where", "sort", "limit")
PLACES = Directive(
    "lieux",
    ("places",),
    OPTIONS,
    "none",
    "Lieux choisis par leur fiche : liste, tableau, fiches, carte, nombre, somme ou moyenne.",
)


class Part(NamedTuple):
    """Some places under the name of what they have in common."""

    name: str
    rows: tuple[Markup, ...]


def listed(call: Call, _context: Context) -> Shown:
    """What a directive asks for; or what is wrong with it."""
    kind = kind_of(KIND)
    found = asked(kind, call.argument, call.options)
    question = found.question
    columns = _columns(kind, question)
    keys = keys_of(question, columns)
    if len(question.measures) > 1:
        found = Asked(question, (*found.problems, ProblemError("measures_many")))
    if found.problems:
        return problems(found, call.source, keys)
    values: dict[str, Any] = {"title": question.title, "shape": question.shape}
    if question.shape in NUMBERS:
        values |= _numbers(question)
    elif question.shape == "map":
        values |= _map(question, call)
    else:
        values |= _list(question, columns)
    return Shown(TEMPLATE, values, keys)


def keys_of(question: Question, columns: Iterable[Column] = ()) -> tuple[str, ...]:
    """What the answer depends on: what it reads of some places, the fields that there are."""
    return (*asked_by(question, columns), schema_dependency(KIND))


def problems(found: Asked, source: str, keys: tuple[str, ...]) -> Shown:
    """What is wrong, in words, above what was written."""
    told = [sentence_of(problem) for problem in found.problems]
    values = {"problems": told, "source": source.strip("\n")}
    return Shown("places/asked_problems.html", values, keys)


# -- Lists


def _list(question: Question, columns: Sequence[Column]) -> dict[str, Any]:
    is_cards = question.shape == "cards"
    found = queries.places(question, has_sheet=any(one.meant for one in columns))
    total = queries.count(question) if len(found) == question.limit else len(found)
    drawn = [one.line._replace(photo=None) for one in found] if is_cards else []
    lines = [one.line for one in found]
    years = doubts(lines, PlaceFilter()) if shows_state(question, columns) else {}
    is_table = question.shape == "table"
    rows = [] if is_cards else rows_of(found, columns, years, is_table=is_table)
    return {
        "header": [one.label for one in columns],
        "parts": _parted(question, list(zip(found, rows, strict=False))),
        "cards": [(card, path_of(card.title)) for card in cards_of(drawn, PlaceFilter())],
        "total": total,
        "shown": len(found),
    }


def _columns(kind: Kind, question: Question) -> Sequence[Column]:
    if question.columns:
        return [one for one in question.columns if one.id != "name"]
    if question.shape == "table":
        return [column(kind, name) for name in _USUAL if name in kind.by_id]
    return ()


def _parted(question: Question, rows: Sequence[tuple[Found, Markup]]) -> list[Part]:
    """The rows under their groups; one whose place has several values is in each."""
    if question.group is None:
        return [Part("", tuple(row for _, row in rows))]
    shown = [found.line.page_id for found, _ in rows]
    said = queries.values(question.group, [queries.of_pages(shown)])
    parts: dict[str, list[Markup]] = {}
    for found, row in rows:
        names = names_of(question.group, said.get(found.line.page_id, ()))
        for name in names:
            parts.setdefault(name, []).append(row)
    return [Part(name, tuple(parts[name])) for name in sorted(parts, key=unknown_last)]


# -- Maps


def _map(question: Question, call: Call) -> dict[str, Any]:
    found = queries.names(question, is_located=True)
    told = {
        name: text
        for name, text in call.options.items()
        if name in _OF_POINTS or name not in OPTIONS
    }
    return {
        "points": f"{state().url_prefix}/places/asked.geojson?{urlencode(told)}",
        "rows": named_rows(found),
        "list_id": f"lieux-{crc32(call.source.encode())}",
        "tiles": tiles(),
        "statuses": vocabulary_of("status"),
        "families": vocabulary_of("family"),
        "total": queries.count(question),
    }


# -- Numbers


def _numbers(question: Question) -> dict[str, Any]:
    total, parts = figures(question)
    measured = question.measured
    return {
        "total_figure": total,
        "figures": parts,
        "group": question.group.label if question.group else "",
        "measured": measured.label if measured else "",
    }


HANDLERS = (Offered(PLACES, listed, 30, words),)
