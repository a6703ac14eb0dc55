"""A benchmark in words: a line for each place, a column for each figure, what they say together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from wiki.benchmarks.asking import Benchmark, Shown
from wiki.benchmarks.measures import MIXED, NOT_CONCERNED, PRIVATE, UNKNOWN, Figure, Measure
from wiki.benchmarks.queries import Held, held
from wiki.benchmarks.statistics import FEWEST, Summary, summary
from wiki.geography.communes import commune_today, regions
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import Column
from wiki.places.rules import KIND
from wiki.schema.audience import cut, visible
from wiki.schema.derived import seats_total
from wiki.schema.naming import Named, values_of
from wiki.schema.sheet import Sheet
from wiki.web.language import gettext, in_language, language, number
from wiki.web.said_inside import in_words

#: Makes the address of a version of a page.
Address = Callable[[str, int], str]


class Source(NamedTuple):
    """Where a value comes from, as its sheet says it."""

    text: str
    url: str


class Cell(NamedTuple):
    """A figure in words; `before` is what it was when it was kept, if it was something else.

    `revision` is the one that wrote it, the last one of several values; `url` leads there.
    """

    text: str
    figure: Figure
    revision: int
    url: str
    sources: tuple[Source, ...] = ()
    before: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether there is nothing to say."""
        return bool(self.figure.gap)


class Head(NamedTuple):
    """A column: what it is called, its unit, how it is found, whether it holds numbers."""

    label: str
    unit: str
    how: str
    is_number: bool


class Line(NamedTuple):
    """A place: its name, its newest version, the address of that."""

    name: str
    title: str
    revision: int
    url: str
    cells: tuple[Cell, ...]


class Together(NamedTuple):
    """What a column says of all the places: three numbers in words, or why there are none."""

    known: int
    low: str
    median: str
    high: str
    why: str


class Table(NamedTuple):
    """A benchmark that can be shown."""

    title: str
    header: tuple[Head, ...]
    lines: tuple[Line, ...]
    together: tuple[Together | None, ...]
    missing: tuple[str, ...]
    changed: int
    fewest: int = FEWEST


def table(asked: Benchmark, audience: str, address: Address) -> Table:
    """The benchmark as an audience may see it."""
    found = held(asked.places)
    lines = tuple(_line(one, asked.columns, audience, address) for one in found)
    header = tuple(map(_head, asked.columns))
    columns = list(zip(*(line.cells for line in lines), strict=True)) if lines else []
    there = {one.title for one in found}
    return Table(
        asked.title,
        header,
        lines,
        tuple(
            _together(summary(cell.figure for cell in cells)) if head.is_number else None
            for head, cells in zip(header, columns, strict=False)
        ),
        tuple(one.title for one in asked.places if one.title not in there),
        sum(bool(cell.before) for line in lines for cell in line.cells),
    )


def _head(one: Shown) -> Head:
    if isinstance(one, Measure):
        return Head(in_language(one.labels), in_language(one.units), in_language(one.how), True)
    label = one.meant.labels(language()) if one.meant else one.label
    unit = "€" if one.type == "money" else ""
    return Head(label, unit, "", one.is_number)


def _line(one: Held, columns: Sequence[Shown], audience: str, address: Address) -> Line:
    kind = kind_of(KIND)
    now, kept = cut(kind, one.sheet, audience), one.kept and cut(kind, one.kept, audience)
    seen = visible(kind, audience)
    cells = []
    for column in columns:
        text, figure = _said(column, now, seen)
        before = _said(column, kept, seen)[0] if kept is not None else text
        fields = _fields(column)
        number = max((one.written.get(name, 0) for name in fields), default=0) or one.revision
        cells.append(
            Cell(
                text,
                figure,
                number,
                address(one.title, number),
                _sources(now, fields),
                before if before != text else "",
            )
        )
    url = address(one.title, one.revision)
    return Line(one.name, one.title, one.revision, url, tuple(cells))


def _fields(one: Shown) -> tuple[str, ...]:
    """The fields from which a column follows."""
    if isinstance(one, Measure):
        return one.fields
    return (one.meant.top.id if one.meant else "commune",)


def _sources(sheet: Sheet, fields: Sequence[str]) -> tuple[Source, ...]:
    """What these fields say of where their values come from, each once."""
    told = (sheet.sources[name] for name in fields if name in sheet.sources)
    said = (Source(one.get("text") or one.get("url", ""), one.get("url", "")) for one in told)
    return tuple(dict.fromkeys(one for one in said if one.text))


def _said(one: Shown, sheet: Sheet, seen: frozenset[str]) -> tuple[str, Figure]:
    if isinstance(one, Measure):
        figure = one.of(sheet, seen)
        return _written(figure), figure
    if one.meant is None:
        return _area(one.id, sheet)
    if one.meant.top.id not in seen:
        return _gap(PRIVATE)
    if one.meant.top.id in sheet.not_concerned:
        return _gap(NOT_CONCERNED)
    if one.id == "seats":
        total = seats_total(sheet.values)
        return _gap(UNKNOWN) if total is None else _number(Figure(float(total)))
    return _of_field(one, one.meant, sheet)


def _area(name: str, sheet: Sheet) -> tuple[str, Figure]:
    commune = commune_today(str(sheet.values.get("commune") or ""))
    if commune is None:
        return _gap(UNKNOWN)
    code = commune.department if name == "department" else commune.region
    return (regions().get(code, code) if name == "region" else code), Figure()


def _of_field(one: Column, meant: Named, sheet: Sheet) -> tuple[str, Figure]:
    said = values_of(meant, sheet.values)
    if not said:
        return _gap(UNKNOWN)
    if one.type == "money":
        return _amount(said)
    if one.is_number:
        return _number(Figure(float(sum(said))))
    return ", ".join(words.text for words in in_words(meant, said)), Figure()


def _amount(said: Sequence[Mapping[str, Any]]) -> tuple[str, Figure]:
    """Amounts added up; those before tax apart from those after it, which make no figure."""
    sums: dict[str, float] = {}
    for value in said:
        tax = str(value.get("tax", ""))
        sums[tax] = sums.get(tax, 0) + value["cents"] / 100
    figures = [Figure(round(total, 2), tax=tax) for tax, total in sums.items()]
    if len(figures) == 1:
        return _number(figures[0])
    return " ; ".join(map(_written, figures)), Figure(gap=MIXED)


def _number(figure: Figure) -> tuple[str, Figure]:
    return _written(figure), figure


def _gap(gap: str) -> tuple[str, Figure]:
    return _written(Figure(gap=gap)), Figure(gap=gap)


def _written(figure: Figure) -> str:
    if figure.value is None:
        return {
            UNKNOWN: gettext("non renseigné"),
            NOT_CONCERNED: gettext("ne s’applique pas"),
            PRIVATE: gettext("réservé"),
            MIXED: gettext("HT et TTC mêlés"),
        }[figure.gap]
    taxes = {
        "incl": gettext("TTC"),
        "excl": gettext("HT"),
        "exempt": gettext("exonéré de TVA"),
    }
    return " ".join([number(round(figure.value, 2)), *filter(None, [taxes.get(figure.tax)])])


def _together(found: Summary) -> Together:
    if found.low is None or found.median is None or found.high is None:
        mixed = gettext("HT et TTC mêlés")
        few = gettext("moins de %(fewest)s lieux", fewest=FEWEST)
        return Together(found.known, "", "", "", mixed if found.why == MIXED else few)
    low, median, high = (number(round(value, 2)) for value in (found.low, found.median, found.high))
    return Together(found.known, low, median, high, "")
