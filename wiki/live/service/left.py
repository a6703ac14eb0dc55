"""Values of a sheet that were left alone for a day become a revision, as shared texts do.

What a person has to look at waits for one: values among which nobody chose, what cannot be kept,
and what was given before the page came to say something else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from wiki.kernel.db import act, reading
from wiki.kernel.permissions import VISITOR, Actor
from wiki.live.models import LiveDoc, LiveValue
from wiki.live.queries import Value, given, values_of
from wiki.live.service import log
from wiki.live.service.values import fields_given
from wiki.members.models import Member
from wiki.members.queries import actor_of_member
from wiki.pages.audience import audience_of
from wiki.pages.credits import SHEET, Taken
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kind_of
from wiki.pages.queries.pending import is_reviewed
from wiki.pages.rules import why_not_edit
from wiki.pages.service.save import Edit, save_inside
from wiki.pages.service.sheets import sheet_at
from wiki.pages.service.tagging import put_tags
from wiki.pages.sheets import SheetInvalid
from wiki.pages.tags import UNATTENDED
from wiki.schema.sheet import Sheet
from wiki.sheets.told import told
from wiki.site.queries import policy


def sheets_left(before: datetime) -> Sequence[str]:
    """The uids of the pages whose sheet was given values, none of them since."""
    query = (
        sa.select(LiveDoc.object_uid)
        .join(LiveValue, LiveValue.doc_id == LiveDoc.id)
        .where(LiveDoc.kind == "sheet", LiveDoc.touched_at < before, ~LiveValue.is_held)
        .distinct()
    )
    return reading().scalars(query).all()


def save_left(uid: str) -> None:
    """Save what was given of a sheet, in the name of who gave most of it and may still edit it.

    Each of those who gave some saves what the ones before them do not see.
    """
    for actor in _givers(uid):
        unfit: frozenset[str] = frozenset()
        while True:
            try:
                with act():
                    _save(actor, uid, unfit)
                break
            except SheetInvalid as error:
                found = {one.path.partition("/")[0] for one in error.problems if one.blocking}
                if found <= unfit:
                    break
                unfit |= found


def _save(actor: Actor, uid: str, unfit: frozenset[str]) -> None:
    page, opened = pages.by_uid(uid, locked=True), log.known("sheet", uid, locked=True)
    why = why_not_edit(actor, policy(), protection=page.protection, title=page.title, uid=uid)
    if opened is None or why or page.deleted_at is not None or is_reviewed(actor):
        return
    head, doc = sheet_at(page, page.head), opened.head.doc_id
    values = [one for one in values_of(doc) if head.kind in ("", one.kind)]
    if not values:
        return
    kind = kind_of(head.kind or values[0].kind)
    seen = fields_given(actor, uid, kind.code)
    waiting = {one.field for one in values if one.is_held or _is_overtaken(page, head, one)}
    but = seen & (waiting | unfit)
    taken = [one for one in values if one.kind == kind.code and one.field in seen - but]
    if not taken:
        return
    texts: dict[str, list[str]] = {}
    for one in taken:
        for name, text in json.loads(one.texts):
            texts.setdefault(name, []).append(text)
    before = head if head.kind else Sheet(kind.code)
    sheet = told(kind, texts, before, audience_of(actor, uid), {one.field for one in taken})
    edit = Edit(
        page.title,
        None,
        page.head,
        keeps_drafts=True,
        sheet=sheet,
        shared=Taken(f"{opened.head.epoch}:{given(doc)}", "", SHEET, but),
    )
    saved = save_inside(actor, edit)
    if saved.is_new:
        put_tags(saved.revision, [UNATTENDED])


def _is_overtaken(page: Page, head: Sheet, value: Value) -> bool:
    """Whether the page came to say something else of the field after the value was given."""
    query = sa.select(sa.func.max(Revision.number)).where(
        Revision.page_id == page.id, Revision.created_at <= value.at
    )
    number = reading().scalar(query) or 0
    if number == page.head:
        return False
    then = sheet_at(page, number) if number else Sheet(head.kind)
    return then.values.get(value.field) != head.values.get(value.field)


def _givers(uid: str) -> Iterator[Actor]:
    """Those who gave values, most of them first."""
    opened = log.known("sheet", uid)
    values = values_of(opened.head.doc_id) if opened else []
    gave = Counter(one.member_id for one in values if one.member_id and not one.is_held)
    yield from still_there(one for one, _ in gave.most_common())


def still_there(member_ids: Iterable[int]) -> Iterator[Actor]:
    """Those of some members whose account is open, in order; then anybody, where anybody may."""
    for member_id in member_ids:
        member = reading().get(Member, member_id)
        if member is not None and member.deactivated_at is None:
            yield actor_of_member(member)
    yield VISITOR
