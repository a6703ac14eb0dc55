"""A prefix comes to lead to another wiki, or ceases to: the pages that link by it link elsewhere.

Noted in the act that settles it; the links are found again by a job.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wiki.jobs.service import enqueue
from wiki.kernel import signals
from wiki.kernel.db import act
from wiki.pages.queries import pages as queries
from wiki.pages.rules import interwiki
from wiki.pages.service import derive, searching
from wiki.pages.service.walking import Read, walk

_JOB = "pages.prefixes"


def settle(before: str, after: str) -> None:
    """The page of the prefixes says something else than before ("" where there is none)."""
    prefixes = sorted(interwiki(before).keys() ^ interwiki(after).keys())
    if prefixes:
        enqueue(_JOB, {"prefixes": prefixes, "after": 0})


def go_on(prefixes: Sequence[str], after: int) -> None:
    """The job: page after page, those that link by one of the prefixes.

    Their texts alone tell: no link that is kept says that a prefix made it one to another wiki.
    """
    links_by = re.compile(rf"\[\[[\s_:]*(?:{'|'.join(map(re.escape, prefixes))}):", re.IGNORECASE)

    def look_at(pages: Sequence[Read]) -> None:
        for page in pages:
            if links_by.search(page.body):
                _derive(page.uid)

    walk(look_at, _JOB, after, {"prefixes": list(prefixes)})


def _derive(uid: str) -> None:
    """Find again where a page leads, as when it is saved."""
    with act():
        page = queries.by_uid(uid, locked=True)
        if page.deleted_at is None:
            links = derive.derive_links(page, queries.body(page))
            searching.count(page, links)
            signals.links_changed.send(page=page, come=links.come, gone=links.gone)
