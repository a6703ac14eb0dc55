"""What the charters do when something happens to their pages, or in a ballot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from wiki.charter.models import Ballot, PaperSheet
from wiki.charter.queries import ballots
from wiki.charter.queries import charters as queries
from wiki.charter.rules.terms import BOTH
from wiki.charter.rules.versions import REPEAL, VOTED
from wiki.charter.service import alternatives, annulment, contests, hours, judging, repeal
from wiki.charter.service.adoption import find, follow
from wiki.charter.votable import offer
from wiki.files.models import File
from wiki.kernel import signals
from wiki.kernel.db import reading
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import Actor
from wiki.markup.typography import french
from wiki.pages.models import Page


def connect() -> None:
    """Listen to the pages and the ballots."""
    signals.page_deleted.connect(on_gone)
    signals.page_joined.connect(on_gone)
    offer(VOTED, find)
    offer(REPEAL, repeal.find)
    offer(judging.KIND, judging.votable)
    offer(alternatives.KIND, alternatives.votable)
    signals.file_replaced.connect(on_replaced)
    signals.ballot_opened.connect(on_opened)
    signals.ballot_proclaimed.connect(on_proclaimed)
    signals.ballot_cancelled.connect(on_cancelled)
    signals.ballot_final.connect(on_final)
    signals.ballot_annulled.connect(on_annulled)


def on_gone(page: Page, **_: object) -> None:
    """The text of a charter neither goes to the bin nor into another page."""
    if (charter := queries.of_page(page.id)) is not None:
        raise Conflict("charter_keeps_page", title=charter.title)


def on_replaced(file: File, **_: object) -> None:
    """The scan of papers on which people voted stays what it was."""
    if reading().scalar(sa.select(PaperSheet.id).where(PaperSheet.file_uid == file.uid).limit(1)):
        raise Conflict("file_is_paper")


def on_opened(ballot: Ballot, actor: Actor, **_: object) -> None:
    """What is put to a ballot is no longer written; it is told, and closed at its hour."""
    hours.watch(ballot)
    hours.tell(ballot)
    if ballot.kind == judging.KIND:
        judging.submit(actor, ballot.object_uid, ballot.uid)
    elif ballot.kind == alternatives.KIND:
        alternatives.submit(actor, ballot)


def on_proclaimed(ballot: Ballot, outcome: str, **_: object) -> None:
    """What a ballot decides of an amendment is done; the whole text waits until it is final."""
    contests.watch(ballot)
    if ballot.kind == judging.KIND:
        said = ballots.minutes(ballot)
        reason = judging.counted(ballot, said["counts"], of_persons=_of_persons(said))
        summary = f"{ballot.title}, adopté par le scrutin n° {ballot.number}"
        judging.decided(ballot.object_uid, ballot.uid, outcome, reason, summary)
    elif ballot.kind == alternatives.KIND:
        alternatives.decided(ballot)


def on_final(ballot: Ballot, **_: object) -> None:
    """What a ballot decides of a whole text is done."""
    follow(ballot, ballot.outcome)
    repeal.follow(ballot, ballot.outcome)


def on_annulled(ballot: Ballot, **_: object) -> None:
    """What a ballot did to the draft is undone."""
    annulment.annul(ballot)


def _of_persons(said: Mapping[str, Any]) -> Mapping[str, int] | None:
    """What was counted among persons, by minutes that count places too."""
    is_double = said["terms"].get("unit") == BOTH
    return said["persons"]["counts"] if is_double else None


def on_cancelled(ballot: Ballot, **_: object) -> None:
    """An amendment whose ballot is given up is as it was before."""
    reason = f"{french(f'Scrutin n° {ballot.number} annulé :')} {ballot.reason}"
    if ballot.kind == judging.KIND:
        judging.decided(ballot.object_uid, ballot.uid, "cancelled", reason, "")
    elif ballot.kind == alternatives.KIND:
        alternatives.cancelled(ballot, reason)
