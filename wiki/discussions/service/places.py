"""Where the passages of open threads stand in the newest version.

A save finds again those that are shown below the text; a job finds the others. Who reads one
meanwhile is shown where it stands all the same: `queries.passages` looks for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.discussions.kinds import kinds
from wiki.discussions.models import Passage, PassagePlace, Thread
from wiki.discussions.queries import passages
from wiki.discussions.queries.passages import OpenPassage, open_by_version, open_passages
from wiki.discussions.whereabouts import Whereabouts
from wiki.jobs.service import enqueue
from wiki.kernel.db import act, reading, table_of, write

#: Passages that a save finds again, of how many versions, each compared with the newest one; and
#: those that the job finds in one act.
AT_ONCE, VERSIONS, SOME = 20, 4, 200
_JOB = "discussions.follow"


def follow(kind: str, uid: str, text: str) -> None:
    """A version of a thing, what says `text`, is its newest: find again what is said of it.

    Inside an act.
    """
    found = open_passages(kind, uid, size=AT_ONCE + 1)
    versions = list(dict.fromkeys(one.revision for one in found))[:VERSIONS]
    now = [one for one in found[:AT_ONCE] if one.revision in versions]
    if len(now) < len(found):
        enqueue(_JOB, {"kind": kind, "uid": uid}, dedupe_key=f"{_JOB}:{kind}:{uid}")
    if now:
        _find(Whereabouts(kind, uid, text), now)


def go_on(kind: str, uid: str) -> None:
    """The job: find all of them again. Killed anywhere, it begins again, and changes nothing."""
    last: OpenPassage | None = None
    while True:
        with act():
            found = open_by_version(kind, uid, after=last, size=SOME)
            if not found:
                return
            _find(Whereabouts(kind, uid), found)
            last = found[-1]


def placed(thread: Thread) -> None:
    """A thread opened, was settled or opened again: its passage is followed while it is open.

    Inside an act.
    """
    found = passages.passage(thread.id)
    if found is None:
        return
    session = reading()
    session.execute(sa.delete(PassagePlace).where(PassagePlace.thread_id == thread.id))
    if thread.resolved_at is not None:
        return
    about = {"target_kind": thread.target_kind, "target_uid": thread.target_uid}
    where = Whereabouts(*about.values())
    block = where.block_of(found.revision, found.passage)
    session.add(PassagePlace(thread_id=thread.id, **about, block=block, revision=where.head))
    session.flush()


_ANEW = sa.insert(PassagePlace).from_select(
    ["thread_id", "target_kind", "target_uid", "block", "revision"],
    sa.select(Thread.id, Thread.target_kind, Thread.target_uid, sa.null(), sa.literal(0))
    .join(Passage, Passage.thread_id == Thread.id)
    .where(Thread.resolved_at.is_(None)),
)


def rebuild() -> None:
    """Find every passage of an open thread again. Inside an act."""
    session = reading()
    session.execute(sa.delete(PassagePlace))
    session.execute(_ANEW)
    query = sa.select(PassagePlace.target_kind, PassagePlace.target_uid).distinct()
    for kind, uid in session.execute(query).all():
        last: OpenPassage | None = None
        while kind in kinds() and (found := open_by_version(kind, uid, after=last, size=SOME)):
            _find(Whereabouts(kind, uid), found)
            last = found[-1]


_PLACE = table_of(PassagePlace)
#: What a later version was looked for in meanwhile is newer than what is found here.
_PUT = (
    sa.update(_PLACE)
    .where(_PLACE.c.thread_id == sa.bindparam("of"), _PLACE.c.revision <= sa.bindparam("number"))
    .values(block=sa.bindparam("stands_in"), revision=sa.bindparam("number"))
)


def _find(where: Whereabouts, found: Sequence[OpenPassage]) -> None:
    """Note where these passages stand."""
    rows = [
        {
            "of": one.thread_id,
            "number": where.head,
            "stands_in": where.block_of(one.revision, one.passage),
        }
        for one in found
    ]
    write(_PUT, *rows)
