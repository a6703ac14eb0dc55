"""What a site asks of programs: read through the door, kept for a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from wiki.kernel.outbound import Answer, Door, NoAnswerError, NotAskedError
from wiki.upkeep import robots
from wiki.upkeep.robots import Robots

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PAGE = "https://a.fr/page?x=1"
PRIVATE = "https://a.fr/private/page"
TO_US = b"User-agent: *\nDisallow: /\n\nUser-agent: wiki-tiers-lieux\nDisallow: /private\n"


class PaperDoor(Door):
    """Answers as it is told, and remembers what was asked."""

    def __init__(self, said: Mapping[str, Answer | Exception]) -> None:
        super().__init__("x")
        vars(self)["said"], vars(self)["asked"] = said, []

    def ask(self, method: str, url: str, *, limit: int = 0) -> Answer:
        """What was said of it."""
        vars(self)["asked"].append((method, url, limit > 0))
        answer = vars(self)["said"][url]
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]


def rules(answer: Answer | Exception, **more: Answer | Exception) -> tuple[Robots, PaperDoor]:
    """Those of a site whose file gives this answer."""
    said = {"a.fr/robots.txt": answer, **more}
    door = PaperDoor({f"https://{name}": one for name, one in said.items()})
    return Robots(door), door


def allow(found: Robots, url: str, at: datetime = NOON) -> bool:
    return found.allow(url, lambda: None, at)


@pytest.mark.parametrize(
    ("answer", "is_allowed"),
    [
        (Answer(200, {}, b""), True),
        (Answer(200, {}, TO_US), True),
        (Answer(200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /page\n"), False),
        (Answer(200, {}, b"\xff\x00<html>"), True),
        (Answer(404, {}), True),
        (Answer(403, {}), True),
        (Answer(429, {}), False),
        (Answer(500, {}), False),
        (NoAnswerError("timeout"), True),
    ],
)
def test_what_a_file_says_is_done(answer: Answer | Exception, is_allowed: bool) -> None:
    assert allow(rules(answer)[0], PAGE) is is_allowed


def test_a_rule_for_this_program_goes_before_that_for_all() -> None:
    found, _ = rules(Answer(200, {}, TO_US))
    assert (allow(found, PAGE), allow(found, PRIVATE)) == (True, False)


def test_it_is_asked_once_a_day() -> None:
    found, door = rules(Answer(200, {}, TO_US))
    for hours in (0, 1, 23):
        allow(found, PAGE, NOON + timedelta(hours=hours))
    assert vars(door)["asked"] == [("GET", "https://a.fr/robots.txt", True)]
    allow(found, PAGE, NOON + timedelta(hours=24))
    assert len(vars(door)["asked"]) == 2


def test_a_site_that_did_not_answer_is_asked_again() -> None:
    found, door = rules(NoAnswerError("unreachable"))
    allow(found, PAGE)
    vars(door)["said"] = {"https://a.fr/robots.txt": Answer(500, {})}
    assert not allow(found, PAGE)


def test_one_waits_between_two_questions() -> None:
    pauses: list[int] = []
    found, _ = rules(Answer(404, {}))
    for _ in range(2):
        found.allow(PAGE, lambda: pauses.append(1), NOON)
    assert len(pauses) == 1


def test_redirects_are_followed_through_the_door() -> None:
    elsewhere = {"www.a.fr/robots.txt": Answer(200, {}, b"User-agent: *\nDisallow: /")}
    moved = Answer(301, {"location": "https://www.a.fr/robots.txt"})
    assert not allow(rules(moved, **elsewhere)[0], PAGE)
    inside = {"10.0.0.1/": NotAskedError("inside")}
    assert allow(rules(Answer(302, {"location": "https://10.0.0.1/"}), **inside)[0], PAGE)
    assert allow(rules(Answer(302, {"location": "/robots.txt"}))[0], PAGE)


def test_an_address_that_is_not_asked_is_refused() -> None:
    with pytest.raises(NotAskedError):
        allow(rules(Answer(404, {}))[0], "ftp://a.fr/")


def test_few_sites_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MOST", 1)
    found, door = rules(Answer(404, {}), **{"b.fr/robots.txt": Answer(404, {})})
    for url in (PAGE, "https://b.fr/", PAGE):
        allow(found, url)
    assert len(vars(door)["asked"]) == 3
