"""People who may be reached about a page: never in a revision, so that they can be erased."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page


class Contact(Truth):
    """How to reach a person about a page, with what they agreed to and when.

    Taken back, the row is gone: nothing else holds what it said.
    """

    __tablename__ = "wiki_contact"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    #: Opens what is kept of them to the one who is reached, without an account.
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    #: "" for what was not given.
    email: Mapped[str]
    phone: Mapped[str]
    #: One of `rules.USES`.
    use: Mapped[str]
    #: The words agreed to, the day, and how that is known when another one gave the contact.
    consent: Mapped[str] = mapped_column(sa.Text)
    agreed_on: Mapped[str]
    told: Mapped[str]
    is_own: Mapped[bool]
    given_by_id: Mapped[int | None] = mapped_column(BigId, index=True)
    given_at: Mapped[datetime] = mapped_column(Moment)
