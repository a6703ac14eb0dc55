"""What a site asks of programs: read through the door, kept for a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.upkeep.doors import PaperDoor
from wiki.kernel.outbound import NoAnswerError, NotAskedError
from wiki.upkeep import robots
from wiki.upkeep.robots import Robots

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PAGE = "https://a.fr/page?x=1"
PRIVATE = "https://a.fr/private/page"
TO_US = b"User-agent: *\nDisallow: /\n\nUser-agent: wiki-tiers-lieux\nDisallow: /private\n"


Given = tuple[int, dict[str, str]] | tuple[int, dict[str, str], bytes] | Exception


def rules(answer: Given, **more: Given) -> tuple[Robots, PaperDoor]:
    """Those of a site whose file gives this answer."""
    said = {"a.fr/robots.txt": answer, **more}
    door = PaperDoor({f"GET https://{name}": one for name, one in said.items()})
    return Robots(door), door


def allow(found: Robots, url: str, at: datetime = NOON) -> bool:
    return found.allow(url, lambda: None, at)


@pytest.mark.parametrize(
    ("answer", "is_allowed"),
    [
        ((200, {}, b""), True),
        ((200, {}, TO_US), True),
        ((200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /page\n"), False),
        ((200, {}, b"\xff\x00<html>"), True),
        ((404, {}), True),
        ((403, {}), True),
        ((429, {}), False),
        ((500, {}), False),
        (NoAnswerError("timeout"), True),
    ],
)
def test_what_a_file_says_is_done(answer: Given, is_allowed: bool) -> None:
    assert allow(rules(answer)[0], PAGE) is is_allowed


@pytest.mark.parametrize(
    "line", ["Crawl-delay: ²", "Request-rate: ²/1", "Disallow: //[", "Allow: http://["]
)
def test_a_line_that_cannot_be_read_is_passed_over(line: str) -> None:
    said = f"User-agent: *\n{line}\nDisallow: /private\n".encode()
    found, _ = rules((200, {}, said))
    assert (allow(found, PAGE), allow(found, PRIVATE)) == (True, False)


def test_a_redirect_that_leads_nowhere_forbids_nothing() -> None:
    assert allow(rules((301, {"location": "http://["}))[0], PAGE)


def test_a_rule_for_this_program_goes_before_that_for_all() -> None:
    found, _ = rules((200, {}, TO_US))
    assert (allow(found, PAGE), allow(found, PRIVATE)) == (True, False)


def test_it_is_asked_once_a_day() -> None:
    found, door = rules((200, {}, TO_US))
    for hours in (0, 1, 23):
        allow(found, PAGE, NOON + timedelta(hours=hours))
    assert door.asked == ["GET https://a.fr/robots.txt"]
    allow(found, PAGE, NOON + timedelta(hours=24))
    assert len(door.asked) == 2


def test_a_site_that_did_not_answer_is_asked_again() -> None:
    found, door = rules(NoAnswerError("unreachable"))
    allow(found, PAGE)
    vars(door)["said"] = {"GET https://a.fr/robots.txt": (500, {})}
    assert not allow(found, PAGE)


def test_one_waits_between_two_questions() -> None:
    pauses: list[int] = []
    found, _ = rules((404, {}))
    for _ in range(2):
        found.allow(PAGE, lambda: pauses.append(1), NOON)
    assert len(pauses) == 1


def test_redirects_are_followed_through_the_door() -> None:
    elsewhere: dict[str, Given] = {"www.a.fr/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}
    moved = (301, {"location": "https://www.a.fr/robots.txt"})
    assert not allow(rules(moved, **elsewhere)[0], PAGE)
    inside = {"10.0.0.1/": NotAskedError("inside")}
    assert allow(rules((302, {"location": "https://10.0.0.1/"}), **inside)[0], PAGE)
    assert allow(rules((302, {"location": "/robots.txt"}))[0], PAGE)


def test_an_address_that_is_not_asked_is_refused() -> None:
    with pytest.raises(NotAskedError):
        allow(rules((404, {}))[0], "ftp://a.fr/")


def test_few_sites_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MOST", 1)
    found, door = rules((404, {}), **{"b.fr/robots.txt": (404, {})})
    for url in (PAGE, "https://b.fr/", PAGE):
        allow(found, url)
    assert len(door.asked) == 3
