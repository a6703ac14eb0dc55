"""Keeping what pages lead to out of the wiki; inside the acts that change them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.journal.service import take_turn
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, look, table_of, write
from wiki.kernel.prepared import Among
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.upkeep.models import OutsideAddress, OutsideLink
from wiki.upkeep.outside import IGNORED, NEW, addresses_of

#: How long a new address is left alone: whoever wrote it may be about to mend it.
FIRST_CHECK = timedelta(minutes=10)
#: Pages read in one act, and how long one run of the job goes on, in seconds.
_AT_ONCE, RUN = 20, 20.0

_HELD = sa.select(OutsideLink.address).where(OutsideLink.page_id == sa.bindparam("of"))
_LINK = sa.insert(table_of(OutsideLink))
_UNLINK = sa.delete(table_of(OutsideLink)).where(
    OutsideLink.page_id == sa.bindparam("of"), OutsideLink.address == sa.bindparam("to")
)
_is_held = sa.select(OutsideLink.page_id).where(OutsideLink.address == OutsideAddress.address)
_is_of_no_page = sa.and_(
    OutsideAddress.state != IGNORED, ~_is_held.correlate(OutsideAddress).exists()
)
_FORGET = sa.delete(table_of(OutsideAddress)).where(
    Among(OutsideAddress.address, "addresses"), _is_of_no_page
)


def follow(page_id: int, urls: Iterable[str], found_at: datetime) -> None:
    """A page leads to these addresses out of the wiki, and to no other."""
    before = {row[0] for row in look(_HELD, of=page_id)}
    now = addresses_of(urls)
    if before == now:
        return
    take_turn()
    come, gone = sorted(now - before), sorted(before - now)
    write(_UNLINK, *({"of": page_id, "to": address} for address in gone))
    write(_LINK, *({"page_id": page_id, "address": address} for address in come))
    insert_missing(OutsideAddress, *(_new(address, found_at) for address in come))
    if gone:
        write(_FORGET, {"addresses": gone})


def _new(address: str, found_at: datetime) -> dict[str, object]:
    return {
        "address": address,
        "host": urlsplit(address).hostname or "",
        "found_at": found_at,
        "state": NEW,
        "next_check_at": clock.now() + FIRST_CHECK,
    }


def read_again(page: Page) -> None:
    """Follow what the newest revision of a page says."""
    document = document_of(pages.body(page))
    follow(page.id, document.external_urls, pages.head(page).created_at)


def gather(after: int = 0) -> None:
    """The job: find the addresses of the pages that were there before they were kept."""
    until = monotonic() + RUN
    while True:
        with act() as session:
            take_turn()
            query = sa.select(Page).where(Page.id > after, Page.deleted_at.is_(None))
            found = session.scalars(query.order_by(Page.id).limit(_AT_ONCE)).all()
            for page in found:
                read_again(page)
                after = page.id
            if len(found) < _AT_ONCE:
                return
            if monotonic() > until:
                enqueue("upkeep.gather", {"after": after}, dedupe_key="gather")
                return


_EMPTY = sa.delete(table_of(OutsideLink))
_FORGET_ALL = sa.delete(table_of(OutsideAddress)).where(_is_of_no_page)


def rebuild() -> None:
    """Make every link again; an address that a page leads to keeps what is known of it."""
    write(_EMPTY, {})
    for page in list(pages.all_alive()):
        read_again(page)
    write(_FORGET_ALL, {})
