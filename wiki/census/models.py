"""The censuses and those they ask; what was found, frozen."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page
from wiki.sheets.models import CorrectionLink


class Campaign(Truth):
    """A census: what is asked, of whom, from a day until another (ISO 8601, both included)."""

    __tablename__ = "wiki_census"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    title: Mapped[str]
    #: What is asked and why, and how the targets were found, both in Markdown.
    intro: Mapped[str] = mapped_column(sa.Text)
    method: Mapped[str] = mapped_column(sa.Text)
    #: The kind of the sheets, and the ids of the fields that are asked.
    kind: Mapped[str]
    fields: Mapped[list[str]] = mapped_column(sa.JSON)
    opens_on: Mapped[str]
    closes_on: Mapped[str]
    #: "" for everywhere, `department:33` or `region:75`.
    territory: Mapped[str]
    #: A code of `rules.STATES`.
    state: Mapped[str] = mapped_column(Key, index=True)
    #: Days from a letter until a reminder, 0 for none; how many reminders at most.
    remind_after: Mapped[int]
    remind_most: Mapped[int]
    is_reminding: Mapped[bool]
    #: Whether anyone may read what is found, once it is published.
    is_public: Mapped[bool]
    #: Who answers for it; None once that is forgotten.
    coordinator_id: Mapped[int | None] = mapped_column(BigId, index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class Target(Truth):
    """One that a census asks: a place, a project, an authority, a chamber."""

    __tablename__ = "wiki_census_target"
    is_private = True
    __table_args__ = (
        sa.Index("ix_wiki_census_target_list", "census_id", "id"),
        sa.Index("ix_wiki_census_target_state", "census_id", "state", "id"),
        sa.Index("ix_wiki_census_target_department", "census_id", "department", "id"),
        sa.Index("ix_wiki_census_target_both", "census_id", "department", "state", "id"),
        sa.Index("ix_wiki_census_target_insee", "census_id", "insee"),
        sa.Index("ix_wiki_census_target_written", "census_id", "state", "written_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    census_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Campaign.id))
    #: A code of `rules.KINDS`.
    kind: Mapped[str]
    name: Mapped[str]
    #: Codes of the commune and of its department; "" when they are not known.
    insee: Mapped[str] = mapped_column(Key)
    department: Mapped[str] = mapped_column(Key)
    #: "" for none. With one: on what ground it is used (a code of `rules.BASES`), in whose words,
    #: since which day.
    email: Mapped[str] = mapped_column(Key, index=True)
    basis: Mapped[str]
    told: Mapped[str]
    based_on: Mapped[str]
    page_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    link_id: Mapped[int | None] = mapped_column(
        BigId, sa.ForeignKey(CorrectionLink.id), unique=True
    )
    #: Counts the links that were taken back: the key of each is another.
    serial: Mapped[int] = mapped_column(default=0)
    #: A code of `rules.TARGET_STATES`, since when.
    state: Mapped[str] = mapped_column(Key)
    since: Mapped[datetime] = mapped_column(Moment)
    #: Reminders that were sent, and when the last letter was.
    reminders: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime | None] = mapped_column(Moment)
    added_by_id: Mapped[int | None] = mapped_column(BigId)
    added_at: Mapped[datetime] = mapped_column(Moment)


class Count(Derived):
    """How many targets of a census are in a state, in a department."""

    __tablename__ = "wiki_census_count"

    census_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Campaign.id), primary_key=True)
    department: Mapped[str] = mapped_column(Key, primary_key=True)
    state: Mapped[str] = mapped_column(Key, primary_key=True)
    number: Mapped[int]


class Silence(Truth):
    """Somebody asked that no census writes to an address: its hash, and since when."""

    __tablename__ = "wiki_census_silence"
    is_private = True

    address: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


class Dataset(Truth):
    """What a census found, as it was published: never changed. It stands alone."""

    __tablename__ = "wiki_census_dataset"
    given_if = "is_public"

    uid: Mapped[str] = mapped_column(primary_key=True, default=new_uid)
    #: The uid of the census.
    census: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(Moment, index=True)
    is_public: Mapped[bool]
    #: How many things it describes, and how many were asked.
    described: Mapped[int]
    asked: Mapped[int]
    #: The three files, and the SHA-256 of each in hexadecimal digits.
    csv: Mapped[str] = mapped_column(sa.Text)
    geojson: Mapped[str] = mapped_column(sa.Text)
    description: Mapped[str] = mapped_column(sa.Text)
    csv_sha256: Mapped[str]
    geojson_sha256: Mapped[str]
    description_sha256: Mapped[str]
