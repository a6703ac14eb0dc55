"""Values given to the fields of a sheet and not saved yet: each whole, by one person.

A value takes the place of the one that its giver had seen. Given without having seen the other, it
is held beside it, and somebody chooses: two values are never mixed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import act, table_of, write
from wiki.kernel.errors import Conflict, Invalid, TooMuch
from wiki.kernel.permissions import Actor
from wiki.live.models import LiveDoc, LiveValue
from wiki.live.queries import Value, filled_by, given, values_of
from wiki.live.rules import taken_at
from wiki.live.service import log
from wiki.pages.audience import audience_of
from wiki.pages.credits import SHEET, Credit, Taken
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.derive import touch_page
from wiki.pages.service.revise import require_edit_at_once
from wiki.schema.audience import visible
from wiki.schema.sheet import Sheet
from wiki.schema.submitted import NOT_CONCERNED

#: Values held for one field, and the longest one, in octets of its JSON.
MOST_HELD, LONGEST = 5, 20_000
#: Signs that no database holds.
_NOWHERE = re.compile("[\0\ud800-\udfff]")

_DOC, _VALUE = table_of(LiveDoc), table_of(LiveValue)
_COUNT = (
    sa.update(_DOC)
    .where(_DOC.c.id == sa.bindparam("doc"))
    .values(given=sa.bindparam("given"), touched_at=sa.bindparam("now"))
)
_ADD = sa.insert(_VALUE)
_TAKE_AWAY = sa.delete(_VALUE).where(
    _VALUE.c.doc_id == sa.bindparam("doc"), _VALUE.c.v == sa.bindparam("number")
)
_FORGET = sa.delete(_VALUE).where(_VALUE.c.doc_id == sa.bindparam("doc"))

Texts = Sequence[Sequence[str]]


class Who(NamedTuple):
    """Who gives a value, and in which window: it tells visitors apart."""

    actor: Actor
    client: str

    def gave(self, value: Value) -> bool:
        """Whether it is a value of theirs."""
        if self.actor.member_id is not None:
            return value.member_id == self.actor.member_id
        return value.member_id is None and value.client == self.client


class Place(NamedTuple):
    """A field of the sheet of a page."""

    uid: str
    kind: str
    field: str


class Seen(NamedTuple):
    """What somebody may see of what is given: the fields that are given live, and their values."""

    epoch: int
    #: The number of the last one, seen or not.
    last: int
    fields: Collection[str]
    values: Sequence[Value]


def fields_given(actor: Actor, uid: str, kind: str) -> frozenset[str]:
    """The fields whose values are told as they are given: all that the actor sees whole.

    A field of which some rows are for some alone waits for the save, which puts them back.
    """
    found = kind_of(kind)
    whole = {one.id for one in found.fields if not (one.row_visibility or one.hidden)}
    return visible(found, audience_of(actor, uid)) & whole


def seen(actor: Actor, uid: str, kind: str) -> Seen:
    """What is given of the sheet of a page, as far as the actor may see it."""
    page = pages.by_uid(uid)
    require_edit_at_once(actor, page)
    fields = fields_given(actor, uid, kind)
    opened = log.opened("sheet", uid)
    doc = opened.head.doc_id
    values = [one for one in values_of(doc) if one.kind == kind and one.field in fields]
    return Seen(opened.head.epoch, given(doc), sorted(fields), values)


def give(who: Who, place: Place, texts: Texts, after: int) -> None:
    """Give a field a value, having seen that of the number `after`. No event of the wiki's life.

    It takes the place of what was seen, or of one's own; otherwise it is held.
    """
    said = _as_json(place.field, texts)
    log.opened("sheet", place.uid)
    with _giving(who.actor, place) as (doc, values):
        current = next((one for one in values if not one.is_held), None)
        mine = [one for one in values if one.is_held and who.gave(one)]
        takes = current is None or current.v == after or who.gave(current)
        if current is not None and current.texts == said:
            _take_away(doc, mine)
        else:
            others = [one for one in values if one.is_held and one not in mine]
            if not takes and len(others) >= MOST_HELD:
                raise TooMuch("live_too_many_values", limit=MOST_HELD)
            gone = [current] if takes and current else []
            _take_away(doc, [*mine, *gone])
            _add(doc, place, said, who, is_held=not takes)


def choose(who: Who, place: Place, number: int, shown: Collection[int]) -> None:
    """Settle the values that somebody was shown: the one of this number is left, or none for 0.

    One that took the place of what they were shown is held beside it. Raises `Conflict` when the
    chosen one is not there any more.
    """
    with _giving(who.actor, place) as (doc, values):
        chosen = next((one for one in values if one.v == number), None)
        if number and chosen is None:
            raise Conflict("live_value_gone")
        gone = [one for one in values if one.v in shown or one is chosen]
        unseen = [one for one in values if not one.is_held and one not in gone]
        _take_away(doc, gone)
        if chosen is not None:
            _take_away(doc, unseen)
            for one in (*unseen, chosen):
                by = Who(Actor(member_id=one.member_id), one.client)
                _add(doc, place, one.texts, by, is_held=one is not chosen)


def saved(page: Page, taken: Taken | None, actor: Actor, kind: str | None) -> None:
    """A sheet was saved from a form that showed what was given until then: it is no more a draft.

    What is held still waits, and what the form did not show. Inside an act.
    """
    doc, values = _said_by(page, taken, actor, kind, locked=True) if taken else (0, [])
    if values:
        _take_away(doc, values)
        _tell(doc)


def credit(
    page: Page,
    shared: Taken,
    actor: Actor,
    written_with: list[Credit],
    sheet: Sheet | None,
    **_: object,
) -> None:
    """Note who gave what a sheet says that is about to be saved."""
    known = {actor.member_id, *(one.member_id for one in written_with)}
    _doc, values = _said_by(page, shared, actor, sheet.kind if sheet else None)
    gave = dict.fromkeys(one.member_id for one in values)
    written_with += (Credit(one) for one in gave if one is not None and one not in known)


def forget(doc: int) -> None:
    """Keep none of what was given: the law asks so. Inside an act."""
    write(_FORGET, {"doc": doc})


def _said_by(
    page: Page, taken: Taken | None, actor: Actor, kind: str | None, *, locked: bool = False
) -> tuple[int, list[Value]]:
    """The values that the form of a sheet held when somebody sent it."""
    opened = log.known("sheet", page.uid, locked=locked)
    if opened is None or kind is None or taken is None or taken.part != SHEET:
        return 0, []
    epoch, last = taken_at(taken.name)
    if epoch != opened.head.epoch:
        return 0, []
    doc, fields = opened.head.doc_id, fields_given(actor, page.uid, kind) - taken.but
    values = (one for one in values_of(doc) if one.kind == kind and one.field in fields)
    return doc, [one for one in values if not one.is_held and one.v <= last]


@contextmanager
def _giving(actor: Actor, place: Place) -> Iterator[tuple[int, list[Value]]]:
    """An act on the document, which nobody else changes meanwhile, and on the values of a field.

    Those who have the form open are told, and readers when others are filling it than before.
    """
    with act():
        page = pages.by_uid(place.uid, locked=True)
        require_edit_at_once(actor, page)
        opened = log.known("sheet", place.uid, locked=True)
        if opened is None or place.field not in fields_given(actor, place.uid, place.kind):
            raise Invalid("live_no_field")
        doc, names = opened.head.doc_id, filled_by(place.uid)
        of_it = (place.kind, place.field)
        yield doc, [one for one in values_of(doc) if (one.kind, one.field) == of_it]
        _tell(doc)
        if filled_by(place.uid) != names:
            touch_page(page.id)


def _as_json(field: str, texts: Texts) -> str:
    """What a form says of a field, and of no other. Raises `Invalid` and `TooMuch`."""
    own = f"field-{field}", f"source-{field}"
    for name, text in texts:
        is_own = name in own or name.startswith(tuple(f"{one}-" for one in own))
        if not is_own and (name, text) != (NOT_CONCERNED, field):
            raise Invalid("live_no_field")
    if any(_NOWHERE.search(said) for pair in texts for said in pair):
        raise Invalid("live_no_field")
    said = json.dumps([list(one) for one in texts], ensure_ascii=False, separators=(",", ":"))
    if len(said.encode()) > LONGEST:
        raise TooMuch("live_value_too_long")
    return said


def _add(doc: int, place: Place, said: str, who: Who, *, is_held: bool) -> None:
    now, v = clock.now(), given(doc) + 1
    write(_COUNT, {"doc": doc, "given": v, "now": now})
    row = {
        "doc_id": doc,
        "v": v,
        "kind": place.kind,
        "field": place.field,
        "texts": said,
        "member_id": who.actor.member_id,
        "client": who.client,
        "is_held": is_held,
        "at": now,
    }
    write(_ADD, row)


def _take_away(doc: int, values: Sequence[Value]) -> None:
    for one in values:
        write(_TAKE_AWAY, {"doc": doc, "number": one.v})


def _tell(doc: int) -> None:
    """Those who have the form open ask what is given: each sees what they may."""
    log.announce(doc, {"values": given(doc)})
