"""Acts on a census: making it, settling it, opening and closing it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from wiki.census import rules
from wiki.census.models import Campaign, Target
from wiki.census.queries import campaigns as queries
from wiki.census.service.tally import move_all
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.permissions import SYSTEM, Actor, May, require
from wiki.pages.queries.kinds import kinds
from wiki.schema.settled import SCHEMA
from wiki.sheets.models import CorrectionLink
from wiki.site.queries import policy


def make(actor: Actor, given: rules.Settings) -> Campaign:
    """Make a census, which asks nobody yet; the actor answers for it. Raises `Invalid`."""
    with act() as session:
        require(actor, May.CENSUS, policy())
        campaign = Campaign(
            **_columns(_settled(given)),
            state=rules.DRAFT,
            is_reminding=True,
            coordinator_id=actor.member_id,
            made_at=clock.now(),
        )
        session.add(campaign)
        session.flush()
        _record(actor, "census_made", campaign)
    return campaign


def settle(actor: Actor, uid: str, given: rules.Settings) -> Campaign:
    """Change what a census is. Raises `Invalid`, `Conflict`."""
    with act() as session:
        campaign = held(actor, uid)
        after = _settled(given)
        rules.check_change(campaign.state, queries.settings_of(campaign), after)
        for name, value in _columns(after).items():
            setattr(campaign, name, value)
        session.flush()
        session.execute(_links_of(campaign).values(expires_at=ends_at(campaign)))
        _record(actor, "census_settled", campaign)
    return campaign


def open_(actor: Actor, uid: str) -> Campaign:
    """Open it: from now on it may write to those it asks. Raises `Conflict`."""
    with act():
        campaign = held(actor, uid)
        today = clock.now().date().isoformat()
        rules.check_open(campaign.state, campaign.opens_on, campaign.closes_on, today)
        campaign.state, campaign.opened_at = rules.OPEN, clock.now()
        _record(actor, "census_opened", campaign)
    return campaign


def close(actor: Actor, uid: str) -> Campaign:
    """Close it: its links serve no more, nobody is written to. Raises `Conflict`."""
    with act():
        campaign = held(actor, uid)
        rules.check_is_open(campaign.state)
        close_inside(actor, campaign)
    return campaign


def close_inside(actor: Actor, campaign: Campaign) -> None:
    """The same, inside an act, once it is known that it may be."""
    session, now = reading(), clock.now()
    campaign.state, campaign.closed_at = rules.CLOSED, now
    session.execute(_links_of(campaign).values(expires_at=now))
    move_all(campaign.id, "silence")
    _record(actor, "census_closed", campaign)


def close_ended() -> None:
    """Close those whose last day is past. Inside an act."""
    today = clock.now().date().isoformat()
    for campaign in queries.open_ones():
        if campaign.closes_on < today:
            close_inside(SYSTEM, campaign)


def pace(actor: Actor, uid: str, *, is_reminding: bool) -> Campaign:
    """Stop the reminders, or let them go on. Raises `Conflict`."""
    with act():
        campaign = held(actor, uid)
        rules.check_is_open(campaign.state)
        campaign.is_reminding = is_reminding
        _record(actor, "census_paced", campaign)
    return campaign


def held(actor: Actor, uid: str) -> Campaign:
    """The census, held until the act ends, for somebody who may lead it."""
    require(actor, May.CENSUS, policy())
    return queries.by_uid(uid, locked=True)


def ends_at(campaign: Campaign) -> datetime:
    """When its links serve no more: at the end of its last day."""
    last = date.fromisoformat(campaign.closes_on)
    return datetime.combine(last + timedelta(days=1), time(tzinfo=UTC))


def _links_of(campaign: Campaign) -> sa.Update:
    of = sa.select(Target.link_id).where(Target.census_id == campaign.id)
    return sa.update(CorrectionLink).where(CorrectionLink.id.in_(of))


def _settled(given: rules.Settings) -> rules.Settings:
    kind = kinds().get(given.kind) if given.kind != SCHEMA else None
    return rules.settled(given, kind)


def _columns(given: rules.Settings) -> dict[str, Any]:
    numbers = {name: int(getattr(given, name)) for name in ("remind_after", "remind_most")}
    return vars(given) | {"fields": list(given.fields)} | numbers


def _record(actor: Actor, action: str, campaign: Campaign) -> None:
    record(actor, action, "census", campaign.uid, title=campaign.title)
