"""What a site asks of programs in its `robots.txt`: read before its pages are asked, kept a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from wiki.kernel.outbound import Answer, Door, NoAnswerError, NotAskedError, target_of

#: The name by which a site may speak of this program.
NAME = "wiki-tiers-lieux"
#: How long what a site said is kept, and for how many sites at most.
KEPT, MOST = timedelta(days=1), 2_000
#: Octets that are read of the file; redirects that are followed to it.
_SIZE, _REDIRECTS = 500_000, 5
_TO_ALL, _TO_NONE = "User-agent: *\nAllow: /", "User-agent: *\nDisallow: /"


class Robots:
    """The rules of the sites that were asked lately, in the memory of this process."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._kept: dict[str, tuple[datetime, RobotFileParser]] = {}

    def allow(self, url: str, pause: Callable[[], None], now: datetime) -> bool:
        """Whether a site lets an address be asked; raises `NotAskedError` as the door does.

        `pause` is called after its file was asked for. A site that does not answer lets it be: the
        address itself will tell.
        """
        target = target_of(url)
        site = f"{target.scheme}://{target.authority}"
        until, rules = self._kept.get(site, (now, None))
        if rules is None or until <= now:
            try:
                rules = _parsed(self._read(f"{site}/robots.txt", pause))
            except NoAnswerError:
                return True
            pause()
            self._keep(site, now, rules)
        return rules.can_fetch(NAME, url)

    def _keep(self, site: str, now: datetime, rules: RobotFileParser) -> None:
        if len(self._kept) >= MOST:
            self._kept = {one: kept for one, kept in self._kept.items() if kept[0] > now}
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[site] = (now + KEPT, rules)

    def _read(self, url: str, pause: Callable[[], None]) -> str:
        """The file of a site; one that is refused or not there forbids nothing (RFC 9309)."""
        for _ in range(_REDIRECTS + 1):
            try:
                answer = self._door.ask("GET", url, limit=_SIZE)
            except NotAskedError:
                return _TO_ALL
            if answer.status // 100 != 3:
                return _said(answer)
            try:
                url = urljoin(url, answer.headers.get("location", ""))
            except ValueError:  # an address that nobody can read
                return _TO_ALL
            pause()
        return _TO_ALL


def _said(answer: Answer) -> str:
    """What an answer says: a server in trouble, or that is asked too much, is left alone."""
    if answer.status >= 500 or answer.status == 429:
        return _TO_NONE
    if answer.status >= 400:
        return _TO_ALL
    return answer.body.decode("utf-8-sig", errors="replace")


def _parsed(text: str) -> RobotFileParser:
    """The rules of a file; a line that cannot be read is passed over, as the standard asks."""
    lines = text.splitlines()
    try:
        return _read_as(lines)
    except ValueError:
        return _read_as([line for line in lines if _is_read(line)])


def _read_as(lines: list[str]) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(lines)
    return rules


def _is_read(line: str) -> bool:
    try:
        _read_as(["User-agent: *", line])
    except ValueError:  # « Crawl-delay: ² », « Disallow: //[ »
        return False
    return True
