"""The places as their sheets describe them, now and then: what is looked for by lists and maps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key, Moment, Truth
from wiki.pages.batches import Work, WorkedPage
from wiki.pages.models import Page


class _Described:
    """What a sheet says of a place, as columns. None is what nobody has said."""

    name: Mapped[str]
    #: Without accents: for the order of names, and to find a part of one. Of a place that has
    #: ended it begins with `life.LAST`.
    name_key: Mapped[str] = mapped_column(Key)
    status: Mapped[str | None] = mapped_column(Key)
    management: Mapped[str | None] = mapped_column(Key)
    insee: Mapped[str | None] = mapped_column(Key)
    department: Mapped[str | None] = mapped_column(Key)
    region: Mapped[str | None] = mapped_column(Key)
    #: Where it is, in degrees (WGS 84), and how well that is known (`schema.types.PRECISIONS`).
    lat: Mapped[float | None] = mapped_column(sa.Double)
    lon: Mapped[float | None] = mapped_column(sa.Double)
    precision: Mapped[str | None] = mapped_column(Key)
    #: Codes of its families, each between commas: `,coworking,fablab,`.
    families: Mapped[str] = mapped_column(Key)
    seats: Mapped[int | None]
    #: With their precision: `2010`, `2010-10` or `2010-10-08`.
    opened_on: Mapped[str | None] = mapped_column(Key)
    closed_on: Mapped[str | None] = mapped_column(Key)
    #: The file of its first photo, and what it shows.
    photo: Mapped[str | None] = mapped_column(Key)
    photo_alt: Mapped[str | None]
    #: The same for an order that ends with what is unknown: -1 and blank.
    by_seats: Mapped[int]
    by_opening: Mapped[str] = mapped_column(Key)
    #: What else it has, by field: `,services:training,wifi:true,` (`rules.tags_of`).
    tags: Mapped[str] = mapped_column(Key)


class Place(_Described, Derived):
    """A place: a page with a sheet of the kind `place`."""

    __tablename__ = "wiki_place"
    __table_args__ = (
        sa.Index("ix_wiki_place_name", "name_key", "page_id"),
        sa.Index("ix_wiki_place_department", "department", "name_key", "page_id"),
        sa.Index("ix_wiki_place_position", "lat", "lon"),
        sa.Index("ix_wiki_place_seats", "by_seats", "page_id"),
        sa.Index("ix_wiki_place_opening", "by_opening", "page_id"),
        sa.Index("ix_wiki_place_seq", "seq"),
        sa.Index("ix_wiki_place_insee", "insee"),
        # Everything that the facets count, and the seats: they read it and not the table.
        sa.Index(
            "ix_wiki_place_facets",
            "region",
            "department",
            "status",
            "management",
            "families",
            "seats",
        ),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    #: Place in the journal of the revision that said this of it, and of the first that said any.
    seq: Mapped[int] = mapped_column(BigId)
    first_seq: Mapped[int] = mapped_column(BigId)


class PastPlace(_Described, Derived):
    """What the sheet of a page said from one revision until another, today's included."""

    __tablename__ = "wiki_past_place"
    __table_args__ = (
        sa.Index("ix_wiki_past_place_name", "name_key", "page_id"),
        sa.Index("ix_wiki_past_place_department", "department", "name_key", "page_id"),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    #: Of the revision that said it first.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigId)
    #: When that revision was made, and the one that said something else; None: none has.
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)


class Batch(Work, Truth):
    """A file of places that somebody brought: read, shown, then saved place after place by a job.

    What it says is in its lines, until they are saved; the file itself is not kept.
    """

    __tablename__ = "wiki_place_batch"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    #: The name of the file.
    name: Mapped[str]
    #: The summary of its revisions.
    summary: Mapped[str] = mapped_column(default="")
    #: Headers of columns that are not read.
    unread: Mapped[list[str]] = mapped_column(sa.JSON)
    #: Lines that say what the wiki says already, and are not kept.
    unchanged: Mapped[int] = mapped_column(default=0)


