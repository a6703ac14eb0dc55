"""What follows from the sheets of events: what they are, when they take place; who registers."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.members.models import Member
from wiki.pages.models import Page


class Event(Derived):
    """A page with the sheet of an event: `rules.Told`, in its newest revision, and where it is."""

    __tablename__ = "wiki_event"

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    #: The revision that says so, and when it was made.
    revision: Mapped[int]
    said_at: Mapped[datetime] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(sa.Text)
    type: Mapped[str] = mapped_column(Key)
    status: Mapped[str] = mapped_column(Key)
    summary: Mapped[str] = mapped_column(sa.Text)
    organiser: Mapped[str] = mapped_column(sa.Text)
    starts_on: Mapped[str] = mapped_column(Key)
    starts_at: Mapped[str] = mapped_column(Key)
    ends_on: Mapped[str] = mapped_column(Key)
    ends_at: Mapped[str] = mapped_column(Key)
    zone: Mapped[str] = mapped_column(Key)
    rule: Mapped[str] = mapped_column(Key)
    until: Mapped[str] = mapped_column(Key)
    skips: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text)
    insee: Mapped[str] = mapped_column(Key)
    online: Mapped[str] = mapped_column(sa.Text)
    registration: Mapped[str] = mapped_column(sa.Text)
    capacity: Mapped[int | None]
    price: Mapped[str] = mapped_column(sa.Text)
    #: Its own commune's, or its place's.
    department: Mapped[str] = mapped_column(Key)
    lat: Mapped[float | None] = mapped_column(sa.Double)
    lon: Mapped[float | None] = mapped_column(sa.Double)
    precision: Mapped[str] = mapped_column(Key)


class EventTime(Derived):
    """One time that an event takes place: `rules.Occurrence`."""

    __tablename__ = "wiki_event_time"
    __table_args__ = (sa.Index("ix_wiki_event_time_starts", "starts", "page_id"),)

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    day: Mapped[str] = mapped_column(Key, primary_key=True)
    starts: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)


class Minutes(Derived):
    """A page gives the minutes of the event of a title, in its newest revision."""

    __tablename__ = "wiki_event_minutes"
    __table_args__ = (sa.Index("ix_wiki_event_minutes_key", "key", "page_id"),)

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    key: Mapped[str] = mapped_column(Key, primary_key=True)


class MadeDecision(Derived):
    """A decision that a page tells, in its newest revision: `minutes.Decision`."""

    __tablename__ = "wiki_decision"
    __table_args__ = (sa.Index("ix_wiki_decision_charter", "charter", "anchor", "page_id"),)

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(sa.Text)
    article: Mapped[str] = mapped_column(sa.Text)
    charter: Mapped[str] = mapped_column(Key)
    anchor: Mapped[str] = mapped_column(Key)
    who: Mapped[str] = mapped_column(sa.Text)
    due: Mapped[str] = mapped_column(sa.Text)


class Registration(Truth):
    """A member comes to a time of an event, or would if a seat came free.

    Taken back, the row is gone: nothing else holds who it was.
    """

    __tablename__ = "wiki_event_registration"
    __table_args__ = (
        sa.UniqueConstraint("page_id", "day", "member_id"),
        sa.Index("ix_wiki_event_registration_starts", "starts"),
    )
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id))
    member_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Member.id), index=True)
    #: The day of the `EventTime` to which they come, and when that begins and ends.
    day: Mapped[str] = mapped_column(Key)
    starts: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)
    #: `registering.GOING` or `WAITING`.
    state: Mapped[str]
    #: The words agreed to, and whether the minutes may say that they came.
    consent: Mapped[str] = mapped_column(sa.Text)
    may_be_named: Mapped[bool]
    #: The uids of the pages that those words name: who speaks for them sees this.
    shown_to: Mapped[str] = mapped_column(sa.Text)
    registered_at: Mapped[datetime] = mapped_column(Moment)
    #: What the event was when they were last told.
    told: Mapped[str] = mapped_column(sa.Text)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    is_present: Mapped[bool]
