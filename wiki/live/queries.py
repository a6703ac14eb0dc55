"""Finding shared texts and what was changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading, table_of
from wiki.live.models import LiveChange, LiveDoc, LiveRescue, LiveValue
from wiki.live.rules import SHORTEST
from wiki.members.models import Member
from wiki.pages.models import Page

_DOC, _CHANGE, _VALUE = table_of(LiveDoc).c, table_of(LiveChange).c, table_of(LiveValue).c


class Head(NamedTuple):
    """Where a shared text is now."""

    doc_id: int
    epoch: int
    v: int
    base_v: int
    base_revision: int
    saved_v: int
    #: The code of why nobody writes there any more.
    closed: str = ""


class Logged(NamedTuple):
    """A change as the log keeps it; `changes` is its JSON."""

    v: int
    client: str
    cid: int
    member_id: int | None
    changes: str


_HEAD = (
    _DOC.id,
    _DOC.epoch,
    _DOC.head_v,
    _DOC.base_v,
    _DOC.base_revision,
    _DOC.saved_v,
    _DOC.closed,
)
HEAD = sa.select(*_HEAD).where(_DOC.id == sa.bindparam("doc_id"))
#: A document by what it is part of, and its base text.
BY_NAME = sa.select(*_HEAD, _DOC.base_text).where(
    _DOC.kind == sa.bindparam("kind"),
    _DOC.object_uid == sa.bindparam("uid"),
    _DOC.part == sa.bindparam("part"),
)
#: What is written of a page, whole or by parts.
OF_PAGE = (
    sa.select(_DOC.kind, _DOC.part, *_HEAD, _DOC.base_text)
    .where(_DOC.object_uid == sa.bindparam("uid"))
    .order_by(_DOC.id)
)
BY_ID = sa.select(*_HEAD, _DOC.base_text).where(_DOC.id == sa.bindparam("doc_id"))
#: The changes of a document after a version, as far as another.
CHANGES = (
    sa.select(_CHANGE.v, _CHANGE.client, _CHANGE.cid, _CHANGE.member_id, _CHANGE.changes)
    .where(
        _CHANGE.doc_id == sa.bindparam("doc_id"),
        _CHANGE.v > sa.bindparam("after", type_=sa.BigInteger()),
        _CHANGE.v <= sa.bindparam("until", type_=sa.BigInteger()),
    )
    .order_by(_CHANGE.v)
)
#: Whose a client is, and the last number that it gave.
OF_CLIENT = (
    sa.select(_CHANGE.cid, _CHANGE.member_id)
    .where(_CHANGE.doc_id == sa.bindparam("doc_id"), _CHANGE.client == sa.bindparam("client"))
    .order_by(_CHANGE.cid.desc())
    .limit(1)
)


def logged(rows: Sequence[tuple[object, ...]]) -> list[Logged]:
    """The rows of `CHANGES`."""
    return [Logged(*row) for row in rows]  # type: ignore[arg-type]


def heads_of(doc_ids: Iterable[int]) -> list[Head]:
    """Where these shared texts are now."""
    query = sa.select(*_HEAD).where(_DOC.id.in_(list(doc_ids)))
    return [Head(*row) for row in reading().execute(query)]


#: Whether a change was typed by somebody: what saves add, and what is thrown away, was not.
_IS_TYPED = sa.and_(sa.func.length(_CHANGE.client) >= SHORTEST, ~_CHANGE.client.contains(":"))
_UNSAVED = (
    sa.select(Member.name, sa.func.min(_CHANGE.v))
    .select_from(LiveDoc)
    .join(LiveChange, sa.and_(_CHANGE.doc_id == _DOC.id, _CHANGE.v > _DOC.saved_v))
    .outerjoin(Member, Member.id == _CHANGE.member_id)
    .where(
        _DOC.object_uid == sa.bindparam("uid"),
        sa.or_(sa.bindparam("all", type_=sa.Boolean()), _DOC.part == sa.bindparam("part")),
        _DOC.head_v > _DOC.saved_v,
        _IS_TYPED,
    )
    .group_by(Member.id, Member.name)
    .order_by(sa.func.min(_CHANGE.v))
)


def unsaved_by(uid: str, part: str | None = None) -> tuple[str, ...]:
    """Who typed what no revision of a page says yet, in order; "" for visitors.

    In one part of it, or in all of its shared texts when none is given.
    """
    rows = look(_UNSAVED, uid=uid, all=part is None, part=part or "")
    return tuple(str(name or "") for name, _ in rows)


_FILLED = (
    sa.select(Member.name, sa.func.min(_VALUE.v))
    .select_from(LiveValue)
    .join(LiveDoc, _DOC.id == _VALUE.doc_id)
    .outerjoin(Member, Member.id == _VALUE.member_id)
    .where(_DOC.kind == "sheet", _DOC.object_uid == sa.bindparam("uid"))
    .group_by(Member.id, Member.name)
    .order_by(sa.func.min(_VALUE.v))
)


def filled_by(uid: str) -> tuple[str, ...]:
    """Who gave the sheet of a page values that no revision says yet, in order; "" for visitors."""
    return tuple(str(name or "") for name, _ in look(_FILLED, uid=uid))


class Copy(NamedTuple):
    """A copy that waits to be joined to a shared text, with the title of its page."""

    number: int
    title: str
    at: datetime


def copies_of(member_id: int) -> list[Copy]:
    """The copies of a member that wait, the latest first."""
    query = (
        sa.select(LiveRescue.id, Page.title, LiveRescue.at)
        .join(LiveDoc, LiveDoc.id == LiveRescue.doc_id)
        .join(Page, Page.uid == LiveDoc.object_uid)
        .where(LiveRescue.member_id == member_id)
        .order_by(LiveRescue.at.desc())
    )
    return [Copy(*row) for row in reading().execute(query)]


class Value(NamedTuple):
    """A value given to a field of a sheet; `by` is the name of a member, "" for a visitor."""

    v: int
    kind: str
    field: str
    #: What the form says, as JSON.
    texts: str
    member_id: int | None
    by: str
    client: str
    is_held: bool
    at: datetime


_VALUES = (
    sa.select(
        _VALUE.v,
        _VALUE.kind,
        _VALUE.field,
        _VALUE.texts,
        _VALUE.member_id,
        sa.func.coalesce(Member.name, ""),
        _VALUE.client,
        _VALUE.is_held,
        _VALUE.at,
    )
    .select_from(LiveValue)
    .outerjoin(Member, Member.id == _VALUE.member_id)
    .where(_VALUE.doc_id == sa.bindparam("doc"))
    .order_by(_VALUE.v)
)
_GIVEN = sa.select(_DOC.given).where(_DOC.id == sa.bindparam("doc"))


def values_of(doc: int) -> list[Value]:
    """The values given to the fields of a sheet, in order."""
    return [Value(*row) for row in look(_VALUES, doc=doc)]


def given(doc: int) -> int:
    """How many values were ever given to them: the number of the last one."""
    return int(look(_GIVEN, doc=doc)[0][0])