class BatchLine(WorkedPage, Truth):
    """A line of a `Batch`, and what became of it."""

    __tablename__ = "wiki_place_batch_line"
    __table_args__ = (sa.Index("ix_wiki_place_batch_line_outcome", "batch_id", "outcome", "line"),)
    is_private = True

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey(Batch.id), primary_key=True)
    #: Where it begins in the file.
    line: Mapped[int] = mapped_column(primary_key=True)
    #: What the file calls the place.
    name: Mapped[str]
    page_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Page.id), index=True)
    #: The revision that the line corrects.
    base: Mapped[int] = mapped_column(default=0)
    #: What it says: the text of each cell that says something new, by the name of its column.
    cells: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class Intake(Work, Truth):
    """A file of others that somebody brings: described, compared, then brought in by a job."""

    __tablename__ = "wiki_place_intake"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    #: The name of the file, and of its form (`imports.forms.FORMS`).
    name: Mapped[str]
    form: Mapped[str]
    #: `columns` and `values` of a table, as `imports.sample.Sample` has them.
    sample: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    #: What each column says, by its header, and the sign between values; of a form read by hand.
    columns: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    separator: Mapped[str] = mapped_column(default="pipe")
    #: Who gives it: a name, an address, the code of a licence, a day in ISO 8601.
    source: Mapped[str] = mapped_column(default="")
    source_url: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    day: Mapped[str] = mapped_column(default="")
    #: The summary of its revisions.
    summary: Mapped[str] = mapped_column(default="")
    #: Why the file cannot be read: `code` and `parameters`; nothing when it can.
    refusal: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: Lines that were compared, and those that say what the wiki says already.
    compared: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)


class IntakeFile(Truth):
    """The file of an `Intake`, until what it says is in its lines and is brought in."""

    __tablename__ = "wiki_place_intake_file"
    is_private = True

    intake_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Intake.id), primary_key=True, autoincrement=False
    )
    data: Mapped[bytes]


class IntakeLine(WorkedPage, Truth):
    """A line of an `Intake`, and what became of it."""

    __tablename__ = "wiki_place_intake_line"
    __table_args__ = (
        sa.Index("ix_wiki_place_intake_line_outcome", "intake_id", "outcome", "line"),
    )
    is_private = True

    intake_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Intake.id), primary_key=True, autoincrement=False
    )
    #: Where it begins in the file.
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: A free title for its page, and its number in the register of its form.
    title: Mapped[str]
    register_id: Mapped[str]
    page_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Page.id), index=True)
    #: Whether its page is to be made, and whether it looks like another place.
    is_new: Mapped[bool] = mapped_column(default=False)
    is_doubtful: Mapped[bool] = mapped_column(default=False)
    #: What it says, as the JSON of a sheet, until it is brought in.
    said: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    #: What there is to say of it: lists of a code and its parameters.
    remarks: Mapped[list[Any]] = mapped_column(sa.JSON)


class KeptMapping(Truth):
    """What the columns of a table say, as somebody said it the last time for the same headers."""

    __tablename__ = "wiki_place_mapping"
    is_private = True

    #: `imports.mapping.key_of` of its headers.
    key: Mapped[str] = mapped_column(primary_key=True)
    columns: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    separator: Mapped[str]
    source: Mapped[str]
    source_url: Mapped[str]
    licence: Mapped[str]


class Double(Derived):
    """Two places that look like one: the one whose page was made first comes first."""

    __tablename__ = "wiki_double"

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Page.id), primary_key=True, index=True
    )
    #: `siret`, `rna`, `name` or `near`.
    reason: Mapped[str]


class Distinct(Truth):
    """Somebody said that two places that look like one are two."""

    __tablename__ = "wiki_distinct"

    first_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    second_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    member_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
