"""Until when a value is taken to be right."""

from __future__ import annotations

from datetime import date

import pytest

from tests.schema.sheets import PLACE, place
from wiki.schema.freshness import confirmed, due_on, known_on, months_after
from wiki.schema.sheet import Sheet

STATUS = PLACE.field("status")  # twelve months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2012-10-08", 12, "2013-10-08"),
        ("2012-12-31", 2, "2013-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
        ("9999-12-31", 1, "9999-01-31"),
    ],
)
def test_months_later_is_a_day_that_there_is(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months).isoformat() == later


def test_a_check_counts_more_than_the_day_of_writing() -> None:
    assert due_on(STATUS, "2012-10-08", {}) == "2013-10-08"
    assert due_on(STATUS, "2012-10-08", {"checked": "2014-01-02"}) == "2015-01-02"


def test_a_field_without_period_never_comes_to_its_end() -> None:
    assert due_on(PLACE.field("name"), "2012-10-08", {}) is None
    assert due_on(None, "2012-10-08", {}) is None


def test_what_has_a_period_and_a_value_is_confirmed() -> None:
    sheet = Sheet("place", place().values, frozenset({"labels"}), {"status": {"text": "Movilab"}})
    told = confirmed(PLACE, sheet, "2026-11-26", "abcdefghjkmn").sources
    assert told["status"] == {"text": "Movilab", "checked": "2026-11-26", "by": "abcdefghjkmn"}
    assert "name" not in told
    assert "labels" not in told
    assert "by" not in confirmed(PLACE, sheet, "2026-11-26", "").sources["status"]


def test_the_day_of_a_value_is_found_from_the_end_of_its_period() -> None:
    due = due_on(STATUS, "2020-01-01", {"checked": "2012-10-08"})
    assert due == "2013-10-08"
    assert known_on(STATUS, due) == "2012-10-08"
