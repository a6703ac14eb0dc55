"""What those who are asked do: answer, decline, take back what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from wiki.census.models import Campaign, Silence, Target
from wiki.census.queries import targets as queries
from wiki.census.service.letters import forget_letters_to
from wiki.census.service.tally import move
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, overwrite_what_is_deleted, reading
from wiki.kernel.permissions import VISITOR
from wiki.mail.service import forget_letters_of
from wiki.members.keys import hash_of
from wiki.pages.models import Page
from wiki.sheets.models import Correction, CorrectionLink
from wiki.sheets.rules import ACCEPTED


def sent(link: CorrectionLink) -> None:
    """Note, inside an act, that one who is asked has answered by a link."""
    if (target := queries.of_link(link.id)) is not None:
        move(queries.by_uid(target.uid, locked=True), "answer")


def judged(correction: Correction, page: Page | None) -> None:
    """Note, inside an act, what became of an answer: accepted, it is the page of the target."""
    target = queries.of_link(correction.link_id)
    if target is None or correction.state != ACCEPTED or page is None:
        return
    target = queries.by_uid(target.uid, locked=True)
    target.page_id = page.id
    move(target, "accept")


def follow(page_id: int, into_id: int) -> list[int]:
    """Those who have a page have another one from now on: which ones. Inside an act."""
    mine = sa.select(Target.id).where(Target.page_id == page_id).order_by(Target.id)
    moved = list(reading().scalars(mine))
    bring_back(moved, page_id, into_id)
    return moved


def bring_back(ids: Sequence[int], from_id: int, page_id: int) -> None:
    """These, while they have one page, have another. Inside an act."""
    those = sa.update(Target).where(Target.id.in_(ids), Target.page_id == from_id)
    reading().execute(those.values(page_id=page_id))


def bounced(uid: str) -> None:
    """Note, inside an act, that no letter reaches one who is asked."""
    found = reading().scalar(sa.select(Target.uid).where(Target.uid == uid))
    if found is not None:
        move(queries.by_uid(found, locked=True), "bounce")


def decline(uid: str, *, everywhere: bool) -> Target:
    """One who is asked will not answer, and gets no letter more; `everywhere`, of no census."""
    with act():
        target = queries.by_uid(uid, locked=True)
        changed = move(target, "decline")
        forget_letters_to(target.uid)
        if everywhere and target.email:
            silence = {"address": hash_of(target.email), "since": clock.now()}
            insert_missing(Silence, silence)
        if changed:
            campaign = reading().get_one(Campaign, target.census_id)
            record(VISITOR, "census_declined", "census", campaign.uid, title=campaign.title)
    return target


def forget(uid: str) -> None:
    """Erase how one who is asked was reached: they are asked no more."""
    with act():
        target = queries.by_uid(uid, locked=True)
        move(target, "decline")
        forget_address(target)
        campaign = reading().get_one(Campaign, target.census_id)
        record(VISITOR, "census_address_erased", "census", campaign.uid, title=campaign.title)


def forget_address(target: Target) -> None:
    """The same, inside an act, whatever was said."""
    overwrite_what_is_deleted()
    forget_letters_to(target.uid)
    if target.email:
        forget_letters_of(target.email)
    target.email = target.basis = target.told = target.based_on = ""


def forget_addresses(census_id: int) -> None:
    """The same for all those whom a census asks."""
    overwrite_what_is_deleted()
    reached = (Target.census_id == census_id, Target.email != "")
    found = reading().execute(sa.select(Target.uid, Target.email).where(*reached)).all()
    forget_letters_to(*(one.uid for one in found))
    forget_letters_of(*(one.email for one in found))
    nothing = dict.fromkeys(("email", "basis", "told", "based_on"), "")
    reading().execute(sa.update(Target).where(*reached).values(nothing))


def kept_of(target: Target) -> dict[str, Any]:
    """Everything that is kept of how one who is asked was reached."""
    campaign = reading().get_one(Campaign, target.census_id)
    return {
        "census": campaign.title,
        "name": target.name,
        "email": target.email,
        "basis": target.basis,
        "told": target.told,
        "based_on": target.based_on,
        "state": target.state,
        "since": target.since.isoformat(timespec="seconds"),
        "added_at": target.added_at.isoformat(timespec="seconds"),
        "reminders": target.reminders,
    }
