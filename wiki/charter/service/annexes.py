"""Acts on annexes: settling what is asked of each place, answering for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from wiki.charter.models import Annex, AnnexForm, Charter
from wiki.charter.queries import annexes as queries
from wiki.charter.queries import charters
from wiki.charter.rules import annexes as rules
from wiki.charter.rules.annexes import Declared, Form, Given
from wiki.charter.rules.chain import canonical
from wiki.charter.service.charters import held
from wiki.charter.service.log import note
from wiki.charter.service.signatures import speaking
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor
from wiki.schema.merging import SheetMerge, merged
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem, validated


class AnnexInvalid(Invalid):
    """Answers that cannot be kept as they are."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("annex_invalid")
        self.problems = problems


class AnnexConflict(Conflict):
    """Somebody else answered the same meanwhile: `head` is the number of what they wrote."""

    def __init__(self, merge: SheetMerge, head: int) -> None:
        super().__init__("annex_conflict")
        self.merge, self.head = merge, head


# -- What is asked


def settle(actor: Actor, slug: str, base: int, given: Given, name: str = "") -> AnnexForm:
    """Ask for something more, or change the field of that name since the form `base`.

    Raises `Invalid`, `Conflict`.
    """

    def change(charter: Charter, head: Sequence[Declared]) -> list[Declared]:
        before = next((one for one in head if one["id"] == name), None)
        if name and before is None:
            raise Conflict("annex_field_gone")
        known = {one.id for one in charters.draft_blocks(charter)}
        if (current := charters.in_force(charter.id)) is not None:
            known |= {one.block.id for one in charters.frozen_blocks(current)}
        field = rules.settled(given, before, queries.ids(charter.id), known)
        began = queries.fields(charter.id, base) if base else ()
        return rules.with_field(head, began, field)

    return _settled(actor, slug, change)


def move(actor: Actor, slug: str, name: str, *, is_up: bool) -> AnnexForm:
    """Ask for something earlier, or later. Raises `Conflict`."""
    return _settled(actor, slug, lambda _, head: rules.moved(head, name, is_up=is_up))


def remove(actor: Actor, slug: str, name: str) -> AnnexForm:
    """Ask for something no more; what was answered stays where it was. Raises `Conflict`."""
    return _settled(actor, slug, lambda _, head: rules.without(head, name))


def _settled(
    actor: Actor, slug: str, change: Callable[[Charter, Sequence[Declared]], list[Declared]]
) -> AnnexForm:
    with act() as session:
        charter = held(actor, slug)
        last = queries.last_form(charter.id)
        head = queries.fields(charter.id)
        fields = change(charter, head)
        if last is not None and fields == list(head):
            return last
        text = _canonical(fields)
        made = AnnexForm(
            charter_id=charter.id,
            number=last.number + 1 if last else 1,
            fields=text,
            hash=rules.digest(text),
            made_by_id=actor.member_id,
            made_at=clock.now(),
        )
        session.add(made)
        session.flush()
        note(actor, charter, "charter_annex_settled", form=made.number, fields=made.hash)
    return made


def _canonical(fields: Sequence[Declared]) -> str:
    return f"[{','.join(canonical(one) for one in fields)}]"


# -- What is answered


def write(actor: Actor, slug: str, place_uid: str, base: int, sheet: Sheet) -> Annex | None:
    """Answer for a place, from its annex of number `base`, 0 for none.

    What two people say of different fields is kept from both. None when nothing was ever said.
    Raises `Refused`, `AnnexInvalid`, `AnnexConflict`.
    """
    with act() as session:
        charter, spoken = speaking(actor, slug, place_uid)
        kept = queries.last_form(charter.id)
        form = queries.form(charter.id)
        if kept is None or form is None:
            raise Conflict("annex_nothing_asked")
        head = queries.head(charter.id, spoken.place.id)
        said = _together(charter, form, spoken.place.id, base, head, sheet)
        if said == queries.said(head):
            return head
        number = head.number + 1 if head else 1
        text = rules.written(charter.uid, spoken.place.uid, number, kept.hash, said)
        made = Annex(
            charter_id=charter.id,
            place_id=spoken.place.id,
            number=number,
            form=kept.number,
            text=text,
            hash=rules.digest(text),
            member_id=actor.member_id,
            mandate=spoken.mandate,
            at=clock.now(),
        )
        session.add(made)
        session.flush()
        note(
            actor,
            charter,
            "charter_annexed",
            annex=made.uid,
            place=spoken.place.uid,
            text=made.hash,
        )
    return made


def _together(
    charter: Charter, form: Form, place_id: int, base: int, head: Annex | None, mine: Sheet
) -> Sheet:
    """What was typed, with what others wrote since `base`, as it is kept."""
    before = queries.said(head)
    if base != (head.number if head else 0):
        began = queries.said(queries.numbered(charter.id, place_id, base) if base else None)
        merge = merged(form.kind, began, before, mine)
        if merge.sheet is None:
            raise AnnexConflict(merge, head.number if head else 0)
        mine = merge.sheet
    asked = {one.id for one in form.fields}
    values = {name: value for name, value in mine.values.items() if name in asked}
    mine = replace(mine, values=values, not_concerned=mine.not_concerned & asked, sources={})
    said, problems = validated(form.kind, mine, before=before)
    if wrong := [one for one in problems if one.blocking]:
        raise AnnexInvalid(wrong)
    return said
