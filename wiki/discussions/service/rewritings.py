"""What becomes of a proposed wording: accepted, it is a save; declined, one says why."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.discussions import rules
from wiki.discussions.kinds import require_on, writing_of
from wiki.discussions.models import Passage, Rewriting, Thread, Turn
from wiki.discussions.passages import replaced
from wiki.discussions.queries import passages, turns
from wiki.discussions.service import derive
from wiki.discussions.service.settle import settle_inside
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.discussed import Discussed, Rewritten
from wiki.kernel.errors import Conflict, Missing, Refused
from wiki.kernel.permissions import Actor, May
from wiki.members.models import Member


def accept(actor: Actor, turn_uid: str, *, place: str | None = None) -> Rewriting:
    """Save the proposed wording, merged with the newest version, and settle the thread.

    Its author is credited. Raises `Conflict` when the passage was changed meanwhile.
    """
    with act():
        thread = turns.thread_of(turn_uid)
        thing = _require_writer(actor, thread)
        writing = writing_of(thread.target_kind)
        turn, passage, wanted = _proposal(turn_uid)
        uid = thread.target_uid
        text = replaced(writing.text(uid, passage.revision), passage.block, wanted.becomes)
        if text is None:
            raise Conflict("rewriting_conflict")
        head = writing.head(uid)
        number = writing.rewrite(
            actor,
            Rewritten(uid, passage.revision, text, _summary(turn), turn.author_id, place),
        )
        # The page's row is held before that of the thread, as in every act that holds both.
        thread, _ = turns.by_uid(turn_uid)
        rewriting = _undecided(turn)
        _decide(actor, rewriting, is_accepted=True)
        rewriting.made_revision = number
        if thread.resolved_at is None:
            settle_inside(actor, thread, is_open=False)
        derive.touch(thread)
        if number == head:  # the text said so already: no version tells of the act
            record(actor, "rewriting_accepted", "turn", turn.uid, title=thing.title)
    return rewriting


def decline(actor: Actor, turn_uid: str, reason: str) -> Rewriting:
    """Say why a proposed wording is not taken; the thread goes on."""
    reason = rules.clean_reason(reason)
    with act() as session:
        thread, turn = turns.by_uid(turn_uid)
        thing = require_on(actor, May.DISCUSS, thread.target_kind, thread.target_uid)
        if actor.member_id is None or actor.member_id != turn.author_id:
            _require_writer(actor, thread)
        rewriting = _undecided(turn)
        _decide(actor, rewriting, is_accepted=False)
        rewriting.reason = reason
        session.flush()
        derive.touch(thread)
        record(actor, "rewriting_declined", "turn", turn.uid, title=thing.title, reason=reason)
    return rewriting


def _require_writer(actor: Actor, thread: Thread) -> Discussed:
    """What is discussed; refuses who may not change the text."""
    thing = require_on(actor, May.DISCUSS, thread.target_kind, thread.target_uid)
    if reason := writing_of(thread.target_kind).why_not(actor, thread.target_uid):
        raise Refused(reason, title="")
    return thing


def _proposal(turn_uid: str) -> tuple[Turn, Passage, Rewriting]:
    query = (
        sa.select(Turn, Passage, Rewriting)
        .join(Passage, Passage.thread_id == Turn.thread_id)
        .join(Rewriting, Rewriting.turn_id == Turn.id)
        .where(Turn.uid == turn_uid)
    )
    row = reading().execute(query).first()
    if row is None:
        raise Missing("rewriting_missing")
    return row[0], row[1], row[2]


def _undecided(turn: Turn) -> Rewriting:
    rewriting = passages.rewriting(turn.id)
    if rewriting.is_accepted is not None:
        raise Conflict("rewriting_decided")
    if turn.hidden_at is not None:
        raise Refused("turn_is_hidden")
    return rewriting


def _decide(actor: Actor, rewriting: Rewriting, *, is_accepted: bool) -> None:
    rewriting.is_accepted = is_accepted
    rewriting.decided_at, rewriting.decided_by_id = clock.now(), actor.member_id


def _summary(turn: Turn) -> str:
    """The summary of the version: whose wording it is. French, as the pages are."""
    name = reading().scalar(sa.select(Member.name).where(Member.id == turn.author_id))
    return f"Réécriture proposée par {name}" if name else "Réécriture proposée"
