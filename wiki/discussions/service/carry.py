"""Threads that follow a page when it is joined to another one. Inside an act."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.discussions.kinds import kind_of
from wiki.discussions.models import Passage, Talk, Thread, ThreadState
from wiki.discussions.service.derive import count_again
from wiki.kernel.db import reading

_KIND = "page"
#: Those of a passage are about a version of the page that it was read in.
_of_passage = sa.exists().where(Passage.thread_id == Thread.id)


def follow(uid: str, into_uid: str) -> list[int]:
    """The threads about a page, but for those of its passages, are about another: which ones."""
    about = sa.select(Thread.id).where(
        Thread.target_kind == _KIND, Thread.target_uid == uid, ~_of_passage
    )
    moved = list(reading().scalars(about.order_by(Thread.id)))
    bring_back(moved, uid, into_uid)
    return moved


def bring_back(ids: Sequence[int], from_uid: str, uid: str) -> None:
    """These threads, while they are about one page, are about another."""
    for table, key in ((Thread, Thread.id), (ThreadState, ThreadState.thread_id)):
        reading().execute(
            sa.update(table)
            .where(key.in_(ids), table.target_uid == from_uid)
            .values(target_uid=uid)
            .execution_options(synchronize_session=False)
        )
    for touched in (from_uid, uid):
        reading().execute(
            sa.delete(Talk).where(Talk.target_kind == _KIND, Talk.target_uid == touched)
        )
        count_again(_KIND, touched)
        kind_of(_KIND).touch(touched)
