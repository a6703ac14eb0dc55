"""Looking after a discussion: threads that are settled, turns that are put out of sight."""

from __future__ import annotations

from wiki.discussions import rules
from wiki.discussions.kinds import require_on
from wiki.discussions.models import Thread, Turn
from wiki.discussions.queries import threads, turns
from wiki.discussions.service import derive, places
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.permissions import Actor, May


def resolve(actor: Actor, thread_uid: str) -> Thread:
    """Say that a thread is settled; it stays to be read, and may be opened again."""
    return _set(actor, thread_uid, is_open=False)


def reopen(actor: Actor, thread_uid: str) -> Thread:
    """Take a settled thread up again."""
    return _set(actor, thread_uid, is_open=True)


def _set(actor: Actor, thread_uid: str, *, is_open: bool) -> Thread:
    with act():
        thread = threads.by_uid(thread_uid, locked=True)
        thing = require_on(actor, May.DISCUSS, thread.target_kind, thread.target_uid)
        if is_open == (thread.resolved_at is None):
            return thread
        derive.touch(thread)
        settle_inside(actor, thread, is_open=is_open)
        action = "thread_reopened" if is_open else "thread_resolved"
        record(actor, action, "thread", thread.uid, title=thing.title)
    return thread


def settle_inside(actor: Actor, thread: Thread, *, is_open: bool) -> None:
    """Settle a thread or open it again, inside an act."""
    thread.resolved_at = None if is_open else clock.now()
    thread.resolved_by_id = None if is_open else actor.member_id
    reading().flush()
    derive.settled(thread)
    places.placed(thread)


def hide(actor: Actor, turn_uid: str, reason: str) -> Turn:
    """Put a turn out of sight: its texts are kept, the reason stands in its place."""
    reason = rules.clean_reason(reason)
    with act() as session:
        thread, turn = turns.by_uid(turn_uid)
        thing = require_on(actor, May.HIDE, thread.target_kind, thread.target_uid)
        if turn.hidden_at is not None:
            return turn
        turn.hidden_at, turn.hidden_by_id = clock.now(), actor.member_id
        turn.hidden_reason = reason
        session.flush()
        derive.touch(thread)
        derive.shown_or_hidden(thread, -1)
        record(actor, "turn_hidden", "turn", turn.uid, title=thing.title, reason=reason)
    return turn


def show(actor: Actor, turn_uid: str) -> Turn:
    """Show a hidden turn again."""
    with act() as session:
        thread, turn = turns.by_uid(turn_uid)
        thing = require_on(actor, May.HIDE, thread.target_kind, thread.target_uid)
        if turn.hidden_at is None:
            return turn
        turn.hidden_at, turn.hidden_by_id, turn.hidden_reason = None, None, ""
        session.flush()
        derive.touch(thread)
        derive.shown_or_hidden(thread, 1)
        record(actor, "turn_shown", "turn", turn.uid, title=thing.title)
    return turn
