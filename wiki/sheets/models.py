"""What the sheets say, value by value and over time, which follows from the revisions; what fits no
more, and the works that mend it; what places propose for their own, which waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.batches import Work, WorkedPage
from wiki.pages.models import Page
from wiki.schema.mending import Remedy
from wiki.schema.sheet import Sheet

_NOW = sa.text("to_seq IS NULL")


class Written(Derived):
    """A field of the newest sheet of a page has its value since a revision.

    `day` is that of the revision, `due_on` the first one on which the value is to be checked again,
    both as `2012-10-08`.
    """

    __tablename__ = "wiki_written"
    __table_args__ = (sa.Index("ix_wiki_written_due_on", "due_on", "page_id"),)

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    field: Mapped[str] = mapped_column(Key, primary_key=True)
    number: Mapped[int]
    day: Mapped[str] = mapped_column(Key)
    due_on: Mapped[str | None] = mapped_column(Key)


class Gap(Derived):
    """What the newest sheet of a page lacks, of what everyone may read.

    `percent` of it is filled, `field` is the most useful one that is not ("" for none); `bare` have
    a figure without a source, `figure` being the first of them.
    """

    __tablename__ = "wiki_gap"
    __table_args__ = (
        sa.Index("ix_wiki_gap_percent", "percent", "page_id"),
        sa.Index(
            "ix_wiki_gap_bare",
            "page_id",
            sqlite_where=sa.text("bare > 0"),
            postgresql_where=sa.text("bare > 0"),
        ),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    kind: Mapped[str] = mapped_column(Key)
    percent: Mapped[int]
    field: Mapped[str] = mapped_column(Key)
    bare: Mapped[int]
    figure: Mapped[str] = mapped_column(Key)


class Fact(Derived):
    """A field of a page had a value from one place of the journal until another.

    `field` is the id of a field, `seats.count` for a column of its rows; `row` tells rows, and the
    choices of a list, apart. Money is in cents, with its tax basis as text; a yes is 1. None of the
    three values: the field does not concern the page. A field without fact is unknown. `to_seq` is
    None while it holds.
    """

    __tablename__ = "wiki_fact"
    __table_args__ = (
        # What is found by a value, or added up, is read here and not in the table.
        sa.Index(
            "ix_wiki_fact_text",
            "field",
            "text",
            "page_id",
            sqlite_where=_NOW,
            postgresql_where=_NOW,
        ),
        sa.Index(
            "ix_wiki_fact_number",
            "field",
            "page_id",
            "row",
            "number",
            sqlite_where=_NOW,
            postgresql_where=_NOW,
        ),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    field: Mapped[str] = mapped_column(Key, primary_key=True)
    row: Mapped[str] = mapped_column(Key, primary_key=True)
    from_seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    to_seq: Mapped[int | None] = mapped_column(BigId)
    text: Mapped[str | None] = mapped_column(Key)
    number: Mapped[float | None] = mapped_column(sa.Double)
    #: With its precision: `2010`, `2010-10` or `2010-10-08`.
    date: Mapped[str | None] = mapped_column(Key)


class Misfit(Derived):
    """A value of a page's sheet that its kind takes no more, and why: a code of `unfitting`.

    `path` says where it is, `seats/0/kind`, and `field` of what, `seats/kind`; `kind` is that of
    the sheet. Of a choice that is gone, `entry` is which; each of a list has its row.
    """

    __tablename__ = "wiki_misfit"
    __table_args__ = (
        sa.Index("ix_wiki_misfit_kind", "kind", "page_id", "path", "entry"),
        sa.Index("ix_wiki_misfit_field", "kind", "field", "code", "page_id"),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    path: Mapped[str] = mapped_column(Key, primary_key=True)
    entry: Mapped[str] = mapped_column(Key, primary_key=True, default="")
    kind: Mapped[str] = mapped_column(Key)
    field: Mapped[str] = mapped_column(Key)
    code: Mapped[str] = mapped_column(Key)


class MisfitCount(Derived):
    """How many values of a field its kind takes no more for one reason; none when there is none."""

    __tablename__ = "wiki_misfit_count"

    kind: Mapped[str] = mapped_column(Key, primary_key=True)
    field: Mapped[str] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(Key, primary_key=True)
    number: Mapped[int]


class Mending(Work, Truth):
    """Values of a field that fit no more for one reason are mended together, by a job, once what
    their sheets become was shown."""

    __tablename__ = "wiki_mending"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str]
    #: As `Misfit` has them.
    field: Mapped[str]
    code: Mapped[str]
    #: As `schema.mending.Remedy` has them.
    remedy: Mapped[str]
    to: Mapped[str]
    entries: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: The summary of its revisions.
    summary: Mapped[str] = mapped_column(default="")

    @property
    def wanted(self) -> Remedy:
        """What becomes of the values."""
        return Remedy(self.remedy, self.to, self.entries)


class MendedPage(WorkedPage, Truth):
    """What became of one page of a `Mending`."""

    __tablename__ = "wiki_mended_page"
    __table_args__ = (sa.Index("ix_wiki_mended_page_outcome", "mending_id", "outcome", "page_id"),)
    is_private = True

    mending_id: Mapped[int] = mapped_column(sa.ForeignKey(Mending.id), primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    #: The revision whose sheet was shown as it would be.
    base: Mapped[int]


class CorrectionLink(Truth):
    """A link that lets a place correct its own sheet without an account, for a time.

    Without a page, it lets it say what the sheet of a new one of `kind` will say. `fields` are
    those that are asked, all when there are none; `known` is an infobox that the form begins with.
    """

    __tablename__ = "wiki_correction_link"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    token_hash: Mapped[str] = mapped_column(unique=True)
    page_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    kind: Mapped[str] = mapped_column(default="", server_default="")
    fields: Mapped[list[str]] = mapped_column(sa.JSON, default=list, server_default="[]")
    known: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, server_default="{}")
    #: Who made it; None once that is forgotten.
    member_id: Mapped[int | None] = mapped_column(BigId)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Correction(Truth):
    """What a place proposes for its sheet; it waits until a member accepts or refuses it."""

    __tablename__ = "wiki_correction"
    is_private = True
    __table_args__ = (sa.Index("ix_wiki_correction_state", "state", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    link_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(CorrectionLink.id), index=True)
    #: None for what a page that is still to be made will say.
    page_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    #: The revision that the form showed, and what it sent: the fields that everybody may see.
    base: Mapped[int]
    kind: Mapped[str]
    infobox: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    #: A word of the one who sent it.
    note: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime] = mapped_column(Moment)
    #: A code of `rules.STATES`.
    state: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(BigId)
    #: Why it was refused.
    answer: Mapped[str] = mapped_column(default="")
    #: The revision that it became.
    number: Mapped[int | None]

    @property
    def sheet(self) -> Sheet:
        """What it proposes."""
        return Sheet.from_json(self.kind, self.infobox)

    @property
    def name(self) -> str:
        """What it says that the place is called."""
        return str(self.sheet.values.get("name", ""))


class Unreminded(Truth):
    """A member does not want the monthly mail about the sheets that they keep."""

    __tablename__ = "wiki_unreminded"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
