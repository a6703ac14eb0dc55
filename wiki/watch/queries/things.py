"""The things that members are told of: those that are there, and that one may read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import sqlalchemy as sa

from wiki.charter.models import Charter
from wiki.discussions import kinds
from wiki.discussions.kinds import may_read
from wiki.discussions.models import Passage, Thread
from wiki.discussions.queries.subjects import COLUMNS, subject_in
from wiki.discussions.subjects import ThreadSubject
from wiki.kernel.db import reading
from wiki.kernel.discussed import Discussed
from wiki.kernel.permissions import Actor, May, why_not
from wiki.site.queries import policy
from wiki.watch.rules import REVIEW, THANKS, Key


@dataclass(frozen=True)
class Thing:
    """Something told of: what it is about, and the subject of the thread that it is."""

    key: Key
    about: Discussed
    subject: ThreadSubject | None = None

    def title_for(self, actor: Actor) -> str:
        """What it is called, to one who reads."""
        subject = self.subject
        if subject is None or subject.is_hidden or not may_read(actor, subject):
            return self.about.title
        return subject.text


@dataclass
class Things:
    """Some things by their keys, with who may read each: asked once for all who read alike."""

    known: dict[Key, Thing]
    _asked: dict[tuple[Actor, str, str], bool] = field(default_factory=dict)

    def readable(self, actor: Actor, key: Key) -> Thing | None:
        """A thing, when it is there and an actor may read it."""
        found = self.known.get(key)
        if found is None:
            return None
        asked = (actor.audience, found.about.kind, found.about.uid)
        if asked not in self._asked:
            self._asked[asked] = _may_read(actor, *asked[1:])
        return found if self._asked[asked] else None


def things(keys: Collection[Key]) -> Things:
    """Those of some things that are there."""
    subjects = _subjects({uid for kind, uid in keys if kind == "thread"})
    about = {key: key for key in keys if key[0] not in ("thread", REVIEW, THANKS)}
    about |= {key: ("page", key[1]) for key in keys if key[0] in (REVIEW, THANKS)}
    about |= {("thread", uid): (one.target_kind, one.target_uid) for uid, one in subjects.items()}
    there = kinds.things(about.values()) | _charters({u for kind, u in keys if kind == "charter"})
    return Things(
        {
            key: Thing(key, there[target], subjects.get(key[1]) if key[0] == "thread" else None)
            for key, target in about.items()
            if target in there
        }
    )


def _may_read(actor: Actor, kind: str, uid: str) -> bool:
    if kind == "charter":
        return why_not(actor, May.READ, policy(), f"charter:{uid}") is None
    return kinds.reason_not(actor, May.READ, kind, uid) is None


def _charters(uids: Collection[str]) -> dict[Key, Discussed]:
    query = sa.select(Charter.uid, Charter.title, Charter.slug)
    rows = reading().execute(query.where(Charter.uid.in_(sorted(uids)))) if uids else ()
    return {
        ("charter", uid): Discussed("charter", uid, title, "wiki.charter.charter", {"slug": slug})
        for uid, title, slug in rows
    }


def _subjects(uids: Collection[str]) -> dict[str, ThreadSubject]:
    query = sa.select(Thread.uid, *COLUMNS).outerjoin(Passage, Passage.thread_id == Thread.id)
    rows = reading().execute(query.where(Thread.uid.in_(sorted(uids))))
    return {uid: subject_in(values) for uid, *values in rows}
