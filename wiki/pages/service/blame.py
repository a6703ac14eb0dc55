"""Reading the history of a page to tell who wrote each word: a cache, followed on when asked."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.jobs.service import enqueue
from wiki.kernel.db import act, insert_missing
from wiki.merge.attribution import Attribution
from wiki.pages import blame as form
from wiki.pages.models import Blame, Page
from wiki.pages.queries import blame as queries
from wiki.pages.queries.pages import by_uid

#: How much one reader waits for, in characters compared closely; a job does the rest.
SHARE = 3_000_000
#: What a revision costs beside what it changed: itself, and its length divided.
_EACH, _LENGTH = 500, 25


@dataclass(frozen=True)
class Told:
    """Who wrote the words of a page as it was at `revision`, which may not be the newest yet."""

    page: Page
    revision: int
    attribution: Attribution

    @property
    def is_whole(self) -> bool:
        """Whether the whole history was read."""
        return self.revision >= self.page.head


def blame(page: Page, share: int = SHARE) -> Told:
    """Who wrote each word of a page: read from the cache, followed on first if need be."""
    if queries.kept(page) == page.head:
        number, known = queries.attribution(page, with_lost=False)
        if number == page.head:
            return Told(page, number, known)
    before, known = queries.attribution(page, with_lost=True)
    number = _follow(page, known, before, share)
    _keep(page, number, known)
    return Told(page, number, known)


def go_on(uid: str) -> None:
    """The job: read some more of the history of a page."""
    blame(by_uid(uid))


def _follow(page: Page, known: Attribution, number: int, share: int) -> int:
    """Read revisions while the share lasts, one at least; returns the last one read."""
    last, length = number, len(known.text)
    typed = queries.typed_after(page, number)
    for last, text in queries.texts_after(page, number):
        if text is not None:
            length = len(text)
            share -= known.follow(last, text, typed.get(last, ()))
        share -= _EACH + length // _LENGTH
        if share < 0:
            break
    return last


def _keep(page: Page, number: int, known: Attribution) -> None:
    """Keep what was read, unless somebody has read further meanwhile; queue what is left."""
    runs, lost = form.packed(known)
    with act() as session:
        values = {"revision": number, "runs": runs, "lost": lost}
        insert_missing(Blame, {"page_id": page.id, **values})
        row = session.get_one(Blame, page.id, with_for_update=True)
        if row.revision <= number:
            row.revision, row.runs, row.lost = number, runs, lost
        if number < page.head:
            enqueue("pages.blame", {"uid": page.uid}, dedupe_key=f"blame:{page.uid}")
