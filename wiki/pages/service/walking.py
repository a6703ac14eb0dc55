"""Every page looked at after something changed for all of them: little by little, in a job."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.kernel.db import act, look
from wiki.pages import codec
from wiki.pages.models import Page, Revision, Text

#: How long one run of a job goes on, in seconds, before it lets others have their turn.
RUN = 20.0
#: Pages looked at at once.
_SOME = 100


class Read(NamedTuple):
    """A page with what it says now."""

    id: int
    uid: str
    key: str
    body: str


_NEXT = (
    sa.select(Page.id, Page.uid, Page.key, Text.codec, Text.data)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .join(Text, Text.sha256 == Revision.text_sha256)
    .where(Page.id > sa.bindparam("after", type_=sa.BigInteger()), Page.deleted_at.is_(None))
    .order_by(Page.id)
    .limit(_SOME)
)


def walk(
    look_at: Callable[[Sequence[Read]], None], job: str, after: int, payload: Mapping[str, Any]
) -> None:
    """Some pages after the others, in the order of their ids, beyond `after`.

    When there is not time for all, the rest is another `job`, with this payload and `after`.
    """
    until = monotonic() + RUN
    while found := look(_NEXT, after=after):
        look_at(
            [Read(at, uid, key, codec.unpack(name, data)) for at, uid, key, name, data in found]
        )
        after = found[-1][0]
        if monotonic() > until:
            with act():
                enqueue(job, {**payload, "after": after})
            return
