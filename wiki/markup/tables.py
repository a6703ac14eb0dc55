"""Tables with bars. A row may have fewer or more cells than the head: it stays short or is cut.

A bar inside `[[Titre|texte]]`, inside code or after a back-slash does not cut a cell.
"""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mistune import BlockParser, Markdown
from mistune.core import BlockState

from wiki.markup.links import PATTERN as LINK

#: Most columns of a table.
MAX_COLUMNS = 100

_TABLE = (
    r"^ {0,3}(?=\S)(?P<table_head>[^\n|]*\|[^\n]*)\n"
    r"(?=[|: \t]*-)(?P<table_align>[-|: \t]+)(?:\n|$)"
)
_DASHES = re.compile(r":?-+:?")
_PIECE = re.compile(rf"\\.|{LINK}|(?P<ticks>`+)|\|")
_END = re.compile(r" {0,3}(?:#{1,6}(?:[ \t]|$)|>|:{3,}\{|```|~~~|(?:[-*_][ \t]*){3,}$)")
_ALIGNMENTS = {(True, True): "center", (True, False): "left", (False, True): "right"}


def split_row(line: str) -> list[str]:
    """The cells of a row, outer bars and white space taken off."""
    text = line.strip()
    cells, start, position = [], 0, 0
    ticks = None
    while found := _PIECE.search(text, position):
        position = found.end()
        if found.group("ticks"):
            ticks = ticks or _Ticks(text)
            position = ticks.end_of_code(found.group("ticks"), position)
        elif found.group() == "|":
            cells.append(text[start : found.start()].strip())
            start = position
    if start < len(text):
        cells.append(text[start:].strip())
    return cells[1:] if text.startswith("|") else cells


class _Ticks:
    """Where runs of back-ticks stand in one line, by length."""

    def __init__(self, text: str) -> None:
        self.ends: dict[str, list[int]] = {}
        for found in reversed(list(re.finditer("`+", text))):
            self.ends.setdefault(found.group(), []).append(found.end())

    def end_of_code(self, marker: str, start: int) -> int:
        """The end of the code opened by `marker` just before `start`, or `start`."""
        ends = self.ends[marker]
        while ends and ends[-1] <= start:
            ends.pop()
        return ends[-1] if ends else start


def _alignment(cell: str) -> str | None:
    return _ALIGNMENTS.get((cell.startswith(":"), cell.endswith(":")))


def _row(cells: list[str], aligns: list[str | None], head: bool) -> list[dict[str, Any]]:
    return [
        {"type": "table_cell", "text": text, "attrs": {"align": align, "head": head}}
        for text, align in zip(cells, aligns, strict=False)
    ]


def parse_table(_block: BlockParser, m: Match[str], state: BlockState) -> int | None:
    """A token `table`: `table_head` with cells, then `table_body` with rows of cells."""
    heads, marks = split_row(m.group("table_head")), split_row(m.group("table_align"))
    if len(heads) != len(marks) or len(heads) > MAX_COLUMNS:
        return None
    if not all(_DASHES.fullmatch(cell) for cell in marks):
        return None
    aligns = [_alignment(cell) for cell in marks]
    rows = []
    position = m.end()
    while position < state.cursor_max:
        line = state.get_line(position)
        if "|" not in line or _END.match(line):
            break
        cells = _row(split_row(line), aligns, head=False)
        rows.append({"type": "table_row", "children": cells})
        position += len(line)
    head = {"type": "table_head", "children": _row(heads, aligns, head=True)}
    body = {"type": "table_body", "children": rows}
    state.append_token({"type": "table", "children": [head, body]})
    return position


def plugin(markdown: Markdown) -> None:
    """Add tables to a parser, in lists and quotes too."""
    block = markdown.block
    block.register("table", _TABLE, parse_table, before="setex_heading")
    for rules in (block.list_rules, block.block_quote_rules):
        block.insert_rule(rules, "table", before="setex_heading")
