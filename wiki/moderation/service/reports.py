"""Reporting something, and saying what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.mail.service import post
from wiki.members.queries import account_of
from wiki.members.service.codes import Letter
from wiki.members.service.limits import Limit, bucket, take_inside
from wiki.moderation import rules
from wiki.moderation.models import Report
from wiki.moderation.queries import reports as queries
from wiki.moderation.queries.reports import Target
from wiki.site.queries import policy

#: Reports of one person, or of one place, in an hour.
MOST, DURING = 10, timedelta(hours=1)
#: Words a mail about a report.
Write = Callable[[Report], Letter]


def report(actor: Actor, about: Target, reason: str, write: Write, *, place: str) -> Report:
    """Say that something is not as it should be. `write` tells it to those who moderate.

    They get a mail when nothing waited before. Raises `Invalid`, `TooOften`.
    """
    reason = rules.clean_reason(reason)
    with act() as session:
        require(actor, May.REPORT, policy())
        who = place if actor.member_id is None else str(actor.member_id)
        take_inside(session, Limit(bucket("report", who), MOST, DURING))
        is_first = not queries.waiting()
        made = Report(
            kind=about.kind,
            target_uid=about.uid,
            number=about.number,
            title=about.title,
            reason=reason,
            reporter_id=actor.member_id,
            at=clock.now(),
        )
        session.add(made)
        session.flush()
        if is_first:
            letter = write(made)
            for address in queries.moderators():
                post(
                    address, letter.subject, letter.text, dedupe_key=f"report:{made.uid}:{address}"
                )
        record(actor, "reported", about.kind, about.uid, title=about.title)
    return made


def handle(actor: Actor, uid: str, outcome: str, answer: str, write: Write) -> Report:
    """Say what came of a report; who made it reads the answer, and gets it by mail."""
    answer = rules.clean_answer(answer)
    if outcome not in rules.OUTCOMES:
        raise Invalid("report_outcome", field="outcome")
    with act() as session:
        require(actor, May.MODERATE, policy())
        found = queries.by_uid(uid, locked=True)
        if found.handled_at is not None:
            raise Conflict("report_handled")
        found.handled_at, found.handled_by_id = clock.now(), actor.member_id
        found.outcome, found.answer = outcome, answer
        session.flush()
        account = account_of(found.reporter_id) if found.reporter_id is not None else None
        if account is not None and account.email:
            letter = write(found)
            post(account.email, letter.subject, letter.text, dedupe_key=f"report:{uid}:handled")
        action = "report_acted" if outcome == rules.ACTED else "report_kept"
        record(actor, action, found.kind, found.target_uid, title=found.title)
    return found
