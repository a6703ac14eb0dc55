"""When an address is said to be dead, on plain values; visits through a door of paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.upkeep.doors import PaperDoor, Said
from wiki.kernel.outbound import NoAnswerError, NotAskedError
from wiki.upkeep.outside import (
    ALIVE,
    DEAD,
    FAILING,
    LASTING,
    NEW,
    UNSURE,
    USUAL,
    Health,
    Outcome,
    addresses_of,
    after,
    archive_of,
    judged,
    next_check,
    visit,
)

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
UNKNOWN = Health(NEW, 0, None)
GONE = Outcome(FAILING, 404)


def visited(said: Said) -> tuple[Outcome, list[str], int]:
    """What a visit of `http://a/` gives, what was asked, how many pauses were made."""
    pauses: list[int] = []
    made = PaperDoor(said)
    outcome = visit(
        made,
        "http://a/",
        lambda: pauses.append(1),
        NOON,
        is_allowed=lambda url: "/private" not in url,
    )
    return outcome, made.asked, len(pauses)


def test_a_page_that_answers_is_asked_for_once() -> None:
    assert visited({"HEAD http://a/": (200, {})}) == (Outcome(ALIVE, 200), ["HEAD http://a/"], 0)


def test_a_server_that_refuses_head_is_asked_as_a_reader_would() -> None:
    said = {"HEAD http://a/": (405, {}), "GET http://a/": (200, {})}
    assert visited(said) == (Outcome(ALIVE, 200), ["HEAD http://a/", "GET http://a/"], 1)


def test_redirects_are_followed_from_one_to_the_next() -> None:
    said = {
        "HEAD http://a/": (301, {"location": "/ici"}),
        "HEAD http://a/ici": (302, {"location": "https://b/"}),
        "HEAD https://b/": (404, {}),
        "GET https://b/": (404, {}),
    }
    outcome, asked, pauses = visited(said)
    assert outcome == GONE
    assert (asked[-1], pauses) == ("GET https://b/", 3)


def test_a_page_that_its_site_keeps_from_programs_is_not_asked() -> None:
    said = {"HEAD http://a/": (301, {"location": "/private"})}
    outcome, asked, _ = visited(said)
    assert (outcome, asked) == (Outcome(UNSURE, None, "robots"), ["HEAD http://a/"])


@pytest.mark.parametrize(
    "said", ["", "²", "demain", f"Mon, 1 Jan 2024 00:00:00 +{'9' * 18}", "9" * 5_000]
)
def test_whatever_a_busy_server_says_is_judged(said: str) -> None:
    assert visited({"HEAD http://a/": (429, {"retry-after": said})})[0]._replace(
        wait=None
    ) == Outcome(UNSURE, 429)


def test_redirects_without_end_are_left() -> None:
    outcome, asked, _ = visited({"HEAD http://a/": (302, {"location": "/"})})
    assert (outcome, len(asked)) == (Outcome(FAILING, 302, "redirects"), 6)


def test_an_address_that_is_not_asked_is_not_judged() -> None:
    said = {
        "HEAD http://a/": (301, {"location": "http://10.0.0.1/"}),
        "HEAD http://10.0.0.1/": NotAskedError("inside"),
    }
    assert visited(said)[0] == Outcome(UNSURE, None, "inside")


def test_a_server_that_does_not_answer_fails_with_the_reason() -> None:
    said = {"HEAD http://a/": NoAnswerError("unknown_host")}
    assert visited(said)[0] == Outcome(FAILING, None, "unknown_host")


def test_a_server_that_hangs_up_on_head_is_asked_as_a_reader_would() -> None:
    said = {"HEAD http://a/": NoAnswerError("garbled"), "GET http://a/": (200, {})}
    assert visited(said)[0] == Outcome(ALIVE, 200)


@pytest.mark.parametrize("status", [401, 403, 405, 429, 451])
def test_a_server_that_wants_no_programs_says_nothing_of_the_page(status: int) -> None:
    assert judged(status, "", NOON) == Outcome(UNSURE, status)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("7200", timedelta(hours=2)),
        ("0", timedelta(hours=1)),
        ("99999999999999", timedelta(days=7)),
        ("Thu, 26 Nov 2026 15:00:00 GMT", timedelta(hours=3)),
    ],
)
def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(said: str, wait: timedelta) -> None:
    outcome = judged(503, said, NOON)
    assert outcome == Outcome(UNSURE, 503, wait=wait)
    assert next_check(UNKNOWN, outcome, NOON, 1.0) == NOON + wait


@pytest.mark.parametrize("said", ["", "demain", "²"])
def test_a_server_that_is_down_without_a_word_fails(said: str) -> None:
    assert judged(503, said, NOON) == Outcome(FAILING, 503)


def test_a_link_is_dead_after_several_failures_over_several_days() -> None:
    known, now = UNKNOWN, NOON
    for _ in range(10):
        known = after(known, GONE, now)
    assert known == Health(FAILING, 10, NOON)
    known = after(UNKNOWN, GONE, NOON)
    assert after(known, GONE, NOON + LASTING).state == FAILING
    assert after(after(known, GONE, NOON), GONE, NOON + LASTING) == Health(DEAD, 3, NOON)


def test_failures_asked_again_when_they_say_make_a_link_dead() -> None:
    known, now, times = UNKNOWN, NOON, 0
    while known.state != DEAD:
        known = after(known, GONE, now)
        now = next_check(known, GONE, now, 0.0)
        times += 1
    assert times == 4
    assert now - NOON < timedelta(days=7)


def test_one_answer_and_a_link_is_alive_again() -> None:
    dead = Health(DEAD, 5, NOON)
    assert after(dead, Outcome(ALIVE, 200), NOON) == Health(ALIVE, 0, None)
    assert after(dead, Outcome(UNSURE, 403), NOON) == dead
    assert after(dead, GONE, NOON) == Health(DEAD, 6, NOON)


def test_the_dead_are_asked_ever_more_seldom() -> None:
    waits = [next_check(Health(DEAD, n, NOON), GONE, NOON, 0.0) - NOON for n in (3, 4, 5, 60)]
    assert waits == [timedelta(days=1), timedelta(days=2), timedelta(days=4), USUAL]
    alive = Outcome(ALIVE, 200)
    assert next_check(Health(ALIVE, 0, None), alive, NOON, 1.0) == NOON + USUAL * 1.25


def test_the_addresses_of_a_text_are_those_that_can_be_asked() -> None:
    urls = (
        "https://exemple.fr/a#b",
        "HTTPS://EXEMPLE.fr/a",
        "http://exemple.fr:8080/",
        "https://exemple.fr/é",
        "https://fr.wikipedia.org/wiki/$1",
    )
    assert addresses_of(urls) == {"https://exemple.fr/a", "https://exemple.fr/%C3%A9"}


def test_an_archive_is_searched_at_the_date_of_the_revision() -> None:
    found = archive_of("https://exemple.fr/a?b", NOON)
    assert found == "https://web.archive.org/web/20261126000000*/https://exemple.fr/a?b"
