"""Dates, numbers and sizes as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, g

from wiki.kernel import clock
from wiki.kernel.folders import folder
from wiki.web import filters

MOMENT = datetime(2012, 10, 8, 12, 32, 10, tzinfo=UTC)


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Inside an application, in French then in English."""
    app = Flask(__name__)
    with app.app_context():
        g.wiki_language = request.param
        yield request.param


@pytest.mark.parametrize(
    ("show", "given", "french", "english"),
    [
        (filters.day, MOMENT, "8\u00a0octobre\u00a02012", "October\u00a08,\u00a02012"),
        (filters.hour, MOMENT, "14:32", "2:32\u202fPM"),
        (
            filters.short_moment,
            MOMENT,
            "8\u00a0oct.\u00a02012, 14:32",
            "Oct\u00a08,\u00a02012, 2:32\u202fPM",
        ),
        (filters.iso, MOMENT, "2012-10-08T12:32:10Z", "2012-10-08T12:32:10Z"),
        (filters.size, 0, "0\u00a0octets", None),
        (filters.size, 999, "999\u00a0octets", None),
        (filters.size, 1_500, "1,5\u00a0ko", None),
        (filters.size, 390_000, "390\u00a0ko", None),
        (filters.size, 2_340_000, "2,3\u00a0Mo", None),
        (filters.size, 5_000_000_000_000, "5\u202f000\u00a0Go", None),
        (filters.signed, 120, "+120", "+120"),
        (filters.signed, -35, "−35", "−35"),
        (filters.signed, 0, "0", "0"),
        (filters.since, "2010", "depuis 2010", "since 2010"),
        (filters.since, "2010-10", "depuis octobre\u00a02010", "since October\u00a02010"),
        (
            filters.since,
            "2010-10-08",
            "depuis le 8\u00a0octobre\u00a02010",
            "since October\u00a08,\u00a02010",
        ),
        (filters.until, "2010-10", "jusqu’en octobre\u00a02010", "until October\u00a02010"),
        (
            filters.until,
            "2010-10-08",
            "jusqu’au 8\u00a0octobre\u00a02010",
            "until October\u00a08,\u00a02010",
        ),
        (filters.number, 54_280, "54\u202f280", "54,280"),
    ],
)
def test_a_value_is_written(
    language: str, show: Callable[[Any], str], given: Any, french: str, english: str | None
) -> None:
    wanted = french if language == "fr" else english
    if wanted is not None:
        assert show(given) == wanted


def test_what_no_xml_document_may_hold_is_left_out() -> None:
    assert filters.in_xml("a\x0b<b>\ufffe\x1b😀\n") == "a<b>😀\n"


def test_days_are_those_of_the_reader(language: str) -> None:
    late = datetime(2012, 10, 8, 22, 30, tzinfo=UTC)
    assert "9" in filters.day(late)
    g.wiki_zone = "America/Martinique"
    assert "8" in filters.day(late)


def test_what_is_past_is_so_long_ago(language: str) -> None:
    with clock.stopped_at(MOMENT):
        wanted = "il y a 3 jours" if language == "fr" else "3 days ago"
        assert filters.ago(MOMENT - timedelta(days=3)) == wanted


def test_what_was_just_done_was_done_now(language: str) -> None:
    with clock.stopped_at(MOMENT):
        assert filters.ago(MOMENT) == ("à l’instant" if language == "fr" else "just now")


def test_rows_are_grouped_by_day(language: str) -> None:
    class Row:
        def __init__(self, created_at: datetime) -> None:
            self.created_at = created_at

    rows = [Row(MOMENT), Row(MOMENT - timedelta(hours=1)), Row(MOMENT - timedelta(days=1))]
    assert [len(found) for _, found in filters.by_day(filters.dated(rows))] == [2, 1]


def test_a_date_has_plain_spaces_in_the_texts_of_mails() -> None:
    assert filters.breakable("8\u00a0octobre\u00a02012 à 14:32") == "8 octobre 2012 à 14:32"
    texts = {path: path.read_text("utf-8") for path in folder("templates").rglob("*.txt")}
    dated = re.compile(r"\|(?:day|moment|short_moment|imprecise_date|since|until)\b(?!\|breakable)")
    assert len(texts) > 20
    assert [path.name for path, text in texts.items() if dated.search(text)] == []
