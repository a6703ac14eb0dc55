"""Who wrote the words of a page, as far as it was read, and what their revisions were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.members.models import Member
from wiki.merge.attribution import Attribution
from wiki.pages import codec
from wiki.pages.blame import attribution_of
from wiki.pages.models import Blame, Page, Revision, RevisionAuthor, Text
from wiki.pages.queries.history import LINES, Line
from wiki.pages.queries.pages import revision, text

#: Revisions read at once, and asked for in one query.
_WINDOW, _ASKED = 100, 5_000


@dataclass(frozen=True)
class Contributor:
    """Somebody whose words are still in a page. `uid` is None for a visitor."""

    name: str | None
    uid: str | None
    words: int
    #: Part of the words of the page, between 0 and 1.
    share: float


def kept(page: Page) -> int:
    """How far the history of a page was read; 0 when it was not."""
    found = reading().scalar(sa.select(Blame.revision).where(Blame.page_id == page.id))
    return found or 0


def attribution(page: Page, *, with_lost: bool) -> tuple[int, Attribution]:
    """The attribution kept for a page, and the revision that it tells; of nothing, when none is.

    `with_lost` is asked for by those who follow on.
    """
    lost = Blame.lost if with_lost else sa.null()
    query = sa.select(Blame.revision, Blame.runs, lost).where(Blame.page_id == page.id)
    row = reading().execute(query).first()
    if row is not None:
        body = text(revision(page, row[0]).text_sha256)
        if found := attribution_of(body, row[1], row[2]):
            return row[0], found
    return 0, Attribution()


def texts_after(page: Page, number: int) -> Iterator[tuple[int, str | None]]:
    """The revisions after a number with their texts, in order; None for the text before again.

    Of a text that was lawfully erased nothing is told: what it wrote is the next one's.
    """
    last, before = number, ""
    while True:
        query = (
            sa.select(Revision.number, Revision.text_sha256, Text.codec, Text.data)
            .outerjoin(Text, Text.sha256 == Revision.text_sha256)
            .where(Revision.page_id == page.id, Revision.number > last)
            .order_by(Revision.number)
            .limit(_WINDOW)
        )
        rows: Sequence[Any] = reading().execute(query).all()
        for last, sha256, name, data in rows:
            if sha256 == before or name is None:
                yield last, None
                continue
            yield last, codec.unpack(name, data)
            before = sha256
        if len(rows) < _WINDOW:
            return


def revisions(page: Page, numbers: Iterable[int]) -> dict[int, Line]:
    """Some revisions of a page, by number."""
    found: dict[int, Line] = {}
    wanted = sorted(set(numbers))
    for at in range(0, len(wanted), _ASKED):
        some = wanted[at : at + _ASKED]
        query = LINES.where(Revision.page_id == page.id, Revision.number.in_(some))
        found |= {line.number: line for line in map(Line._make, reading().execute(query))}
    return found


def contributors(told: Mapping[int, Line], words: Mapping[int, int]) -> Sequence[Contributor]:
    """Those who wrote what is left of a page, by how much; those who wrote together share it."""
    others = _other_authors([line.revision_id for line in told.values()])
    found: dict[tuple[str | None, str | None], float] = {}
    for number, count in words.items():
        line = told[number]
        authors = [(line.author_name, line.author_uid), *others.get(line.revision_id, ())]
        for author in authors:
            found[author] = found.get(author, 0) + count / len(authors)
    total = sum(found.values()) or 1
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0][0] or ""))
    return [Contributor(*who, round(count), count / total) for who, count in ranked]


def _other_authors(revision_ids: Sequence[int]) -> dict[int, list[tuple[str | None, str | None]]]:
    """Revision -> its authors beyond the one who saved it: (name, uid), in order."""
    found: dict[int, list[tuple[str | None, str | None]]] = {}
    for at in range(0, len(revision_ids), _ASKED):
        some = revision_ids[at : at + _ASKED]
        query = (
            sa.select(RevisionAuthor.revision_id, Member.name, Member.uid)
            .join(Member, Member.id == RevisionAuthor.member_id)
            .where(RevisionAuthor.revision_id.in_(some))
            .order_by(RevisionAuthor.position)
        )
        for revision_id, name, uid in reading().execute(query):
            found.setdefault(revision_id, []).append((name, uid))
    return found
