"""`:::{lieux}` in a page: the places that it asks for, in French as the page is, for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from wiki.geography.communes import commune_today, departments, regions
from wiki.kernel.directives import Offered, Shown
from wiki.language.folding import fold
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import Column, column
from wiki.places.asking.problems import sentence_of
from wiki.places.asking.question import NUMBERS, OPTIONS, Asked, Question, asked
from wiki.places.dependencies import asked_by
from wiki.places.queries import answering as queries
from wiki.places.queries import sums
from wiki.places.queries.answering import Compared, Found
from wiki.places.queries.offered import words
from wiki.places.queries.sums import Sum
from wiki.places.rules import KIND
from wiki.places.tiles import tiles
from wiki.places.views.directory import cards_of
from wiki.places.views.names import vocabulary_of
from wiki.places.views.points import feature_collection
from wiki.schema.kinds import Field, Kind
from wiki.schema.naming import values_of
from wiki.schema.spoken import spoken
from wiki.sheets.rules import schema_dependency
from wiki.web.language import number
from wiki.web.rendering import path_of
from wiki.web.said import Words
from wiki.web.said_inside import in_words, inside, measured_field

TEMPLATE = "places/asked.html"
#: Most groups of a table of numbers.
MOST_GROUPS = 200
#: Columns of a table that names none.
_USUAL = ("commune", "status", "families", "seats", "opened_on")
UNKNOWN = "Non renseigné"
PLACES = Directive(
    "lieux",
    ("places",),
    OPTIONS,
    "none",
    "Lieux choisis par leur fiche : liste, tableau, fiches, carte, nombre, somme ou moyenne.",
)


class Row(NamedTuple):
    """A place in a table: its cells, each some words."""

    name: str
    url: str
    cells: tuple[tuple[Words, ...], ...]


class Part(NamedTuple):
    """Some places under the name of what they have in common."""

    name: str
    rows: tuple[Row, ...]


class Figure(NamedTuple):
    """A number of a group of places: `value` is None when none of them says anything."""

    name: str
    value: float | None
    text: str
    places: int


def listed(call: Call, _context: Context) -> Shown:
    """What a directive asks for; or what is wrong with it."""
    kind = kind_of(KIND)
    found = asked(kind, call.argument, call.options)
    keys = keys_of(found.question)
    if found.problems:
        return problems(found, call.source, keys)
    question = found.question
    values: dict[str, Any] = {"title": question.title, "shape": question.shape}
    if question.shape in NUMBERS:
        values |= _numbers(question)
    elif question.shape == "map":
        values |= _map(question, crc32(call.source.encode()))
    else:
        values |= _list(kind, question)
    return Shown(TEMPLATE, values, keys)


def keys_of(question: Question) -> tuple[str, ...]:
    """What the answer depends on: the places that it can be about, the fields that there are."""
    return (*asked_by(question.conditions), schema_dependency(KIND))


def problems(found: Asked, source: str, keys: tuple[str, ...]) -> Shown:
    """What is wrong, in words, above what was written."""
    told = [sentence_of(problem) for problem in found.problems]
    values = {"problems": told, "source": source.strip("\n")}
    return Shown("places/asked_problems.html", values, keys)


# -- Lists


def _list(kind: Kind, question: Question) -> dict[str, Any]:
    columns = _columns(kind, question)
    fields = {one.meant.top.id for one in columns if one.meant and one.id != "seats"}
    found = queries.places(question, fields)
    rows = [(one, row_of(one, columns)) for one in found]
    total = queries.count(question) if len(found) == question.limit else len(found)
    drawn = [one.line for one in found] if question.shape == "cards" else []
    return {
        "header": [one.label for one in columns],
        "parts": _parted(question, rows),
        "cards": [(card, path_of(card.title)) for card in cards_of(drawn)],
        "total": total,
        "shown": len(found),
    }


def _columns(kind: Kind, question: Question) -> Sequence[Column]:
    if question.columns:
        return [one for one in question.columns if one.id != "name"]
    if question.shape == "table":
        return [column(kind, name) for name in _USUAL if name in kind.by_id]
    return ()


def row_of(found: Found, columns: Iterable[Column]) -> Row:
    """A place in words."""
    cells = tuple(tuple(_cell(found, one)) for one in columns)
    return Row(found.line.name, path_of(found.line.title), cells)


def _cell(found: Found, one: Column) -> Iterator[Words]:
    if one.meant is None:
        commune = commune_today(found.line.insee or "")
        if commune:
            yield Words(name_of(one, getattr(commune, one.id)))
    elif one.id == "seats":
        if found.line.seats is not None:
            yield Words(number(found.line.seats))
    elif one.meant.top.id in found.sheet.not_concerned:
        yield Words("ne s’applique pas")
    else:
        yield from in_words(one.meant, values_of(one.meant, found.sheet.values))


def name_of(one: Column, value: Compared) -> str:
    """A compared value in words."""
    text = str(value)
    if one.id == "department":
        return departments()[text].full_name if text in departments() else text
    if one.id == "region":
        return regions().get(text, text)
    field = one.field
    if one.type == "date":
        return text.partition("-")[0]
    if one.type in ("choice", "choices"):
        choice = field.choices.get(text)
        return choice.labels.get("fr", text) if choice else text
    if one.type == "boolean":
        return "Oui" if value else "Non"
    if one.type in ("integer", "number"):
        return number(float(value))
    if one.type in ("link", "links"):
        return text
    return "".join(words.text for words in inside(spoken(field, value)))


def _parted(question: Question, rows: Sequence[tuple[Found, Row]]) -> list[Part]:
    """The rows under their groups; one whose place has several values is in each."""
    if question.group is None:
        return [Part("", tuple(row for _, row in rows))]
    shown = [found.line.page_id for found, _ in rows]
    said = queries.values(question.group, [queries.of_pages(shown)])
    parts: dict[str, list[Row]] = {}
    for found, row in rows:
        names = _groups(question.group, said.get(found.line.page_id, ()))
        for name in names:
            parts.setdefault(name, []).append(row)
    return [Part(name, tuple(parts[name])) for name in sorted(parts, key=_unknown_last)]


def _groups(group: Column, values: Sequence[Compared]) -> list[str]:
    return list(dict.fromkeys(name_of(group, value) for value in values)) or [UNKNOWN]


def _unknown_last(name: str) -> tuple[bool, str]:
    return name == UNKNOWN, fold(name)


# -- Maps


def _map(question: Question, number_of: int) -> dict[str, Any]:
    found = queries.places(question, is_located=True)
    root = path_of("")
    return {
        "points": feature_collection([one.line for one in found], root),
        "places": [(one.line.name, path_of(one.line.title)) for one in found],
        "list_id": f"lieux-{number_of}",
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


def figures(question: Question) -> tuple[Figure, list[Figure]]:
    """The number that is asked for, of all the places, and of each group if there are some."""
    if not sums.is_counted(question):
        return _figures_of_each(question)
    total = _counted("", question, sums.whole(question))
    if question.group is None:
        return total, []
    group, found = question.group, sums.by_group(question)
    names = [UNKNOWN if one.value is None else name_of(group, one.value) for one in found]
    if len({*names}) < len(names) and sums.has_several(group):
        return _figures_of_each(question)
    parts: dict[str, Sum] = {}
    for name, one in zip(names, found, strict=True):
        parts[name] = parts[name].plus(one) if name in parts else one
    return total, _first(question, [_counted(name, question, one) for name, one in parts.items()])


def _figures_of_each(question: Question) -> tuple[Figure, list[Figure]]:
    """The same, from what each place says."""
    where = queries.clauses(question.conditions)
    measured = queries.values(question.measured, where) if question.measured else {}
    ids = queries.ids(question)
    total = _figure("", question, ids, measured)
    if question.group is None:
        return total, []
    said = queries.values(question.group, where)
    groups: dict[str, list[int]] = {}
    for page_id in ids:
        for name in _groups(question.group, said.get(page_id, ())):
            groups.setdefault(name, []).append(page_id)
    each = [_figure(name, question, groups[name], measured) for name in groups]
    return total, _first(question, each)


def _first(question: Question, parts: list[Figure]) -> list[Figure]:
    return _sorted(question, parts)[: min(question.limit, MOST_GROUPS)]


def _sorted(question: Question, parts: list[Figure]) -> list[Figure]:
    """In time when the groups are years, else the greatest first; the unknown last."""
    if question.group and question.group.type == "date":
        return sorted(parts, key=lambda one: _unknown_last(one.name))
    return sorted(
        parts,
        key=lambda one: (one.value is None, -(one.value or 0), *_unknown_last(one.name)),
    )


def _figure(
    name: str,
    question: Question,
    ids: Sequence[int],
    measured: Mapping[int, tuple[Compared, ...]],
) -> Figure:
    said = [sum(float(one) for one in measured[page_id]) for page_id in ids if page_id in measured]
    return _counted(name, question, Sum(None, len(ids), len(said), sum(said)))


def _counted(name: str, question: Question, found: Sum) -> Figure:
    if question.shape == "count" or question.measured is None:
        return Figure(name, found.places, number(found.places), found.places)
    if not found.said:
        return Figure(name, None, "non renseigné", 0)
    value = found.total if question.shape == "sum" else found.total / found.said
    return Figure(
        name, shown_value(question.measured, value), _text(question.measured, value), found.said
    )


def shown_value(measured: Column, value: float) -> float:
    """A number as it is drawn: in euros when it is kept in cents."""
    return value / 100 if measured.type == "money" else value


def _text(measured: Column, value: float) -> str:
    """A number in words with its unit."""
    kept: Any
    if measured.type == "money":
        field, kept = Field(measured.id, {}, "money"), {"cents": round(value)}
    else:
        unit = measured_field(measured.meant).unit if measured.meant else ""
        field, kept = Field(measured.id, {}, "number", unit=unit), round(value, 1)
    return "".join(words.text for words in inside(spoken(field, kept)))


HANDLERS = (Offered(PLACES, listed, 30, words),)
