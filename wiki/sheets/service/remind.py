"""Once a month, one mail to each who keeps sheets: those that are to be checked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wiki.jobs.service import enqueue
from wiki.kernel.db import act, state
from wiki.mail.service import post
from wiki.sheets.queries.stale import Keeper, Stale, keepers, stale_of
from wiki.sheets.service.today import today

JOB = "sheets.remind"
#: Members written to in one act, and sheets that a mail names.
_AT_ONCE, MOST = 25, 50


class Letter(NamedTuple):
    """What a mail says."""

    subject: str
    text: str


#: Writes to a keeper of these sheets; more than `MOST` when there are others.
Write = Callable[[Keeper, Sequence[Stale]], Letter]


def is_due(since: str, now: str) -> bool:
    """Whether a month has begun after the day `since`; both as `2012-10-08`."""
    return now[:7] > since[:7]


def ask(month: str) -> None:
    """Have the mails of a month written; inside an act. Nothing without an address to lead to."""
    if state().options["WIKI_PUBLIC_URL"]:
        enqueue(JOB, {"month": month, "after": 0}, dedupe_key=JOB)


def remind(month: str, after: int, write: Write) -> None:
    """Write to some of the keepers, those after a member; the others are another job."""
    with act():
        found = keepers(after, _AT_ONCE)
        for keeper in found:
            if stale := stale_of(keeper, today(), MOST + 1):
                letter = write(keeper, stale)
                key = f"sheets:{keeper.uid}:{month}"
                post(keeper.address, letter.subject, letter.text, dedupe_key=key)
        if found:
            enqueue(JOB, {"month": month, "after": found[-1].member_id}, dedupe_key=JOB)
