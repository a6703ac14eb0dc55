"""Acts on values that are there: saying that they are right, putting back one that was."""

from __future__ import annotations

from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor
from wiki.members.queries import uids
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.save import Edit, Saved, save
from wiki.pages.service.sheets import sheet_at
from wiki.schema.audience import cut, restored, visible
from wiki.schema.freshness import confirmed
from wiki.schema.sheet import Sheet
from wiki.sheets.rules import with_field_of
from wiki.sheets.service.today import today


def uid_of(actor: Actor) -> str:
    """Who an actor is in a source; "" for a visitor and for the wiki."""
    number = actor.member_id
    return uids({number}).get(number, "") if number is not None else ""


def confirm(
    actor: Actor, page: Page, base: int, audience: str, *, summary: str, place: str | None
) -> Saved:
    """Say that everything the sheet of a revision says is right, as far as an audience sees it.

    One revision, merged like any save. Raises `Missing` for a page without sheet.
    """
    whole = _sheet(page, base)
    kind = kind_of(whole.kind)
    told = confirmed(kind, cut(kind, whole, audience), today(), uid_of(actor))
    mine = restored(kind, whole, told, audience)
    return _save(actor, page, base, mine, summary, place)


def put_back(
    actor: Actor,
    page: Page,
    base: int,
    audience: str,
    field: str,
    number: int,
    *,
    summary: str,
    place: str | None,
) -> Saved:
    """Give a field of the revision `base` the value that it had in an older revision.

    Merged like any save. Raises `Missing` when there is no such field to see, or no such sheet.
    """
    whole = _sheet(page, base)
    kind = kind_of(whole.kind)
    old = sheet_at(page, number)
    if field not in visible(kind, audience) or old.kind != whole.kind:
        raise Missing("sheet_field_missing")
    told = with_field_of(cut(kind, whole, audience), cut(kind, old, audience), field)
    mine = restored(kind, whole, told, audience)
    return _save(actor, page, base, mine, summary, place)


def _sheet(page: Page, number: int) -> Sheet:
    found = sheet_at(page, number)
    if not found.kind:
        raise Missing("sheet_missing", title=page.title)
    return found


def _save(
    actor: Actor, page: Page, base: int, sheet: Sheet, summary: str, place: str | None
) -> Saved:
    return save(actor, Edit(page.title, None, base, summary, sheet=sheet, place=place))
