"""A prefix comes to lead to another wiki, or ceases to: the pages that link by it link elsewhere.

Noted in the act that settles it; the links are found again by a job.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from time import monotonic

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.kernel import signals
from wiki.kernel.db import act, look
from wiki.pages import codec
from wiki.pages.models import Page, Revision, Text
from wiki.pages.queries import pages as queries
from wiki.pages.rules import interwiki
from wiki.pages.service import derive, searching

#: How long one run of the job goes on, in seconds, before it lets others have their turn.
RUN = 20.0
#: Pages looked at at once.
_SOME = 100


def settle(before: str, after: str) -> None:
    """The page of the prefixes says something else than before ("" where there is none)."""
    prefixes = sorted(interwiki(before).keys() ^ interwiki(after).keys())
    if prefixes:
        enqueue("pages.prefixes", {"prefixes": prefixes, "after": 0})


_NEXT = (
    sa.select(Page.id, Page.uid, Text.codec, Text.data)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .join(Text, Text.sha256 == Revision.text_sha256)
    .where(Page.id > sa.bindparam("after", type_=sa.BigInteger()), Page.deleted_at.is_(None))
    .order_by(Page.id)
    .limit(_SOME)
)


def go_on(prefixes: Sequence[str], after: int) -> None:
    """The job: page after page, those that link by one of the prefixes; the rest is another job.

    Their texts alone tell: no link that is kept says that a prefix made it one to another wiki.
    """
    links_by = re.compile(rf"\[\[[\s_:]*(?:{'|'.join(map(re.escape, prefixes))}):", re.IGNORECASE)
    until = monotonic() + RUN
    while found := look(_NEXT, after=after):
        for _, uid, name, data in found:
            if links_by.search(codec.unpack(name, data)):
                _derive(uid)
        after = found[-1][0]
        if monotonic() > until:
            with act():
                enqueue("pages.prefixes", {"prefixes": list(prefixes), "after": after})
            return


def _derive(uid: str) -> None:
    """Find again where a page leads, as when it is saved."""
    with act():
        page = queries.by_uid(uid, locked=True)
        if page.deleted_at is None:
            links = derive.derive_links(page, queries.body(page))
            searching.count(page, links)
            signals.links_changed.send(page=page, come=links.come, gone=links.gone)
