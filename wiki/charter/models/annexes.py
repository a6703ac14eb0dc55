"""What a charter asks each place to say of itself, and what each place said, time after time.

A line is never changed: triggers refuse it (`migrations/ddl.py`).
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.texts import Charter
from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page


class AnnexForm(Truth):
    """What a charter asks of each place, as somebody settled it last."""

    __tablename__ = "wiki_charter_annex_form"

    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id), primary_key=True)
    #: Counts those of its charter, from 1.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Its fields in canonical JSON, and the hash of that.
    fields: Mapped[str] = mapped_column(sa.Text)
    hash: Mapped[str] = mapped_column(sa.String(64))
    made_by_id: Mapped[int | None] = mapped_column(BigId, index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Annex(Truth):
    """What a place answered, as it stood after somebody who speaks for it wrote."""

    __tablename__ = "wiki_charter_annex"
    __table_args__ = (sa.UniqueConstraint("charter_id", "place_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id))
    place_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    #: Counts those of its place, from 1; the number of what was asked then.
    number: Mapped[int]
    form: Mapped[int]
    #: The answers in canonical JSON (`rules.annexes.written`), and the hash of that.
    text: Mapped[str] = mapped_column(sa.Text)
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    member_id: Mapped[int | None] = mapped_column(BigId, index=True)
    #: The uid of the mandate by which they spoke.
    mandate: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
