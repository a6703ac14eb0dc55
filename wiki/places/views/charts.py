"""`:::{graphique}` in a page: numbers of places as bars or a line, with the table beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from wiki.kernel.directives import Offered, Shown
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import Column, ProblemError, comparable
from wiki.places.asking.question import FRENCH_SHAPES, NUMBERS, OPTIONS, Asked, Question, asked
from wiki.places.queries.offered import names, words
from wiki.places.queries.sums import Sum
from wiki.places.rules import KIND
from wiki.places.views.asked import keys_of, problems
from wiki.places.views.figures import figure, unit_of
from wiki.places.views.series import Series, series_of
from wiki.schema.kinds import Kind
from wiki.schema.naming import key_of
from wiki.web.charts import MOST_BARS, MOST_LINES, Bars, Clusters, Lines, bars, clusters, lines

DRAWINGS = {"barres": "bars", "bars": "bars", "courbe": "line", "line": "line"}
#: Options of a chart alone.
_OWN: Mapping[str, tuple[str, ...]] = {
    "drawing": ("dessin",),
    "total": ("cumul",),
    "series": ("séries", "série"),
}
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
    question, by = found.question, None
    wrong = [*found.problems, *_wrong(question, call.options)]
    try:
        by = _series(kind, question, call.options.get("series", ""))
    except ProblemError as problem:
        wrong.append(problem)
    keys = keys_of(question, [by] if by else ())
    if wrong or question.group is None:
        return problems(Asked(question, tuple(wrong)), call.source, keys)
    table = series_of(question, question.group, by)
    is_line = _is_line(question, call.options)
    if is_line:
        nothing = figure("", question, Sum())
        table = table.by_year(_YEARS, nothing, is_added_up=bool(call.options.get("total")))
    unit = "Lieux" if question.shape == "count" else _measured(question)
    title = question.title or f"{unit}, par {question.group.label.lower()}"
    values: dict[str, Any] = {
        "title": title,
        "group": question.group.label,
        "unit": unit,
        "table": table,
        "line": _lines(title, table) if is_line else None,
        "bars": None if is_line or table.names else _bars(table),
        "clusters": _clusters(table) if table.names and not is_line else None,
        "undrawn": max(0, len(table.names) - MOST_LINES),
        "rows_undrawn": 0 if is_line else max(0, len(table.rows) - _most_rows(table)),
        "id": f"graphique-{crc32(call.source.encode())}",
    }
    return Shown("places/chart.html", values, keys)


def _most_rows(table: Series) -> int:
    return MOST_BARS // max(1, min(len(table.names), MOST_LINES))


def chart_words() -> dict[str, list[str]]:
    """What may be written in a chart."""
    shapes = [name for name, shape in FRENCH_SHAPES.items() if shape in NUMBERS]
    return words() | {"forme": shapes, "dessin": ["barres", "courbe"], "séries": names()}


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


def _series(kind: Kind, question: Question, text: str) -> Column | None:
    """The field whose values make the series. Raises `ProblemError`."""
    if len(question.measures) > MOST_LINES:
        raise ProblemError("series_many", most=str(MOST_LINES))
    for other in question.measures[1:]:
        first = question.measures[0]
        if (other.type == "money") != (first.type == "money") or unit_of(other) != unit_of(first):
            raise ProblemError("units_mixed", name=other.label, other=first.label)
    if not text:
        return None
    if len(question.measures) > 1:
        raise ProblemError("series_twice")
    found = comparable(kind, text)
    if question.group and found.id == question.group.id:
        raise ProblemError("series_same", name=found.label)
    return found


def _measured(question: Question) -> str:
    labels = ", ".join(one.label for one in question.measures)
    return f"{'Somme' if question.shape == 'sum' else 'Moyenne'}\u00a0: {labels}"


def _bars(table: Series) -> Bars:
    return bars([(row.name, row.cells[0].value, row.cells[0].text) for row in table.rows])


def _clusters(table: Series) -> Clusters:
    series = [
        (name, [(row.cells[at].value, row.cells[at].text) for row in table.rows])
        for at, name in enumerate(table.names)
    ]
    return clusters([row.name for row in table.rows], series)


def _lines(title: str, table: Series) -> Lines:
    """Lines whose points say in words of what and of when they are."""
    series = []
    for at, name in enumerate(table.names or (title,)):
        of = f"{name}, " if table.names else ""
        points = [
            (row.cells[at].value, f"{of}{row.name}\u00a0: {row.cells[at].text}")
            for row in table.rows
        ]
        series.append((name, points))
    return lines([row.name for row in table.rows], series)


HANDLERS = (Offered(CHART, drawn, 30, chart_words),)
