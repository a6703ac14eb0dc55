"""Drafts of messages: what somebody was writing, kept until it is sent or thrown away."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.discussions.kinds import require_on
from wiki.discussions.models import TurnDraft
from wiki.discussions.passages import LONGEST
from wiki.discussions.queries import threads, turns
from wiki.discussions.rules import SUBJECT_LENGTH, TURN_SIZE
from wiki.discussions.spots import Spot, Unsent
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, reading, table_of, write
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, May

#: Messages that one person may have begun.
MOST_DRAFTS = 200


def keep_draft(actor: Actor, spot: Spot, unsent: Unsent) -> bool:
    """Keep what a member is writing; False for a visitor, and for one draft too many.

    Not an event of the wiki's life: it has no line in the journal.
    """
    with act() as session:
        kind, uid = _target(spot)
        require_on(actor, May.DISCUSS, kind, uid)
        if actor.member_id is None or not _has_room(session, actor.member_id, spot):
            return False
        key = {"member_id": actor.member_id, **spot._asdict()}
        values = {
            "target_kind": kind,
            "target_uid": uid,
            "updated_at": clock.now(),
            **_bounded(unsent)._asdict(),
        }
        insert_missing(TurnDraft, {**key, **values})
        session.execute(sa.update(TurnDraft).filter_by(**key).values(**values))
    return True


def discard_draft(actor: Actor, spot: Spot) -> None:
    """Throw a draft away, as its author asks."""
    with act():
        forget_draft(actor, spot)


_DRAFT = table_of(TurnDraft)
_FORGET = sa.delete(_DRAFT).where(
    _DRAFT.c.member_id == sa.bindparam("of"),
    *(_DRAFT.c[name] == sa.bindparam(name) for name in Spot._fields),
)


def forget_draft(actor: Actor, spot: Spot) -> None:
    """The draft was sent, or is not wanted. Inside an act."""
    if actor.member_id is not None:
        write(_FORGET, {"of": actor.member_id, **spot._asdict()})


def _target(spot: Spot) -> tuple[str, str]:
    """The kind and uid of what is discussed at a spot that is there."""
    if spot.form in ("thread", "passage"):
        return spot.part.partition(":")[0], spot.uid
    if spot.form == "turn":
        thread = turns.thread_of(spot.uid)
    elif spot.form == "answer":
        thread = threads.by_uid(spot.uid)
        if spot.part and turns.thread_of(spot.part).id != thread.id:
            raise Invalid("turn_unknown")
    else:
        raise Invalid("spot_unknown")
    return thread.target_kind, thread.target_uid


def _has_room(session: Session, member_id: int, spot: Spot) -> bool:
    """Whether the draft is there already, or is not one too many."""
    if session.get(TurnDraft, {"member_id": member_id, **spot._asdict()}) is not None:
        return True
    query = sa.select(sa.func.count()).where(TurnDraft.member_id == member_id)
    return (reading().scalar(query) or 0) < MOST_DRAFTS


def _bounded(unsent: Unsent) -> Unsent:
    """What is kept of a text of any length: more than may be sent, for it may be cut in two."""

    def cut(text: str, longest: int) -> str:
        return text.replace("\x00", "")[:longest]

    return Unsent(
        text=cut(unsent.text, 2 * TURN_SIZE),
        subject=cut(unsent.subject, 2 * SUBJECT_LENGTH),
        revision=unsent.revision,
        quote=cut(unsent.quote, LONGEST),
        before=cut(unsent.before, LONGEST),
        becomes=cut(unsent.becomes, 2 * TURN_SIZE),
    )
