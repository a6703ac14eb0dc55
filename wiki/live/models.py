"""What is being written together: a shared text, every change to it, and copies that came late.

The shared text is a draft of several people: the revision it leads to is what is published.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth


class LiveDoc(Truth):
    """A shared text: `base_text` at version `base_v`, then the changes up to `head_v`."""

    __tablename__ = "wiki_live_doc"
    __table_args__ = (sa.UniqueConstraint("kind", "object_uid", "part"),)
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    #: What the text is part of: `page` or `article`, its uid, and which part of it ("" for all).
    kind: Mapped[str]
    object_uid: Mapped[str] = mapped_column(index=True)
    part: Mapped[str] = mapped_column(default="")
    #: Grows when the text starts anew: versions of two epochs have nothing in common.
    epoch: Mapped[int] = mapped_column(default=1)
    #: Number of the revision that the shared text starts from.
    base_revision: Mapped[int]
    #: The newest version of which a revision was made.
    saved_v: Mapped[int] = mapped_column(BigId, default=0)
    base_v: Mapped[int] = mapped_column(BigId, default=0)
    #: The newest version: moves by compare-and-set.
    head_v: Mapped[int] = mapped_column(BigId, default=0)
    #: Why nobody writes there any more, as the code of a sentence; "" while people do.
    closed: Mapped[str] = mapped_column(default="", server_default="")
    #: The epoch that an erasure began last: what was typed before it may say what was erased.
    erased_epoch: Mapped[int] = mapped_column(default=0, server_default="0")
    #: How many values were given to the fields of a sheet: the number of the last one.
    given: Mapped[int] = mapped_column(BigId, default=0, server_default="0")
    #: No index: a row that grows by none is changed in place, many times a second.
    touched_at: Mapped[datetime] = mapped_column(Moment)
    #: Last: what changes all the time stands before it, on a page of its own when it is long.
    base_text: Mapped[str] = mapped_column(sa.Text)


class LiveChange(Truth):
    """One change of a shared text: it leads from version `v - 1` to `v`."""

    __tablename__ = "wiki_live_change"
    __table_args__ = (
        sa.UniqueConstraint("doc_id", "client", "cid"),
        {"sqlite_with_rowid": False},
    )
    is_private = True

    doc_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(LiveDoc.id), primary_key=True)
    v: Mapped[int] = mapped_column(BigId, primary_key=True)
    #: The window in which it was typed, and its number there: sent twice, it is there once.
    client: Mapped[str] = mapped_column(sa.String(40))
    cid: Mapped[int] = mapped_column(BigId)
    member_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
    #: The change set, in JSON as CodeMirror writes it.
    changes: Mapped[str] = mapped_column(sa.Text)


class LiveRescue(Truth):
    """What somebody had typed and could not be joined to the shared text: kept until settled."""

    __tablename__ = "wiki_live_rescue"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    doc_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(LiveDoc.id), index=True)
    member_id: Mapped[int | None] = mapped_column(BigId, index=True)
    epoch: Mapped[int]
    base_v: Mapped[int] = mapped_column(BigId)
    #: What they typed it on.
    base_text: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    text: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(Moment)


class LiveValue(Truth):
    """A value that somebody gave to a field of a sheet, which no revision says yet: a whole one.

    A field has one that all see in their forms, and those that are held until somebody chooses.
    """

    __tablename__ = "wiki_live_value"
    is_private = True

    doc_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(LiveDoc.id), primary_key=True)
    v: Mapped[int] = mapped_column(BigId, primary_key=True)
    #: The kind of the sheet, and its field.
    kind: Mapped[str]
    field: Mapped[str]
    #: What its form says, as JSON: `[[name, text], …]`.
    texts: Mapped[str] = mapped_column(sa.Text)
    member_id: Mapped[int | None] = mapped_column(BigId, index=True)
    #: The window it was given in: it tells visitors apart.
    client: Mapped[str] = mapped_column(sa.String(40))
    is_held: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)
