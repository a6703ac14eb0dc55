"""A benchmark on paper: the table, what it says together, and notes that say where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from math import ceil

from fpdf import FPDF
from fpdf.fonts import FontFace

from wiki.benchmarks.views.table import Cell, Head, Line, Table, Together
from wiki.kernel import clock
from wiki.site.queries import setting
from wiki.web.filters import day
from wiki.web.language import gettext, language, number
from wiki.web.outside import outside

#: Columns that a sheet of paper holds upright, and laid down; beyond, there is one more table.
_UPRIGHT, _LAID_DOWN = 3, 7
_FONT = "Source Sans"
_SIZE, _SMALL = 10, 8
_FILES = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Bold.ttf"}
_HEAD = FontFace(emphasis="BOLD", fill_color=(231, 230, 230))
_GAP = FontFace(color=(95, 95, 95))


class _Paper(FPDF):
    """Sheets that say which they are."""

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(_FONT, size=_SMALL)
        self.cell(0, 5, gettext("Page %(n)s", n=number(self.page_no())), align="C")


def pdf(found: Table) -> bytes:
    """The benchmark as a PDF: numbers between brackets lead to the notes that say the sources."""
    paper = _paper(found)
    notes: list[str] = []
    for columns in _parts(len(found.header)):
        _table(paper, found, columns, notes)
        paper.ln(5)
    _told(paper, found)
    _notes(paper, found, notes)
    return bytes(paper.output())


def _paper(found: Table) -> _Paper:
    paper = _Paper("portrait" if len(found.header) <= _UPRIGHT else "landscape", format="A4")
    title, now = found.title or gettext("Comparatif"), clock.now()
    paper.set_title(title)
    paper.set_lang(language())
    paper.set_author(setting("name"))
    paper.set_creation_date(now)
    folder = files("font_source_sans_pro") / "files"
    for style, name in _FILES.items():
        paper.add_font(_FONT, style, str(folder / name))
    paper.add_page()
    paper.start_section(title)
    paper.set_font(_FONT, "B", 18)
    paper.multi_cell(0, text=title, new_x="LMARGIN", new_y="NEXT")
    paper.set_font(_FONT, size=_SIZE)
    paper.multi_cell(0, text=f"{setting('name')}, {day(now)}", new_x="LMARGIN", new_y="NEXT")
    paper.ln(4)
    return paper


def _parts(columns: int) -> Iterator[range]:
    """The columns, as many as a sheet holds at a time, in tables of about one width."""
    each = ceil(columns / ceil(columns / _LAID_DOWN))
    for start in range(0, columns, each):
        yield range(start, min(columns, start + each))


def _table(paper: _Paper, found: Table, columns: Sequence[int], notes: list[str]) -> None:
    paper.set_font(_FONT, size=_SMALL)
    together = [found.together[at] for at in columns] if found.together else []
    with paper.table(
        col_widths=(1.6, *(1 for _ in columns)),
        text_align=("LEFT", *("RIGHT" if found.header[at].is_number else "LEFT" for at in columns)),
        headings_style=_HEAD,
        line_height=paper.font_size * 1.5,
        padding=1,
    ) as table:
        table.row([gettext("Lieu"), *(_label(found.header[at]) for at in columns)])
        for line in found.lines:
            row = table.row()
            row.cell(f"{line.name} ({_version(line)})", link=outside(line.url))
            for at in columns:
                cell = line.cells[at]
                text = _said(line, found.header[at], cell, notes)
                row.cell(text, style=_style(cell), link=None if cell.is_gap else outside(cell.url))
        for name, values in _foot(together):
            table.row([name, *values], style=_HEAD)


def _label(head: Head) -> str:
    return f"{head.label} ({head.unit})" if head.unit else head.label


def _version(line: Line) -> str:
    return gettext("version %(number)s", number=line.revision)


def _style(cell: Cell) -> FontFace | None:
    return _GAP if cell.is_gap else None


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


def _told(paper: _Paper, found: Table) -> None:
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
    _section(paper, gettext("Comment ces chiffres sont faits"), lines)


def _notes(paper: _Paper, found: Table, notes: Sequence[str]) -> None:
    if notes:
        _section(paper, gettext("Notes"), [f"[{n}] {one}" for n, one in enumerate(notes, 1)])
    versions = [f"{line.name}, {_version(line)} : {outside(line.url)}" for line in found.lines]
    _section(paper, gettext("Versions des fiches"), versions)


def _section(paper: _Paper, title: str, lines: Iterable[str]) -> None:
    paper.start_section(title)
    paper.set_font(_FONT, "B", 12)
    paper.multi_cell(0, text=title, new_x="LMARGIN", new_y="NEXT")
    paper.set_font(_FONT, size=_SMALL)
    for line in lines:
        paper.multi_cell(0, text=line, align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(3)
