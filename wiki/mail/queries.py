"""Looking at the mails that go out."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import reading, state
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.mail.models import Mail
from wiki.mail.transport import Server, server


def outgoing(*, before: int | None = None, size: int = PAGE_SIZE) -> Slice[Mail]:
    """The mails, the newest first, those before the key `before`."""
    query = sa.select(Mail).order_by(Mail.id.desc()).limit(size + 1)
    if before is not None:
        query = query.where(Mail.id < before)
    return slice_of(reading().scalars(query).all(), size, lambda mail: mail.id)


def waiting_count() -> int:
    """How many mails are still to be sent."""
    query = sa.select(sa.func.count()).select_from(Mail)
    waiting = (Mail.sent_at.is_(None), Mail.refused_at.is_(None))
    return reading().scalar(query.where(*waiting)) or 0


def stuck() -> int:
    """How many wait for somebody: a server refused them for good, or there is none."""
    query = sa.select(sa.func.count()).select_from(Mail).where(Mail.sent_at.is_(None))
    if mails_leave():
        query = query.where(Mail.refused_at.is_not(None))
    return reading().scalar(query) or 0


def find(uid: str) -> Mail | None:
    """The mail of that uid."""
    return reading().scalar(sa.select(Mail).where(Mail.uid == uid))


def mails_leave() -> bool:
    """Whether a mail written now goes out; else it waits until a server is set."""
    return smtp_server() is not None


def smtp_server() -> Server | None:
    """The server of this wiki, None when none is set."""
    return server(state().options["WIKI_SMTP_URL"])
