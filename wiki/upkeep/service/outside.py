"""Keeping what pages lead to out of the wiki; inside the acts that change them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa

from wiki.journal.service import take_turn
from wiki.kernel import clock
from wiki.kernel.db import insert_missing, table_of, write
from wiki.kernel.prepared import Among
from wiki.upkeep.models import OutsideAddress, OutsideLink
from wiki.upkeep.outside import IGNORED, NEW, addresses_of

#: How long a new address is left alone: whoever wrote it may be about to mend it.
FIRST_CHECK = timedelta(minutes=10)

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


def follow(page_id: int, before: Collection[str], urls: Iterable[str], found_at: datetime) -> None:
    """A page leads to these addresses out of the wiki, and not to those it led to before."""
    before, now = set(before), addresses_of(urls)
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


_EMPTY = sa.delete(table_of(OutsideLink))
_FORGET_ALL = sa.delete(table_of(OutsideAddress)).where(_is_of_no_page)


def empty() -> None:
    """Forget every link, before they are made again; what is known of the addresses stays."""
    write(_EMPTY, {})


def forget_unled() -> None:
    """Forget the addresses that no page leads to."""
    write(_FORGET_ALL, {})
