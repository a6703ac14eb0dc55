"""Rows as lines of JSON."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from wiki.exchange.encoding import line, row, type_code
from wiki.kernel.db import BigId, Moment

COLUMNS = {"id": "integer", "at": "moment", "data": "bytes", "detail": "json", "is_new": "boolean"}
ROW = {
    "id": 2**53 + 1,
    "at": datetime(2012, 10, 8, 9, 30, 0, 123456, tzinfo=UTC),
    "data": b"\x00\xff",
    "detail": {"é": [1, None, "\u2028"]},
    "is_new": True,
}


def test_what_is_written_is_read_the_same() -> None:
    written = line(ROW, COLUMNS)
    assert written.count("\n") == 1
    assert row(written, COLUMNS) == ROW


def test_nothing_stays_nothing() -> None:
    empty = dict.fromkeys(COLUMNS)
    assert row(line(empty, COLUMNS), COLUMNS) == empty


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"id":1}',
        '{"id":1,"at":null,"data":null,"detail":null,"is_new":null,"more":1}',
        '{"id":1,"at":"yesterday","data":null,"detail":null,"is_new":null}',
        '{"id":1,"at":null,"data":"%%","detail":null,"is_new":null}',
    ],
)
def test_a_row_of_other_columns_or_values_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them is worded above
        row(text, COLUMNS)


def test_each_type_has_its_code() -> None:
    types = (Moment(), sa.LargeBinary(), sa.JSON(), sa.Boolean(), BigId, sa.String(64), sa.Float())
    codes = ["moment", "bytes", "json", "boolean", "integer", "text", "number"]
    assert [type_code(one) for one in types] == codes


def test_a_type_without_code_is_refused() -> None:
    with pytest.raises(TypeError, match="no archive form"):
        type_code(sa.Interval())
