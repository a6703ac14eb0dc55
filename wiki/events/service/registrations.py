"""Acts on registrations: coming to an event, coming no more, saying who came.

The page of the event is held meanwhile: two who want the last seat come one after the other. The
journal, which archives carry, does not name who comes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa

from wiki.events import registering as rules
from wiki.events.codes import CANCELLED
from wiki.events.models import Registration
from wiki.events.queries import listing
from wiki.events.queries import registrations as queries
from wiki.events.queries.listing import Listed
from wiki.events.service import telling
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, overwrite_what_is_deleted, reading
from wiki.kernel.errors import Conflict, Invalid, Missing
from wiki.kernel.permissions import SYSTEM, Actor, May, require, why_not
from wiki.kernel.personal import Personal
from wiki.kernel.personal import told as rows_told
from wiki.organisations.queries import mandates
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.site.queries import policy


def register(actor: Actor, uid: str, day: str, consent: str, *, may_be_named: bool) -> Registration:
    """Come to a time of an event, or wait for a seat. One who has registered is left as they are.

    Raises `Conflict` when nobody may, `Invalid`, `Refused`.
    """
    with act() as session:
        require(actor, May.REGISTER, policy())
        page = pages.by_uid(uid, locked=True)
        time, member_id = _time(page, day), _member_id(actor)
        if known := queries.one_of(page.id, day, member_id):
            return known
        if reason := rules.why_closed(time, clock.now()):
            raise Conflict(reason)
        row = Registration(
            page_id=page.id,
            member_id=member_id,
            day=day,
            starts=time.starts,
            ends=time.ends,
            state=rules.WAITING if _is_full(time) else rules.GOING,
            consent=consent,
            may_be_named=may_be_named,
            shown_to=",".join(one.uid for one in hosts(time)),
            registered_at=clock.now(),
            told=rules.told(time),
            reminded_at=telling.reminded(time.starts),
            is_present=False,
        )
        session.add(row)
        session.flush()
        is_in = row.state == rules.GOING
        telling.send(row, rules.REGISTERED if is_in else rules.WAITS)
        record(SYSTEM, "event_registered", "page", page.uid, title=page.title)
    return row


def cancel(actor: Actor, uid: str, day: str) -> None:
    """Come no more: the first who waits gets the seat. Nothing for who was not to come.

    Whose account is suspended may: the seat is for somebody else.
    """
    with act():
        require(replace(actor, is_blocked=False), May.REGISTER, policy())
        page = pages.by_uid(uid, locked=True)
        row = queries.one_of(page.id, day, _member_id(actor))
        if row is None:
            return
        overwrite_what_is_deleted()
        _leave(row)
        record(SYSTEM, "event_left", "page", page.uid, title=page.title)


def mark(actor: Actor, uid: str, day: str, present: Collection[str]) -> None:
    """Say who came to a time of an event, by the uids of their registrations; the others did not.

    Only of those whom the actor sees. Raises `Invalid`, `Missing`, `Refused`.
    """
    if not day:
        raise Invalid("registration_day", field="day")
    with act():
        require(actor, May.REGISTER, policy())
        page = pages.by_uid(uid, locked=True)
        for row in seen(actor, page, day):
            row.is_present = row.uid in present and row.state == rules.GOING
        record(actor, "event_presence", "page", page.uid, title=page.title)


def seen(actor: Actor, page: Page, day: str = "") -> Sequence[Registration]:
    """Those registered whom the actor sees. Raises `Refused`.

    All of them, or those who were told that whoever speaks for a page would see it.
    """
    found = queries.all_of(page.id, day)
    if why_not_see_all(actor, page.uid) is None:
        return found
    if not sees(actor, page):
        require(actor, May.SEE_REGISTRATIONS, policy(), f"page:{page.uid}")
    spoken = _spoken_for(actor)
    return [one for one in found if spoken & set(one.shown_to.split(","))]


def sees(actor: Actor, page: Page) -> bool:
    """Whether the actor sees who comes: a steward, or who speaks for the organiser or the place."""
    if why_not_see_all(actor, page.uid) is None:
        return True
    spoken = _spoken_for(actor)
    times = listing.times_of(page.id) if spoken else []
    return bool(times) and bool(spoken & {one.uid for one in hosts(times[0])})


def why_not_see_all(actor: Actor, page_uid: str) -> str | None:
    """None for a steward, else the code of the reason why not."""
    return why_not(actor, May.SEE_REGISTRATIONS, policy(), f"page:{page_uid}")


def hosts(time: Listed) -> list[Page]:
    """The pages of who organises an event and of the place that holds it."""
    found = [pages.led_to(title) for title in (time.organiser, time.place) if title]
    return [one for one in found if one is not None]


def _spoken_for(actor: Actor) -> set[str]:
    """The uids of the pages for which somebody speaks today."""
    if actor.member_id is None or actor.token_scope is not None:
        return set()
    today = clock.now().date().isoformat()
    return {one.page_uid for one in mandates.of_member(actor.member_id) if one.runs(today)}


def settle(uid: str) -> None:
    """The job: what a change of an event does to those who come, and to those who wait."""
    with act():
        page = pages.by_uid(uid, locked=True)
        times = listing.times_of(page.id) if page.deleted_at is None else []
        rows = queries.all_of(page.id)
        for row in rows:
            _follow(row, rules.same_time(row.day, times))
        for day in sorted({row.day for row in rows if row.state == rules.WAITING}):
            _promote(page.id, day)


def _follow(row: Registration, time: Listed | None) -> None:
    """One who comes is told what changed, once."""
    said = rules.told(time)
    if said == row.told or row.ends <= clock.now():
        return
    if time is not None:
        if time.day != row.day and queries.one_of(row.page_id, time.day, row.member_id):
            reading().delete(row)  # they come to that one already
            reading().flush()
            return
        row.day, row.starts, row.ends = time.day, time.starts, time.ends
        row.reminded_at = telling.reminded(time.starts)
    row.told = said
    reading().flush()
    telling.send(row, rules.OFF if said == CANCELLED else rules.MOVED)


def _leave(row: Registration) -> None:
    page_id, day = row.page_id, row.day
    reading().delete(row)
    reading().flush()
    _promote(page_id, day)


def _promote(page_id: int, day: str) -> None:
    """The seats that are free go to those who wait, in their order."""
    time = next((one for one in listing.times_of(page_id) if one.day == day), None)
    if time is None or rules.why_closed(time, clock.now()):
        return
    while queries.count(page_id, day) < (time.capacity or 0):
        row = queries.first_waiting(page_id, day)
        if row is None:
            return
        row.state = rules.GOING
        reading().flush()
        telling.send(row, rules.PROMOTED)


def _is_full(time: Listed) -> bool:
    """Whether one waits: no seat is free, or others wait for those that are."""
    taken = queries.count(time.page_id, time.day)
    return taken >= (time.capacity or 0) or bool(
        queries.count(time.page_id, time.day, rules.WAITING)
    )


def _time(page: Page, day: str) -> Listed:
    times = listing.times_of(page.id) if page.deleted_at is None else []
    if not times:
        raise Missing("event_missing")
    time = next((one for one in times if one.day == day), None)
    if time is None:
        raise Invalid("registration_day", field="day")
    return time


def _member_id(actor: Actor) -> int:
    if actor.member_id is None:
        raise Missing("member_unknown")
    return actor.member_id


def purge() -> None:
    """Who came long ago is kept no more. Inside an act."""
    overwrite_what_is_deleted()
    old = Registration.ends < clock.now() - rules.KEPT
    reading().execute(sa.delete(Registration).where(old))


# -- What is kept of a member


def _of_member(member_id: int) -> dict[str, object]:
    columns = [
        column for column in Registration.__table__.columns if column.name not in ("id", "told")
    ]
    query = (
        sa.select(Page.title, *(one for one in columns if not one.name.endswith("_id")))
        .join(Page, Page.id == Registration.page_id)
        .where(Registration.member_id == member_id)
        .order_by(Registration.id)
    )
    return {"registrations": rows_told(query)}


def _erase_of_member(member_id: int) -> None:
    query = sa.select(Registration).where(Registration.member_id == member_id)
    for row in reading().scalars(query.order_by(Registration.page_id)).all():
        pages.by_uid(reading().get_one(Page, row.page_id).uid, locked=True)
        _leave(row)


PERSONAL = Personal(_of_member, _erase_of_member)
