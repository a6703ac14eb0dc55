"""Acts on those a census asks: adding them, mending them, saying who they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from wiki.census import rules
from wiki.census.models import Campaign, Target
from wiki.census.queries import campaigns
from wiki.census.queries import targets as queries
from wiki.census.service.campaigns import held
from wiki.census.service.letters import forget_letters_to
from wiki.census.service.tally import add as count
from wiki.census.service.tally import move
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, overwrite_what_is_deleted, reading
from wiki.kernel.errors import Conflict, Invalid, WikiError
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.places.models import Place
from wiki.places.queries.asked import PlaceFilter, conditions
from wiki.sheets.models import CorrectionLink
from wiki.sheets.service.corrections import attach

#: Most targets of a census, and most that one act adds.
MOST, AT_ONCE = 20_000, 2_000


@dataclass(frozen=True)
class Row:
    """A line of a table of targets: what it says, and what is wrong or looks like another."""

    line: int
    given: rules.Asked
    checked: rules.Checked | None = None
    problem: WikiError | None = None
    #: The name of the target that it may be again, and its uid if it lacks the address told here.
    double: str = ""
    completes: str = ""
    page_id: int | None = None

    @property
    def is_fit(self) -> bool:
        """Whether it can be added without asking again."""
        return self.problem is None and not self.double


def add(actor: Actor, uid: str, given: rules.Asked, *, anyway: bool = False) -> Target:
    """Add one. Raises `Invalid`, `Conflict` for one like another, unless `anyway`."""
    with act():
        campaign = _taking(actor, uid)
        checked = rules.target(given, campaign.territory, clock.now().date())
        double = queries.Around(campaign.id, [checked]).double_of(checked)
        if double and not anyway:
            raise Conflict("target_double", name=double.name, field="name")
        return _add(actor, campaign, [(checked, None)])[0]


def looked_at(campaign: Campaign, given: Sequence[tuple[int, rules.Asked]]) -> list[Row]:
    """What adding these would do: what is wrong, what looks like another, which page it may be."""
    found, today = [], clock.now().date()
    seen: set[tuple[str, str]] = set()
    read = [_read(line, one, campaign.territory, today) for line, one in given]
    around = queries.Around(campaign.id, [one.checked for one in read if one.checked])
    for row in read:
        checked = row.checked
        if checked is None:
            found.append(row)
            continue
        key = (checked.name.casefold(), checked.insee)
        double = around.double_of(checked)
        if key in seen or double:
            lacks = double and checked.email and not double.email and key not in seen
            completes = double.uid if double and lacks else ""
            name = double.name if double else row.given.name
            found.append(replace(row, double=name, completes=completes))
        else:
            like = around.pages_like(checked)
            found.append(replace(row, page_id=like[0] if len(like) == 1 else None))
        seen.add(key)
    return found


def _read(line: int, given: rules.Asked, territory: str, today: date) -> Row:
    try:
        return Row(line, given, rules.target(given, territory, today))
    except WikiError as error:
        return Row(line, given, problem=error)


def add_rows(
    actor: Actor, uid: str, given: Sequence[tuple[int, rules.Asked]], *, linked: bool
) -> tuple[int, int]:
    """Add what can be of a table: how many lines were of use, how many were left.

    A line that gives the address of one that has none completes it. `linked`, each is given the
    page that it looks like, when there is one. They are compared before the act, that holds others
    back, and again in it only if somebody has added some meanwhile.
    """
    campaign = campaigns.by_uid(uid)
    before, some = queries.newest(campaign.id), given[:AT_ONCE]
    rows = looked_at(campaign, some)
    with act():
        campaign = _taking(actor, uid)
        if queries.newest(campaign.id) != before:
            rows = looked_at(campaign, some)
        taken = queries.pages_of(campaign.id) if linked else set()
        fit: list[tuple[rules.Checked, int | None]] = []
        for one in rows:
            if one.checked and one.is_fit:
                page_id = one.page_id if linked and one.page_id not in taken else None
                taken |= {page_id} if page_id else set()
                fit.append((one.checked, page_id))
        _add(actor, campaign, fit)
        completed = _complete([one for one in rows if one.completes])
    used = len(fit) + completed
    return used, len(given) - used


def _complete(rows: Sequence[Row]) -> int:
    """Give those that have none the address that was told; returns to how many."""
    held_ones, done = queries.held_by_uid({one.completes for one in rows}), 0
    for one in rows:
        target = held_ones.get(one.completes)
        if target is None or target.email or one.checked is None:
            continue
        target.email, target.basis = one.checked.email, one.checked.basis
        target.told, target.based_on = one.checked.told, one.checked.based_on
        done += 1
    return done


def add_places(actor: Actor, uid: str, wanted: PlaceFilter) -> int:
    """Add the places of the directory that a census does not ask yet; returns how many."""
    with act() as session:
        campaign = _taking(actor, uid)
        known = sa.select(Target.page_id).where(
            Target.census_id == campaign.id, Target.page_id.is_not(None)
        )
        query = (
            sa.select(Place.page_id, Place.name, Place.insee, Place.department)
            .where(*conditions(wanted), Place.page_id.not_in(known))
            .where(Place.department.in_(sorted(rules.departments_of(campaign.territory))))
            .order_by(Place.page_id)
            .limit(AT_ONCE)
        )
        found = [
            (
                rules.Checked(
                    "place", name[: rules.NAME], insee or "", where or "", "", "", "", ""
                ),
                page_id,
            )
            for page_id, name, insee, where in session.execute(query)
        ]
        _add(actor, campaign, found)
    return len(found)


def add_page(actor: Actor, uid: str, title: str) -> Target:
    """Add the place that a page describes. Raises `Missing`, `Invalid`, `Conflict`."""
    page = pages.page_at(title)
    with act() as session:
        campaign = _taking(actor, uid)
        if queries.has_page(campaign.id, page.id):
            raise Conflict("target_page_taken", title=page.title, field="page")
        place = session.get(Place, page.id)
        if place is None:
            raise Invalid("target_page_kind", title=page.title, field="page")
        known = rules.Asked("place", place.name, place.insee or "")
        checked = rules.target(known, campaign.territory, clock.now().date())
        return _add(actor, campaign, [(checked, page.id)])[0]


def _add(
    actor: Actor, campaign: Campaign, given: Sequence[tuple[rules.Checked, int | None]]
) -> list[Target]:
    session, now = reading(), clock.now()
    if campaigns.progress(campaign.id).targets + len(given) > MOST:
        raise Invalid("census_full", limit=MOST)
    made = [
        Target(
            census_id=campaign.id,
            **vars(one),
            page_id=page_id,
            state=rules.TO_INVITE,
            since=now,
            added_by_id=actor.member_id,
            added_at=now,
        )
        for one, page_id in given
    ]
    session.add_all(made)
    session.flush()
    count(Counter((campaign.id, one.department, one.state) for one in made))
    if made:
        _record(actor, "census_targets_added", campaign, count=len(made))
    return made


def mend(actor: Actor, uid: str, given: rules.Asked) -> Target:
    """Correct what is known of one: with another address, it is to be invited again."""
    with act():
        target, campaign = _held(actor, uid)
        checked = rules.target(given, campaign.territory, clock.now().date())
        if target.email and checked.email != target.email:
            overwrite_what_is_deleted()
            forget_letters_to(target.uid)
        count(Counter({(campaign.id, target.department, target.state): -1}))
        is_new = checked.email not in ("", target.email)
        for name, value in vars(checked).items():
            setattr(target, name, value)
        count(Counter({(campaign.id, target.department, target.state): 1}))
        if is_new:
            move(target, "readdress")
        _record(actor, "census_target_mended", campaign)
    return target


def link(actor: Actor, uid: str, title: str) -> Target:
    """Say which page one is. Raises `Missing`, `Conflict` when another one is that page."""
    with act():
        page = pages.by_uid(pages.page_at(title).uid, locked=True)  # first, as in every save
        target, campaign = _held(actor, uid)
        if target.page_id is not None:
            raise Conflict("target_has_page")
        if pages.head(page).kind != campaign.kind:
            raise Invalid("target_page_kind", title=page.title, field="page")
        if queries.has_page(campaign.id, page.id):
            raise Conflict("target_page_taken", title=page.title, field="page")
        target.page_id = page.id
        if target.link_id is not None:
            attach(reading().get_one(CorrectionLink, target.link_id), page)
        _record(actor, "census_target_linked", campaign)
    return target


def mark(actor: Actor, uid: str, event: str) -> Target:
    """Note what one said otherwise than by the link: that it declines, or that its sheet is right.

    Raises `Conflict` when that changes nothing.
    """
    with act():
        target, campaign = _held(actor, uid)
        if event not in ("decline", "accept"):
            raise Invalid("target_event")
        if event == "accept" and target.page_id is None:
            raise Conflict("target_no_page")
        if not move(target, event):
            raise Conflict("target_same")
        _record(actor, "census_target_marked", campaign, event=event)
    return target


def revoke(actor: Actor, uid: str) -> Target:
    """Take back the link of one: the next letter has another. Raises `Conflict`."""
    with act():
        target, campaign = _held(actor, uid)
        if target.link_id is None:
            raise Conflict("target_no_link")
        found = reading().get_one(CorrectionLink, target.link_id)
        found.revoked_at = clock.now()
        target.link_id, target.serial = None, target.serial + 1
        _record(actor, "census_link_revoked", campaign)
    return target


def remove(actor: Actor, uid: str) -> None:
    """Take away one that was not asked yet. Raises `Conflict`."""
    with act() as session:
        target, campaign = _held(actor, uid)
        if target.state != rules.TO_INVITE or target.link_id is not None:
            raise Conflict("target_asked")
        overwrite_what_is_deleted()
        count(Counter({(campaign.id, target.department, target.state): -1}))
        session.delete(target)
        _record(actor, "census_target_removed", campaign)


def page_of(target: Target) -> Page | None:
    """The page of one, unless it is in the bin."""
    page = reading().get(Page, target.page_id) if target.page_id else None
    return page if page is not None and page.deleted_at is None else None


def _taking(actor: Actor, uid: str) -> Campaign:
    campaign = held(actor, uid)
    rules.check_takes(campaign.state)
    return campaign


def _held(actor: Actor, uid: str) -> tuple[Target, Campaign]:
    of = queries.by_uid(uid)
    campaign = _taking(actor, reading().get_one(Campaign, of.census_id).uid)
    return queries.by_uid(uid, locked=True), campaign


def _record(actor: Actor, action: str, campaign: Campaign, **said: Any) -> None:
    record(actor, action, "census", campaign.uid, title=campaign.title, **said)
