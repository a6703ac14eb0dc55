"""Adapting a page, and taking what it became since, or leaving it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Erased, Invalid, Missing, Refused
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import clean_title
from wiki.merge.outcome import Merge
from wiki.organisations.queries import mandates
from wiki.pages.conflict import merged
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.derive import touch_page
from wiki.pages.service.revise import require_edit
from wiki.pages.service.save import Edit, Saved, save_inside
from wiki.places.rules import KIND as PLACE
from wiki.variants import queries, rules
from wiki.variants.models import Variant, VariantStep
from wiki.variants.queries import Adapted


class Taking(NamedTuple):
    """A variant at `head` and its origin at `number`, and how the two go together."""

    variant: Adapted
    head: int
    number: int
    merge: Merge


def adapt(actor: Actor, origin_uid: str, title: str, place_uid: str = "", **given: Any) -> Saved:
    """Make a page that begins as the text of another one, for a place that one speaks for.

    `given`: the `submission` and the `place` of the `Edit`. Raises `Conflict` for a title taken.
    """
    title = clean_title(title)
    with act() as session:
        origin = _alive(origin_uid)
        to = _place(actor, place_uid)
        if (there := pages.find(title)) is not None:
            if (known := queries.adapted(there.id)) and known.origin_uid == origin_uid:
                return Saved(there, pages.head(there), is_new=False)
            raise Conflict("title_taken", title=there.title)
        summary = f"D’après « {origin.title} », version {origin.head}"
        saved = save_inside(
            actor, Edit(title, pages.body(origin), 0, summary, keeps_drafts=True, **given)
        )
        page_id = saved.page.id
        session.add(Variant(page_id=page_id, origin_id=origin.id, place_id=to and to.id))
        session.flush()
        session.add(_step(page_id, origin.head, saved.revision.number, is_taken=True))
        touch_page(page_id)
        touch_page(origin.id)
        return saved


def taking(uid: str, head: int | None = None, number: int | None = None) -> Taking:
    """A variant beside its origin, as both are or were. Raises `Missing` for another page."""
    return _taking(_alive(uid), head, number)


def take(
    actor: Actor, uid: str, head: int, number: int, choices: Mapping[int, str], **given: Any
) -> Saved:
    """Save in a variant what its origin became, as was chosen between the two.

    Raises `UndecidedError` and `UnknownChoiceError` of `merge`.
    """
    with act() as session:
        page = _alive(uid, locked=True)
        found = _taking(page, head, number)
        if not rules.has_to_say(number, found.variant.seen):
            return Saved(page, pages.head(page), is_new=False)
        text = found.merge.resolve(dict(choices))
        summary = f"Reprend la version {number} de « {found.variant.origin} »"
        edit = Edit(page.title, text, head, summary, keeps_drafts=True, is_shown_next=True, **given)
        saved = save_inside(actor, edit)
        session.add(_step(page.id, number, saved.revision.number, is_taken=True))
        touch_page(page.id)
        return saved


def leave(actor: Actor, uid: str, number: int) -> Page:
    """Keep a variant as it is: what its origin became until then is not told any more."""
    with act() as session:
        page = _alive(uid, locked=True)
        require_edit(actor, page)
        variant = _adapted(page)
        if not rules.has_to_say(_known(variant, number), variant.seen):
            return page
        record(actor, "origin_left", "page", page.uid, title=page.title, number=number)
        session.add(_step(page.id, number, page.head, is_taken=False))
        touch_page(page.id)
        return page


def _taking(page: Page, head: int | None, number: int | None) -> Taking:
    variant = _adapted(page)
    origin = _alive(variant.origin_uid)
    number = _known(variant, origin.head if number is None else number)
    head = page.head if head is None else head
    became, own = pages.text_at(origin, number), pages.text_at(page, head)
    return Taking(variant, head, number, _merged(origin, min(variant.seen, number), own, became))


def _merged(origin: Page, seen: int, own: str, became: str) -> Merge:
    """The two texts from what both began as; a person chooses where that was erased for good."""
    try:
        return merged(seen, pages.text_at(origin, seen), own, became)
    except Erased:
        return merged(0, "", own, became)


def _step(page_id: int, origin_number: int, number: int, *, is_taken: bool) -> VariantStep:
    return VariantStep(
        page_id=page_id,
        origin_number=origin_number,
        number=number,
        is_taken=is_taken,
        at=clock.now(),
    )


def _known(variant: Adapted, number: int) -> int:
    if not 0 < number <= variant.origin_head:
        raise Invalid("base_unknown", title=variant.origin)
    return number


def _adapted(page: Page) -> Adapted:
    found = queries.adapted(page.id)
    if found is None:
        raise Missing("variant_missing", title=page.title)
    return found


def _alive(uid: str, *, locked: bool = False) -> Page:
    page = pages.by_uid(uid, locked=locked)
    if page.deleted_at is not None:
        raise Missing("page_deleted", title=page.title)
    return page


def _place(actor: Actor, uid: str) -> Page | None:
    """The place of this uid, when the actor speaks for it; None for no uid."""
    if not uid:
        return None
    if uid not in {one.page_uid for one in places_of(actor)}:
        raise Refused("no_mandate_to_adapt")
    return pages.by_uid(uid)


def places_of(actor: Actor) -> list[mandates.Held]:
    """The places that somebody speaks for today."""
    if actor.member_id is None:
        return []
    today = clock.now().date().isoformat()
    held = [one for one in mandates.of_member(actor.member_id) if one.runs(today)]
    return [one for one in held if pages.head(pages.by_uid(one.page_uid)).kind == PLACE]
