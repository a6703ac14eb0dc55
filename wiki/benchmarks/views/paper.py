"""A benchmark on paper: the table, what it says together, and notes that say where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from wiki.benchmarks.views.table import Cell, Head, Line, Table, Together
from wiki.kernel import clock
from wiki.site.queries import setting
from wiki.web.language import gettext, number
from wiki.web.outside import outside
from wiki.web.paper import Sheet
from wiki.web.paper import pdf as on_paper
from wiki.web.templates import render

#: Columns that a sheet of paper holds upright, and laid down; beyond, there is one more table.
_UPRIGHT, _LAID_DOWN = 3, 7


class _Row(NamedTuple):
    """A place: its name with its version, where that is, what it says in each column."""

    name: str
    url: str
    cells: list[tuple[str, str]]


class _Part(NamedTuple):
    """Some columns of the table, as many as a sheet holds."""

    header: list[Head]
    rows: list[_Row]
    foot: list[tuple[str, list[str]]]


def pdf(found: Table) -> bytes:
    """The benchmark as a PDF: numbers between brackets lead to the notes that say the sources."""
    title = found.title or gettext("Comparatif")
    notes: list[str] = []
    html = render(
        "benchmarks/paper.html",
        parts=[_part(found, columns, notes) for columns in _parts(len(found.header))],
        told=_told(found),
        notes=[f"[{n}] {one}" for n, one in enumerate(notes, 1)],
        versions=[f"{one.name}, {_version(one)} : {outside(one.url)}" for one in found.lines],
        site=setting("name"),
        today=clock.now(),
    )
    return on_paper(html, Sheet(title, setting("name"), is_wide=len(found.header) > _UPRIGHT))


def _parts(columns: int) -> Iterator[range]:
    """The columns, as many as a sheet holds at a time, in tables of about one width."""
    each = ceil(columns / ceil(columns / _LAID_DOWN))
    for start in range(0, columns, each):
        yield range(start, min(columns, start + each))


def _part(found: Table, columns: Sequence[int], notes: list[str]) -> _Part:
    header = [found.header[at] for at in columns]
    together = [found.together[at] for at in columns] if found.together else []
    return _Part(
        header, [_row(line, header, columns, notes) for line in found.lines], list(_foot(together))
    )


def _row(line: Line, header: Sequence[Head], columns: Sequence[int], notes: list[str]) -> _Row:
    cells = [
        (_said(line, head, cell, notes), "" if cell.is_gap else outside(cell.url))
        for head, cell in zip(header, (line.cells[at] for at in columns), strict=True)
    ]
    return _Row(f"{line.name} ({_version(line)})", outside(line.url), cells)


def _version(line: Line) -> str:
    return gettext("version %(number)s", number=line.revision)


def _said(line: Line, head: Head, cell: Cell, notes: list[str]) -> str:
    """A figure, with the number of the note that says its source and what it was."""
    told = []
    if cell.sources:
        said = (
            f"{one.text} ({one.url})" if one.url not in ("", one.text) else one.text
            for one in cell.sources
        )
        told.append(f"{gettext('Source :')} {' ; '.join(said)}")
    if cell.before:
        told.append(gettext("à l’enregistrement : %(before)s", before=cell.before))
    if not told:
        return cell.text
    notes.append(f"{line.name}, {head.label} : {' ; '.join(told)}")
    return f"{cell.text} [{len(notes)}]"


def _foot(together: Iterable[Together | None]) -> Iterator[tuple[str, list[str]]]:
    found = list(together)
    named = (
        (gettext("Premier quartile"), "low"),
        (gettext("Médiane"), "median"),
        (gettext("Troisième quartile"), "high"),
    )
    for name, key in named:
        yield name, ["" if one is None else one.why or getattr(one, key) for one in found]
    yield gettext("Lieux comptés"), ["" if one is None else number(one.known) for one in found]


def _told(found: Table) -> list[str]:
    """What keeps the table from being taken for more than it is."""
    lines = [f"{one.label} : {one.how}" for one in found.header if one.how]
    lines.append(
        gettext(
            "Quartiles par interpolation linéaire entre les rangs (comme QUARTILE.INCLURE des "
            "tableurs), à partir de %(fewest)s lieux ; ce que l’on ne sait pas n’y compte pas.",
            fewest=found.fewest,
        )
    )
    if found.missing:
        lines.append(f"{gettext('Sans fiche de lieu :')} {', '.join(found.missing)}")
    return lines
