"""Where in a table a passage stands."""

from __future__ import annotations

import pytest

from wiki.merge.cells import Cell, in_tables
from wiki.merge.three_way import merge

TABLE = (
    "Les paniers.\n\n"
    "| légume | semis | récolte |\n| --- | --- | --- |\n"
    "| radis | mars | mai |\n| courge | avril | automne |\n\nEt le reste.\n"
)
BARE = "légume | récolte\n--- | ---\nradis | mai\ncourge | automne\n"


def _cells(base: str, head: str, mine: str) -> list[Cell]:
    return list(in_tables(merge(base, head, mine)).cells.values())


@pytest.mark.parametrize("base", [TABLE, BARE])
def test_a_cell_is_named_by_its_row_and_its_column(base: str) -> None:
    head = base.replace("automne", "fin de l’été")
    mine = base.replace("automne", "septembre")
    assert _cells(base, head, mine) == [Cell("courge", "récolte")]


def test_a_cell_that_was_empty_has_its_names_too() -> None:
    base = TABLE.replace("| mars |", "|  |")
    head, mine = base.replace("|  |", "| février |"), base.replace("|  |", "| juin |")
    assert _cells(base, head, mine) == [Cell("radis", "semis")]


def _columns(base: str, head: str, mine: str) -> list[list[str]]:
    return [list(heads) for heads in in_tables(merge(base, head, mine)).columns.values()]


@pytest.mark.parametrize(
    ("base", "row", "heads"),
    [
        (TABLE, "| radis | mars | mai |\n", ["légume", "semis", "récolte"]),
        (BARE, "radis | mai\n", ["légume", "récolte"]),
        (TABLE.replace("légume", ""), "| radis | mars | mai |\n", ["", "semis", "récolte"]),
    ],
)
def test_whole_rows_have_the_heads_of_their_columns(base: str, row: str, heads: list[str]) -> None:
    changed = row.replace("mai", "juin").replace("radis", "navet").replace("mars", "avril")
    other = row.replace("mai", "août").replace("radis", "chou").replace("mars", "juillet")
    assert _columns(base, base.replace(row, changed), base.replace(row, other)) == [heads]
    assert _columns(base, base.replace(row, ""), base.replace(row, other)) == [heads]


def test_what_is_not_whole_rows_has_no_heads() -> None:
    assert _columns(TABLE, TABLE.replace("automne", "août"), TABLE.replace("automne", "mai")) == []
    prose = TABLE.replace("Les paniers.", "Les sacs."), TABLE.replace("Les paniers.", "Les lots.")
    assert _columns(TABLE, *prose) == []
    head = TABLE.replace("semis", "semis en"), TABLE.replace("semis", "on sème")
    assert _columns(TABLE, *head) == []
    new = "| a | b |\n| --- | --- |\n| c | d |\n", "| e | f |\n| --- | --- |\n| g | h |\n"
    assert _columns("", *new) == []
    under = TABLE.replace("\n\nEt le", "\n\nUn mot.\n\nEt le")
    assert _columns(TABLE, under, TABLE.replace("\n\nEt le", "\n\nUn autre.\n\nEt le")) == []


def test_what_is_no_cell_has_no_names() -> None:
    prose = TABLE.replace("Les paniers.", "Les sacs."), TABLE.replace("Les paniers.", "Les lots.")
    assert _cells(TABLE, *prose) == []
    row = "| radis | mars | mai |"
    whole = (
        TABLE.replace(row, "| navet | juin | août |"),
        TABLE.replace(row, "| chou | mai | mai |"),
    )
    assert _cells(TABLE, *whole) == []
    head = TABLE.replace("semis", "semis en"), TABLE.replace("semis", "on sème")
    assert _cells(TABLE, *head) == []
