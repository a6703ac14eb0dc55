"""Copies that came too late to be joined to a shared text by themselves: kept until settled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock, permissions
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused, TooMuch, WikiError
from wiki.kernel.permissions import Actor, May
from wiki.live.models import LiveDoc, LiveRescue
from wiki.live.service import log
from wiki.live.service.log import Opened
from wiki.live.service.meeting import texts_at
from wiki.merge.outcome import Merge
from wiki.merge.three_way import merge
from wiki.ot.change_set import LONGEST, ChangeSet, units
from wiki.ot.from_diff import from_diff
from wiki.ot.mapping import map_over
from wiki.pages.rules import clean_body
from wiki.site.queries import policy

#: Copies kept for one person: beyond it the browser alone keeps what was typed.
MOST = 50
#: Locked: nothing is erased until the copy is kept, and goes with it then.
_ERASED = (
    sa.select(LiveDoc.erased_epoch)
    .where(LiveDoc.id == sa.bindparam("doc"))
    .with_for_update(key_share=True)
)


Key = tuple[str, str, str]


class Late(NamedTuple):
    """A copy, beside the text as it was at version `v`, and how the two go together.

    Where its owner may not write any more, or nobody does, it is to be read alone: `refusal` says
    why.
    """

    rescue: LiveRescue
    key: Key
    v: int = 0
    merge: Merge | None = None
    refusal: WikiError | None = None


def keep(actor: Actor, key: Key, *, epoch: int, base_v: int, base_text: str, text: str) -> int:
    """Keep a copy, as the browser had it: its number. No event of the wiki's life.

    It is theirs, whoever may write the text now. Raises `Conflict` when something was erased since
    it was made: it may say it still.
    """
    if actor.member_id is None:
        raise Refused("sign_in_first")
    base_text, text = clean_body(base_text), clean_body(text)
    if max(len(units(base_text)), len(units(text))) // 2 > LONGEST:
        raise TooMuch("live_too_long")
    opened = log.known(*key)
    if opened is None:
        require(actor, key)
        opened = log.opened(*key)
    require_reading(actor, key)
    with act() as session:
        if epoch < (session.scalar(_ERASED, {"doc": opened.head.doc_id}) or 0):
            raise Conflict("live_erased_since")
        count = sa.select(sa.func.count()).where(LiveRescue.member_id == actor.member_id)
        if (session.scalar(count) or 0) >= MOST:
            raise TooMuch("live_too_many_copies", limit=MOST)
        made = LiveRescue(
            doc_id=opened.head.doc_id,
            member_id=actor.member_id,
            epoch=epoch,
            base_v=base_v,
            base_text=base_text,
            text=text,
            at=clock.now(),
        )
        session.add(made)
        session.flush()
        return made.id


def late(actor: Actor, number: int, v: int | None = None) -> Late:
    """A copy of one's own beside the shared text, at a version or now; or alone."""
    rescue = _own(actor, number)
    key, opened = _opened_of(rescue)
    try:
        require(actor, key)
    except WikiError as error:
        return Late(rescue, key, refusal=error)
    wanted = opened.head.v if v is None else v
    if not opened.head.base_v <= wanted <= opened.head.v:
        wanted = opened.head.v
    live = texts_at(opened, wanted)[wanted]
    return Late(rescue, key, wanted, merge(rescue.base_text, live, rescue.text))


def settle(actor: Actor, number: int, v: int, choices: Mapping[int, str]) -> None:
    """Join a copy to the shared text, as was chosen when it was at a version.

    Raises `UndecidedError` and `UnknownChoiceError` of `merge`.
    """
    with act() as session:
        permissions.require(actor, May.EDIT, policy())
        rescue = _own(actor, number)
        key = _opened_of(rescue)[0]
        require(actor, key)
        opened = log.known(*key, locked=True)
        if opened is None or not opened.head.base_v <= v <= opened.head.v:
            raise Invalid("live_version_gone")
        live = texts_at(opened, v)[v]
        chosen = clean_body(merge(rescue.base_text, live, rescue.text).resolve(dict(choices)))
        _add(actor, opened, v, from_diff(live, chosen), f"rescued-{number:06}")
        session.delete(rescue)


def drop(actor: Actor, number: int) -> None:
    """Throw a copy away, as its author asks."""
    with act() as session:
        session.delete(_own(actor, number))


def _add(actor: Actor, opened: Opened, v: int, changes: ChangeSet, client: str) -> None:
    head = opened.head
    length = changes.length
    for one in log.changes_between(head.doc_id, v, head.v):
        over = ChangeSet.parse(json.loads(one.changes), length)
        changes, length = map_over(changes, over), over.new_length
    if changes.new_length > LONGEST:
        raise TooMuch("live_too_long")
    if not changes.is_empty:
        log.append(head, changes, member_id=actor.member_id, client=client)
        log.announce(head.doc_id)


def _own(actor: Actor, number: int) -> LiveRescue:
    found = reading().get(LiveRescue, number) if actor.member_id is not None else None
    if found is None or found.member_id != actor.member_id:
        raise Missing("live_copy_missing")
    return found


def _opened_of(rescue: LiveRescue) -> tuple[Key, Opened]:
    doc = reading().get_one(LiveDoc, rescue.doc_id)
    key = doc.kind, doc.object_uid, doc.part
    return key, log.by_id(doc.id)


def require_reading(actor: Actor, key: Key) -> None:
    """Refuse one who may not read a text."""
    if reason := log.kind_of(key[0]).judge(*key[1:])(actor).read:
        raise Refused(reason, right=May.READ.code)


def require(actor: Actor, key: Key) -> None:
    """Refuse one who may not write a text."""
    verdict = log.kind_of(key[0]).judge(*key[1:])(actor)
    if reason := verdict.read or verdict.write:
        raise Refused(reason, right=May.EDIT.code)
