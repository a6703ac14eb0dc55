"""What becomes of an address out of the wiki: how it is asked, and when it is said to be dead.

Decided on plain values, but for the question itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin

from wiki.kernel.outbound import PORTS, Answer, Door, NoAnswerError, NotAskedError, target_of

#: What is known of an address: nothing yet; it answers; it does not, for how long is to be seen; it
#: has not for days; nothing can be said; it is left alone on purpose.
NEW, ALIVE, FAILING, DEAD, UNSURE, IGNORED = STATES = (
    "new",
    "alive",
    "failing",
    "dead",
    "unsure",
    "ignored",
)
#: Redirects that are followed.
REDIRECTS = 5
#: A link is dead after so many failures in a row, the first of them so long ago.
FAILURES, LASTING = 3, timedelta(days=3)
#: When one that answers, or cannot be judged, is asked again; one that fails, then each time later.
USUAL, _AGAIN = timedelta(days=30), timedelta(days=1)
#: Shortest and longest that a server may ask to be left alone.
_SHORTEST, _LONGEST = timedelta(hours=1), timedelta(days=7)

#: The reason why an address is not asked that its site keeps from programs.
FORBIDDEN = "robots"
#: What stands for a title in the address of another wiki: that leads nowhere yet.
_PLACE = "$1"
#: Answers that say nothing of the page: a server that wants a name, or no programs.
_NOT_FOR_US = frozenset({401, 402, 403, 405, 406, 407, 408, 418, 425, 451, 999})
_BUSY = frozenset({429, 503})
_MOVED = frozenset({301, 302, 303, 307, 308})


class Outcome(NamedTuple):
    """What asking gave: `ALIVE`, `FAILING` or `UNSURE`; the last status, or the code of a reason.

    `wait` is how long the server asked to be left alone.
    """

    verdict: str
    status: int | None = None
    reason: str = ""
    wait: timedelta | None = None


class Health(NamedTuple):
    """What is known of an address: its state, its failures in a row and since when."""

    state: str
    failures: int
    failing_since: datetime | None


def addresses_of(urls: Iterable[str]) -> set[str]:
    """The addresses among those of a text that can be asked, each written in its one way."""
    found: set[str] = set()
    for url in urls:
        try:
            target = target_of(url)
        except NotAskedError:
            continue
        if target.port in PORTS.values() and _PLACE not in url:
            found.add(target.url)
    return found


def archive_of(address: str, at: datetime) -> str:
    """Where an archive of the Web lists what it kept of an address, opened at a date."""
    return f"https://web.archive.org/web/{at.astimezone(UTC):%Y%m%d}000000*/{address}"


def visit(
    door: Door,
    address: str,
    pause: Callable[[], None],
    now: datetime,
    *,
    is_allowed: Callable[[str], bool],
) -> Outcome:
    """Ask for an address as a reader would: its redirects are followed, each through the door.

    HEAD first; GET when that is refused, for servers that know nothing else. `pause` is called
    between two questions. What `is_allowed` keeps from programs is not asked.
    """
    url = address
    for hop in range(REDIRECTS + 1):
        if hop:
            pause()
        try:
            if not is_allowed(url):
                return Outcome(UNSURE, None, FORBIDDEN)
            answer = _asked(door, url, pause)
        except NotAskedError as refusal:
            return Outcome(UNSURE, None, refusal.code)
        except NoAnswerError as failure:
            return Outcome(FAILING, None, failure.code)
        goes_to = answer.headers.get("location", "")
        if answer.status not in _MOVED or not goes_to:
            return judged(answer.status, answer.headers.get("retry-after", ""), now)
        try:
            url = urljoin(url, goes_to)
        except ValueError:
            return Outcome(FAILING, answer.status, "redirects")
    return Outcome(FAILING, answer.status, "redirects")


def _asked(door: Door, url: str, pause: Callable[[], None]) -> Answer:
    try:
        answer = door.ask("HEAD", url)
    except NoAnswerError as failure:
        if failure.code != "garbled":  # some hang up on what they do not know
            raise
    else:
        if answer.status < 400 or is_busy(answer.status):
            return answer
    pause()
    return door.ask("GET", url)


def is_busy(status: int | None) -> bool:
    """Whether a server that answers so wants to be left alone for a while."""
    return status in _BUSY


def judged(status: int, retry_after: str, now: datetime) -> Outcome:
    """What the last status says of a page."""
    wait = _asked_wait(retry_after, now) if status in _BUSY else None
    if status < 400:
        return Outcome(ALIVE, status)
    if status == 429 or wait is not None or status in _NOT_FOR_US:
        return Outcome(UNSURE, status, wait=wait)
    return Outcome(FAILING, status)


def _asked_wait(said: str, now: datetime) -> timedelta | None:
    """How long `Retry-After` asks for: seconds, or a date; None when it says nothing."""
    if said.strip().isdecimal():
        wait = timedelta(seconds=min(int(said.strip()[:9]), 10**8))
    else:
        try:
            until = parsedate_to_datetime(said)
        except (ValueError, OverflowError):  # a zone of a million hours is none
            return None
        wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(wait, _SHORTEST), _LONGEST)


def after(known: Health, outcome: Outcome, now: datetime) -> Health:
    """What is known of an address once it was asked."""
    if outcome.verdict == ALIVE:
        return Health(ALIVE, 0, None)
    if outcome.verdict == UNSURE:
        # A server that is busy takes back nothing of what was seen before.
        return known if known.failures else Health(UNSURE, 0, None)
    since = known.failing_since or now
    failures = known.failures + 1
    is_dead = failures >= FAILURES and now - since >= LASTING
    return Health(DEAD if is_dead or known.state == DEAD else FAILING, failures, since)


def next_check(known: Health, outcome: Outcome, now: datetime, chance: float) -> datetime:
    """When to ask again; `chance`, from 0 to 1, spreads what came at once over a quarter."""
    if outcome.wait is not None:
        return now + outcome.wait
    wait = USUAL
    if outcome.verdict == FAILING:
        wait = min(_AGAIN * 2 ** min(max(known.failures - FAILURES, 0), 10), USUAL)
    return now + wait * (1 + chance / 4)
