"""Who wrote the words of a page, as far as it was read, and what their revisions were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.merge.attribution import Attribution, Part
from wiki.pages import codec
from wiki.pages.blame import attribution_of
from wiki.pages.credits import parts, source, told_by
from wiki.pages.models import Blame, Page, Revision, RevisionAuthor, Text
from wiki.pages.queries.history import LINES, Line, Writer
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


class Origin(NamedTuple):
    """A revision that wrote words of a page, and who of its authors typed them."""

    line: Line
    author: Writer | None
    rank: int

    @property
    def name(self) -> str | None:
        """Their name; None for a visitor."""
        return self.author.name if self.author else None

    @property
    def uid(self) -> str | None:
        """Their identifier; None for a visitor."""
        return self.author.uid if self.author else None


_TYPED = (
    sa.select(Revision.number, RevisionAuthor.position, RevisionAuthor.spans)
    .join(Revision, Revision.id == RevisionAuthor.revision_id)
    .where(
        Revision.page_id == sa.bindparam("of"),
        Revision.number > sa.bindparam("after"),
        RevisionAuthor.spans.is_not(None),
    )
)


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


def typed_after(page: Page, number: int) -> dict[int, list[Part]]:
    """What co-authors typed of the revisions after a number, by theirs."""
    found: dict[int, list[Part]] = {}
    for written, rank, spans in look(_TYPED, of=page.id, after=number):
        found.setdefault(written, []).extend(parts(written, rank, spans))
    return found


def origins(page: Page, sources: Iterable[int]) -> dict[int, Origin]:
    """Where words come from, by their source."""
    found: dict[int, Origin] = {}
    wanted = sorted({told_by(source) for source in sources})
    for at in range(0, len(wanted), _ASKED):
        some = {number for number, _ in wanted[at : at + _ASKED]}
        query = LINES.where(Revision.page_id == page.id, Revision.number.in_(some))
        lines = {line.number: line for line in map(Line._make, reading().execute(query))}
        for number, rank in wanted[at : at + _ASKED]:
            line = lines[number]
            found[source(number, rank)] = Origin(line, line.writer(rank), rank)
    return found


def contributors(told: Mapping[int, Origin], words: Mapping[int, int]) -> Sequence[Contributor]:
    """Those who wrote what is left of a page, by how much.

    Those who wrote together share it, where it is not known who typed what.
    """
    found: dict[tuple[str | None, str | None], float] = {}
    for one, count in words.items():
        origin = told[one]
        authors = [(origin.name, origin.uid)]
        if not origin.rank:
            others = origin.line.co_authors
            authors += [(other.name, other.uid) for other in others if other.signs is None]
        for author in authors:
            found[author] = found.get(author, 0) + count / len(authors)
    total = sum(found.values()) or 1
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0][0] or ""))
    return [Contributor(*who, round(count), count / total) for who, count in ranked]
