"""Once a month, one mail to each who keeps sheets: those that are to be checked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, state
from wiki.mail.service import post
from wiki.sheets.models import Unreminded
from wiki.sheets.queries.stale import Keeper, Stale, keepers, stale_of, waiting_of
from wiki.sheets.service.today import today

JOB = "sheets.remind"
#: Members written to in one act, and sheets that a mail names.
_AT_ONCE, MOST = 25, 50


class Letter(NamedTuple):
    """What a mail says."""

    subject: str
    text: str
    headers: Mapping[str, str]


#: Writes to a keeper of these sheets, more than `MOST` when there are others, for which so many
#: corrections wait.
Write = Callable[[Keeper, Sequence[Stale], int], Letter]


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
            stale, waiting = stale_of(keeper, today(), MOST + 1), waiting_of(keeper)
            if stale or waiting:
                letter = write(keeper, stale, waiting)
                key = f"sheets:{keeper.uid}:{month}"
                post(
                    keeper.address,
                    letter.subject,
                    letter.text,
                    dedupe_key=key,
                    headers=letter.headers,
                )
        if found:
            enqueue(JOB, {"month": month, "after": found[-1].member_id}, dedupe_key=JOB)


def stop(member_id: int) -> None:
    """Write no monthly mail to a member any more, as they ask."""
    with act():
        insert_missing(Unreminded, {"member_id": member_id, "at": clock.now()})


def go_on(member_id: int) -> None:
    """Write the monthly mail to a member again."""
    with act() as session:
        session.execute(sa.delete(Unreminded).where(Unreminded.member_id == member_id))
