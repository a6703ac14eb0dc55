"""Dates as precise as what is known."""

from __future__ import annotations

from datetime import date

import pytest

from wiki.schema import dates


def test_a_date_spans_all_the_days_it_may_mean() -> None:
    assert (dates.first_day("2012"), dates.last_day("2012")) == (
        date(2012, 1, 1),
        date(2012, 12, 31),
    )
    assert (dates.first_day("2012-02"), dates.last_day("2012-02")) == (
        date(2012, 2, 1),
        date(2012, 2, 29),
    )
    assert dates.first_day("2012-10-08") == dates.last_day("2012-10-08") == date(2012, 10, 8)


def test_one_date_precedes_another_only_when_sure() -> None:
    assert dates.surely_before("2010", "2011-01-01")
    assert not dates.surely_before("2010", "2010-10")
    assert not dates.surely_before("2010-10", "2010")
    assert not dates.surely_before("2010-10-08", "2010-10-08")


@pytest.mark.parametrize(
    "text", ["", "10", "2010-13", "2010-02-30", "2010-1", "10/2010", "2010-10-"]
)
def test_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|month|day"):
        dates.parts(text)
