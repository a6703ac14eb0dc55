"""What the parts of a workbook (XLSX) say: texts, the forms of dates, cells as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from wiki.places.imports.parts import Found, Walk
from wiki.places.imports.rows import LONGEST_CELL

#: The last line that a sheet may have, and the last style that a cell may have.
LAST, _MOST_STYLES = 1_048_576, 65_536
#: Forms of dates that a workbook names by a number alone.
_KNOWN = {
    **dict.fromkeys((14, 15, 16, 22), "yyyy-mm-dd"),
    17: "yyyy-mm",
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm:ss"),
}
#: What is no sign of a date in a form: quoted, escaped, in brackets but hours that go beyond a day.
_ASIDE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_OF_DATE, _OF_DAY, _OF_HOUR = re.compile("[dmyjhs]"), re.compile("[dyj]"), re.compile("[hs]")
#: Texts that are kept together: one by one they would take ten times as much.
_TOGETHER = 64


class Texts:
    """Texts by their numbers, kept in little room."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._blocks: list[str] = []
        while block := list(islice(texts, _TOGETHER)):
            self._blocks.append("\0".join(block))
        self._opened: tuple[int, list[str]] = -1, []

    def __getitem__(self, number: int) -> str:
        block, at = divmod(number, _TOGETHER)
        if self._opened[0] != block:
            self._opened = block, self._blocks[block].split("\0")
        return self._opened[1][at]


class _Said(Walk[Found]):
    """A walk that puts texts together from their runs; no more of one than a cell may have."""

    def __init__(self) -> None:
        super().__init__()
        self._is_taking = self._is_aside = False
        self._pieces: list[str] = []
        self._length = 0

    def begins(self, name: str, said: Mapping[str, str]) -> None:  # noqa: ARG002 - others read it
        """Take what comes when it is a text, and not how one is said."""
        if name == "rPh":
            self._is_aside = True
        self._is_taking = name in ("t", "v") and not self._is_aside

    def ends(self, name: str) -> None:
        """Take no more."""
        self._is_taking = False
        if name == "rPh":
            self._is_aside = False

    def text(self, text: str) -> None:
        """A piece of text; what is too long for a cell stays so."""
        if self._is_taking and self._length <= LONGEST_CELL:
            self._pieces.append(text)
            self._length += len(text)

    def _taken(self) -> str:
        """The whole text, and begin anew."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return text


class Strings(_Said[str]):
    """The texts that cells share."""

    def ends(self, name: str) -> None:
        """Keep a text."""
        super().ends(name)
        if name == "si":
            self.found.append(_clean(self._taken()))


def _clean(text: str) -> str:
    """A text as it is meant: spreadsheets escape what looks like an escape."""
    return text.replace("x005F_", "").strip()


class Forms(Walk[str]):
    """The form of the dates of each style of cells, "" for a style that is not of dates."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, str] = dict(_KNOWN)
        self._is_in = False
        self._number = 0

    def begins(self, name: str, said: Mapping[str, str]) -> None:
        """A form, or the style of cells."""
        if name == "numFmt" and len(self._known) < _MOST_STYLES:
            form = _ASIDE.sub("", said.get("formatCode", "").partition(";")[0]).lower()
            is_date = form != "general" and _OF_DATE.search(form)
            self._known[int(said["numFmtId"])] = form if is_date else ""
        elif name == "cellXfs":
            self._is_in = True
        elif name == "xf" and self._is_in and self._number < _MOST_STYLES:
            self._number += 1
            self.found.append(self._known.get(int(said.get("numFmtId", "0")), ""))

    def ends(self, name: str) -> None:
        """The styles of cells are over."""
        if name == "cellXfs":
            self._is_in = False


class Cells(_Said[tuple[int, dict[int, str]]]):
    """The rows of a sheet that say something: the line, the texts by the places of their columns.

    Columns after the `width`th are not looked at, nor lines after the last that a sheet may have.
    """

    def __init__(self, strings: Texts, forms: Sequence[str], width: int, *, is_1904: bool) -> None:
        super().__init__()
        self._strings, self._forms, self._width = strings, forms, width
        self._is_1904 = is_1904
        self._line, self._column = 0, -1
        self._row: dict[int, str] = {}
        self._said: Mapping[str, str] = {}

    def begins(self, name: str, said: Mapping[str, str]) -> None:
        """A row, a cell, or a part of one."""
        if name == "c":
            at = said.get("r")
            self._column = _place(at.rstrip("0123456789")) if at else self._column + 1
            self._said = said
        elif name == "row":
            line = _whole(said["r"]) if "r" in said else self._line + 1
            if line <= self._line:
                raise ValueError
            self._line, self._column = line, -1
        else:
            super().begins(name, said)

    def ends(self, name: str) -> None:
        """Keep what a cell says, then the row."""
        if name == "c":
            text = self._taken()
            if text and self._column < self._width and (text := self._meant(text)):
                self._row[self._column] = text
        elif name == "row":
            if self._row and self._line <= LAST:
                self.found.append((self._line, self._row))
            self._row = {}
        else:
            super().ends(name)

    def _meant(self, text: str) -> str:
        """The text of a cell, as the same cell of a file of text would be."""
        kind = self._said.get("t", "n")
        if kind == "s":
            return self._strings[int(text)]
        if kind == "b":
            return "true" if int(text) else "false"
        if kind not in ("n", "d"):
            return _clean(text)
        style = int(self._said.get("s", "0"))
        form = self._forms[style] if style < len(self._forms) else ""
        if kind == "d":
            return _written_day(text, form)
        return self._day(float(text), form) if form else _number(text)

    def _day(self, days: float, form: str) -> str:
        """A day or an hour, from its number."""
        if _OF_HOUR.search(form) and not _OF_DAY.search(form):
            minutes, seconds = divmod(round(days * 86_400), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        if 0 < days < 60 and not self._is_1904:
            days += 1  # spreadsheets believe that February 1900 had 29 days
        origin = date(1904, 1, 1) if self._is_1904 else date(1899, 12, 30)
        try:
            return _shown(origin + timedelta(days=(round(days * 86_400_000) // 86_400_000)), form)
        except OverflowError:
            return "#VALUE!"


@lru_cache(maxsize=4_096)
def _place(letters: str) -> int:
    """The place of a column from its letters."""
    if not 1 <= len(letters) <= 3:
        raise ValueError(letters)
    place = 0
    for letter in letters.upper():
        place = place * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return place - 1


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else int(float(text))


def _number(text: str) -> str:
    if not {".", "e", "E"}.intersection(text):
        return str(int(text))
    value = float(text)
    return str(int(value)) if value.is_integer() else repr(value)


def _written_day(text: str, form: str) -> str:
    try:
        return _shown(date.fromisoformat(text[:10]), form or "yyyy-mm-dd")
    except ValueError:
        return text.strip()


def _shown(value: date, form: str) -> str:
    """A date as precise as it is shown: a spreadsheet makes a day of « 10/2010 »."""
    if "d" not in form and "j" not in form:
        return f"{value:%Y-%m}" if "m" in form else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
