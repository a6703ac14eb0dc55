"""What `wiki check` looks at in the discussions: turns and texts without gaps, and all there."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from wiki.discussions.models import Thread, Turn, TurnText
from wiki.kernel.db import reading
from wiki.pages.models import Redaction, Text


def problems() -> Iterator[str]:
    """One French sentence for each thing that is wrong."""
    yield from _broken_threads()
    yield from _broken_turns()


def _broken_threads() -> Iterator[str]:
    counted = (
        sa.select(Thread.uid, sa.func.count(Turn.id).label("n"), sa.func.max(Turn.number))
        .outerjoin(Turn, Turn.thread_id == Thread.id)
        .group_by(Thread.uid)
        .order_by(Thread.uid)
    )
    for uid, count, last in reading().execute(counted):
        if count == 0 or count != last:
            yield f"Fil {uid} : les messages ne se suivent pas jusqu’à {last or 0}."


def _broken_turns() -> Iterator[str]:
    counted = (
        sa.select(Turn.uid, Turn.head, sa.func.count(TurnText.number), sa.func.max(TurnText.number))
        .outerjoin(TurnText, TurnText.turn_id == Turn.id)
        .group_by(Turn.uid, Turn.head)
        .order_by(Turn.uid)
    )
    for uid, head, count, last in reading().execute(counted):
        if (count, last) != (head, head):
            yield f"Message {uid} : ses textes ne se suivent pas jusqu’à {head}."
    lost = (
        sa.select(TurnText.text_sha256)
        .outerjoin(Text, Text.sha256 == TurnText.text_sha256)
        .outerjoin(Redaction, Redaction.sha256 == TurnText.text_sha256)
        .where(Text.sha256.is_(None), Redaction.sha256.is_(None))
        .distinct()
        .order_by(TurnText.text_sha256)
    )
    for sha256 in reading().scalars(lost):
        yield f"Il manque le texte {sha256}, d’un message."
