"""`:::{graphique}` in a page: numbers of places as bars or a line, with the table beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from wiki.kernel.directives import Offered, Shown
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import ProblemError
from wiki.places.asking.question import FRENCH_SHAPES, NUMBERS, OPTIONS, Asked, Question, asked
from wiki.places.queries.offered import words
from wiki.places.rules import KIND
from wiki.places.views.asked import Figure, figures, keys_of, problems
from wiki.schema.naming import key_of
from wiki.web.charts import MOST_BARS, Bars, Lines, bars, lines
from wiki.web.language import number

DRAWINGS = {"barres": "bars", "bars": "bars", "courbe": "line", "line": "line"}
#: Options of a chart alone.
_OWN: Mapping[str, tuple[str, ...]] = {"drawing": ("dessin",), "total": ("cumul",)}
CHART = Directive(
    "graphique",
    ("chart",),
    {**OPTIONS, **_OWN},
    "none",
    "Graphique des lieux par groupe : un nombre, une somme ou une moyenne, en barres ou en courbe.",
)
#: Most years between the first and the last one of a line.
_YEARS = 200


def drawn(call: Call, _context: Context) -> Shown:
    """The chart that a directive asks for; or what is wrong with it."""
    kind = kind_of(KIND)
    asked_of_places = {name: text for name, text in call.options.items() if name not in _OWN}
    found = asked(kind, call.argument, asked_of_places, usual="count")
    question, keys = found.question, keys_of(found.question)
    wrong = (*found.problems, *_wrong(question, call.options))
    if wrong:
        return problems(Asked(question, wrong), call.source, keys)
    total, parts = figures(question)
    is_line = _is_line(question, call.options)
    if is_line:
        parts = _years(question, parts)
        if call.options.get("total"):
            parts = _added_up(parts)
    unit = "Lieux" if question.shape == "count" else _measured(question)
    title = question.title or f"{unit}, par {_group(question).lower()}"
    values: dict[str, Any] = {
        "title": title,
        "group": _group(question),
        "unit": unit,
        "figures": parts,
        "total": total,
        "line": _line(title, parts) if is_line else None,
        "bars": None if is_line else _bars(parts),
        "left_out": 0 if is_line else max(0, len(parts) - MOST_BARS),
    }
    return Shown("places/chart.html", values, keys)


def chart_words() -> dict[str, list[str]]:
    """What may be written in a chart."""
    shapes = [name for name, shape in FRENCH_SHAPES.items() if shape in NUMBERS]
    return words() | {"forme": shapes, "dessin": ["barres", "courbe"]}


def _wrong(question: Question, options: Mapping[str, str]) -> list[ProblemError]:
    found = []
    if question.shape not in NUMBERS:
        found.append(ProblemError("chart_shape"))
    if not options.get("group"):
        found.append(ProblemError("group_missing"))
    drawing = options.get("drawing", "")
    if drawing and key_of(drawing) not in map(key_of, DRAWINGS):
        found.append(ProblemError("drawing_unknown", name=drawing))
    return found


def _is_line(question: Question, options: Mapping[str, str]) -> bool:
    """A line says how something changes: it is for years alone."""
    if question.group is None or question.group.type != "date":
        return False
    named = {key_of(name): drawing for name, drawing in DRAWINGS.items()}
    return named.get(key_of(options.get("drawing", "courbe"))) == "line"


def _group(question: Question) -> str:
    return question.group.label if question.group else ""


def _measured(question: Question) -> str:
    label = question.measured.label if question.measured else ""
    return f"{'Somme' if question.shape == 'sum' else 'Moyenne'}\u00a0: {label}"


def _years(question: Question, parts: Sequence[Figure]) -> list[Figure]:
    """Every year from the first to the last one: of places none is none, of values it is a gap."""
    known = {int(one.name): one for one in parts if one.name.isdecimal()}
    if not known:
        return []
    first, last = min(known), max(known)
    value, text = (0.0, number(0)) if question.shape == "count" else (None, "non renseigné")
    return [
        known.get(year, Figure(str(year), value, text, 0))
        for year in range(max(first, last - _YEARS), last + 1)
    ]


def _added_up(parts: Sequence[Figure]) -> list[Figure]:
    sums = accumulate(one.value or 0 for one in parts)
    return [
        Figure(one.name, value, number(round(value, 1)), one.places)
        for one, value in zip(parts, sums, strict=True)
    ]


def _bars(parts: Sequence[Figure]) -> Bars:
    return bars([(one.name, one.value, one.text) for one in parts])


def _line(title: str, parts: Sequence[Figure]) -> Lines:
    points = [(one.value, f"{one.name}\u00a0: {one.text}") for one in parts]
    return lines([one.name for one in parts], [(title, points)])


HANDLERS = (Offered(CHART, drawn, 30, chart_words),)
