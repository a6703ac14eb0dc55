"""The log of a shared text: opened, read at a version, added to inside somebody's act.

Windows add to it through the writer (`wiki.live.service.writer`); this is for acts, such as a save.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import (
    act,
    after_commit,
    insert_missing,
    is_acting,
    look,
    state,
    table_of,
    write,
)
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.shared import Shared
from wiki.live.models import LiveChange, LiveDoc
from wiki.live.queries import BY_ID, BY_NAME, CHANGES, OF_PAGE, Head, Logged, logged
from wiki.ot.change_set import ChangeSet, text_of, units

#: The client of what a save adds; no window may call itself so.
SAVE = "save"
#: Where PostgreSQL tells the other processes.
CHANNEL = "wiki_live"
#: Under which the application keeps its `Hub`.
HUB = "live"

_DOC, _CHANGE = table_of(LiveDoc), table_of(LiveChange)
_LOCKED = BY_NAME.with_for_update(key_share=True)
_ALL_LOCKED = OF_PAGE.with_for_update(key_share=True)
_CLOSE = sa.update(_DOC).where(_DOC.c.id == sa.bindparam("doc")).values(closed=sa.bindparam("code"))
INSERT = sa.insert(_CHANGE)
#: The compare-and-set: moves the head from a version to another.
MOVE = (
    sa.update(_DOC)
    .where(_DOC.c.id == sa.bindparam("doc"), _DOC.c.head_v == sa.bindparam("from_v"))
    .values(head_v=sa.bindparam("to_v"), touched_at=sa.bindparam("now"))
)
NOTIFY = sa.text("SELECT pg_notify(:channel, :payload)").columns(sa.column("told", sa.Text()))


class Hub(Protocol):
    """What serves the windows of this process, when it serves any (`wiki.live.service.hub`)."""

    name: str

    def refresh(self, doc_id: int, told: Sequence[str] = ()) -> None:
        """Look at a text again, then tell its windows."""


class Opened(NamedTuple):
    """A shared text: where it is, and the text that its log starts from."""

    head: Head
    base_text: str


def kind_of(kind: str) -> Shared:
    """What its subject says of a kind of text. Raises `Missing`."""
    for subject in state().subjects:
        if kind in subject.shared:
            found: Shared = subject.load(subject.shared[kind])
            return found
    raise Missing("http_404")


def known(kind: str, uid: str, part: str = "", *, locked: bool = False) -> Opened | None:
    """The shared text of something, when somebody has ever opened it.

    `locked`, inside an act: nobody else adds to it until the act ends.
    """
    return _opened(look(_LOCKED if locked else BY_NAME, kind=kind, uid=uid, part=part))


class Written(NamedTuple):
    """What is written of a page: as a text of which kind, which part of it, and the text."""

    shared: Shared
    part: str
    opened: Opened


def of_page(uid: str) -> list[Written]:
    """The shared texts of a page. Inside an act: nobody else adds to them until it ends."""
    return [
        Written(kind_of(kind), part, Opened(Head(*head), base_text))
        for kind, part, *head, base_text in look(_ALL_LOCKED, uid=uid)
    ]


def close(uid: str, code: str) -> None:
    """From now on nobody writes the texts of a page, for the reason that has this code; "" opens.

    Inside an act. Whatever a window sends after it is refused with that reason.
    """
    for one in of_page(uid):
        write(_CLOSE, {"doc": one.opened.head.doc_id, "code": code})
        announce(one.opened.head.doc_id)


def is_apart(uid: str) -> bool:
    """Whether a page is written together part by part, and not whole."""
    return any(kind_of(kind).takes(uid) for one in state().subjects for kind in one.shared)


def opened(kind: str, uid: str, part: str = "") -> Opened:
    """The shared text of something, made of what is published when it is opened first.

    Raises `Missing` when there is no such thing.
    """
    if found := known(kind, uid, part):
        return found
    if is_acting():
        _make(kind, uid, part)
    else:
        with act():
            _make(kind, uid, part)
    made = known(kind, uid, part)
    if made is None:
        raise Missing("http_404")
    return made


def _make(kind: str, uid: str, part: str) -> None:
    text, revision = kind_of(kind).start(uid, part)
    insert_missing(
        LiveDoc,
        {
            "kind": kind,
            "object_uid": uid,
            "part": part,
            "base_revision": revision,
            "base_text": text,
            "touched_at": clock.now(),
        },
    )


def _opened(rows: Sequence[tuple[object, ...]]) -> Opened | None:
    if not rows:
        return None
    *head, base_text = rows[0]
    return Opened(Head(*head), str(base_text))  # type: ignore[arg-type]


def by_id(doc_id: int) -> Opened:
    """The shared text of this number. Raises `Missing`."""
    found = _opened(look(BY_ID, doc_id=doc_id))
    if found is None:
        raise Missing("http_404")
    return found


def changes_between(doc_id: int, after: int, until: int) -> list[Logged]:
    """The changes that lead from a version to another."""
    return logged(look(CHANGES, doc_id=doc_id, after=after, until=until))


def text_at(doc_id: int, v: int | None = None) -> str:
    """What a shared text says at a version, the newest when none is given.

    Raises `Missing` for a version that is not there, or is not kept any more.
    """
    head, base_text = by_id(doc_id)
    wanted = head.v if v is None else v
    if not head.base_v <= wanted <= head.v:
        raise Missing("http_404")
    return text_of(replayed(base_text, changes_between(doc_id, head.base_v, wanted)))


def replayed(base_text: str, log: Sequence[Logged]) -> bytes:
    """A text after changes, in UTF-16."""
    text = units(base_text)
    for change in log:
        text = ChangeSet.parse(json.loads(change.changes), len(text) // 2).apply(text)
    return text


def append(
    head: Head,
    changes: ChangeSet,
    *,
    member_id: int | None,
    client: str = SAVE,
    cid: int | None = None,
) -> int:
    """Add a change inside an act, on a head found with `known(…, locked=True)`: the new version.

    Raises `Conflict` when somebody else moved it meanwhile. `announce` tells it to the windows.
    """
    v, now = head.v + 1, clock.now()
    moved = {"doc": head.doc_id, "from_v": head.v, "to_v": v, "now": now}
    if write(MOVE, moved) != 1:
        raise Conflict("live_moved")
    row = {
        "doc_id": head.doc_id,
        "v": v,
        "client": client,
        "cid": v if cid is None else cid,
        "member_id": member_id,
        "at": now,
        "changes": as_json(changes),
    }
    write(INSERT, row)
    return v


def as_json(changes: ChangeSet) -> str:
    """A change set as the log keeps it and as it travels."""
    return json.dumps(changes.to_json(), ensure_ascii=False, separators=(",", ":"))


def announce(doc_id: int, *told: Mapping[str, Any]) -> None:
    """Inside an act: once it is done, those who have the text open look at it again.

    For anything that changes about it: its log, its epoch, the revision it starts from. `told` are
    messages that they are then given.
    """
    messages = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in told]
    hub: Hub | None = state().kept.get(HUB)
    if not state().database.is_sqlite:
        payload = {"of": hub.name if hub else "", "docs": [doc_id], "told": messages}
        look(NOTIFY, channel=CHANNEL, payload=json.dumps(payload, ensure_ascii=False))
    if hub is not None:
        after_commit(lambda: hub.refresh(doc_id, messages))


def tell_of_people(news: Sequence[Mapping[str, Any]]) -> None:
    """Tell the other processes who has texts open in this one: `Afar.news`, each by itself."""
    hub: Hub | None = state().kept.get(HUB)
    if hub is None or not news:
        return
    with act():
        for one in news:
            payload = json.dumps({"of": hub.name, "docs": [], "people": [one]}, ensure_ascii=False)
            look(NOTIFY, channel=CHANNEL, payload=payload)
