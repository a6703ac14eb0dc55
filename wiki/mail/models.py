"""The mails that go out."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.mail.rules import UNSEEN


class Mail(Truth):
    """One message to one person. What it says is forgotten once it is sent."""

    __tablename__ = "wiki_mail"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    #: Names the message for the servers it goes through: the same at each try.
    message_id: Mapped[str] = mapped_column(unique=True)
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text, default="")
    headers: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    written_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    #: When a server refused it for good.
    refused_at: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str] = mapped_column(sa.Text, default="")

    @property
    def is_unseen(self) -> bool:
        """Whether nobody is to be shown whom it goes to."""
        return (self.dedupe_key or "").startswith(UNSEEN)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be sent."""
        return self.sent_at is None and self.refused_at is None
