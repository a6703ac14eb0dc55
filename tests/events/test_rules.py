"""When an event takes place: by the clock of where it is, however it repeats."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.events.conftest import event
from wiki.events import recurrence
from wiki.events.rules import Occurrence, occurrences, problems, told

NOW = datetime(2026, 9, 1, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def times(starts_on: str, **values: Any) -> list[Occurrence]:
    now = told("Rencontre", event("Rencontre", starts_on, **values))
    assert now is not None
    return occurrences(now.when, NOW)


def codes(starts_on: str, **values: Any) -> list[str]:
    sheet = event("Rencontre", starts_on, **values)
    return [one.code for one in problems("Rencontre", sheet, sheet)]


def test_what_is_at_six_stays_at_six_whatever_the_clocks_do() -> None:
    found = times(
        "2026-10-20",
        starts_at="18:00",
        ends_at="20:00",
        repeats="weekly",
        repeats_until="2026-11-10",
        skips=["2026-11-03"],
    )
    assert [one.day for one in found] == ["2026-10-20", "2026-10-27", "2026-11-10"]
    assert [f"{one.starts.astimezone(PARIS):%H:%M}" for one in found] == ["18:00"] * 3
    assert [one.starts.hour for one in found] == [16, 17, 17]  # the clocks went back on the 25th
    (night,) = times("2026-03-29", starts_at="02:30")  # an hour that no clock shows
    assert night.starts == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    (far,) = times("2026-10-20", starts_at="18:00", zone="Indian/Reunion")
    assert far.starts.hour == 14


def test_days_are_as_precise_as_they_are_known() -> None:
    (month,) = times("2014-04")
    assert (month.starts.astimezone(PARIS).date(), month.ends.astimezone(PARIS).date()) == (
        date(2014, 4, 1),
        date(2014, 5, 1),
    )
    (day,) = times("2026-10-20")
    assert (day.ends - day.starts).total_seconds() == 24 * 3600
    (days,) = times("2026-10-20", ends_on="2026-10-22")
    assert days.ends.astimezone(PARIS).date() == date(2026, 10, 23)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", ["20", "22", "27", "29"]),
        ("rrule:freq=monthly; byday=-1FR;count=2", ["20", "30", "27"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", ["20", "31", "31"]),
        ("FREQ=DAILY;INTERVAL=2;COUNT=3", ["20", "22", "24"]),
        ("FREQ=YEARLY", ["20", "20", "20"]),
    ],
)
def test_a_rule_gives_its_days(written: str, expected: list[str]) -> None:
    found = times("2026-10-20", repeats="other", rule=written)
    assert [one.day[-2:] for one in found] == expected


def test_repetition_is_bounded_and_known_from_when_it_was_said() -> None:
    daily = times("2010-01-01", repeats="other", rule="FREQ=DAILY")
    assert len(daily) == recurrence.MOST
    assert daily[0].day < "2026-09-01", "what is every day is there today"
    assert date.fromisoformat(daily[-1].day) <= NOW.date() + recurrence.HORIZON
    assert daily[-1].day > "2028"
    assert len(times("2026-02-01", repeats="other", rule="FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31"))


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "BYDAY=TU",
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=9999999999",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=99999999",
    ],
)
def test_refuses_a_rule_that_is_none_or_has_no_end(rule: str) -> None:
    assert codes("2026-10-20", repeats="other", rule=rule) == ["not_rule"]


def test_refuses_what_cannot_be() -> None:
    assert codes("2026-10-20", starts_at="18:00", ends_at="17:00") == ["ends_before_starts"]
    assert codes("2026-10", starts_at="18:00", repeats="weekly") == ["hour_without_day"] * 2
    assert codes("2026-10-20", zone="Mars/Olympus") == ["unknown_zone"]
    assert codes("2026-10-20", ends_at="17:00") == ["end_without_start"]
    assert codes("2026-10-20", ends_on="2029-10-20") == ["event_too_long"]
    assert codes("2026-10-20", repeats="weekly", skips=["mardi"]) == ["not_whole_date"]
    assert codes("2026-10-20", starts_at="18:00", ends_on="2026-10-21", ends_at="09:00") == []
