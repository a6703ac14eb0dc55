"""The thanks that some acts tell of: those that were not taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.pages.models import Page, Revision, RevisionAuthor, Thank
from wiki.watch.models import Notice
from wiki.watch.rules import NEWS, THANKS, Tale


def thanked(entries: Iterable[Entry]) -> list[Tale]:
    """What those who wrote are told: one tale for each of them and each page."""
    oldest = clock.now() - NEWS
    said = [one for one in entries if one.action == "revision_thanked" and one.at >= oldest]
    if not said:
        return []
    acts: dict[tuple[int, str], list[Entry]] = {}
    known = {one.seq: one for one in said}
    for seq, uid, author_id in reading().execute(_wrote(sorted(known))):
        acts.setdefault((author_id, uid), []).append(known[seq])
    return [
        _tale(author_id, uid, sorted(found, key=_seq)) for (author_id, uid), found in acts.items()
    ]


def _seq(entry: Entry) -> int:
    return entry.seq


def _tale(author_id: int, uid: str, acts: Sequence[Entry]) -> Tale:
    first, last = acts[0], acts[-1]
    return Tale(author_id, (THANKS, uid), len(acts), first.seq, last.seq, last.at, f"{THANKS}:")


def _wrote(seqs: Sequence[int]) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Each author of what is thanked for at some places in the journal."""
    of = sa.select(Thank.seq, Page.uid).join_from(Thank, Revision, Revision.id == Thank.revision_id)
    of = of.join(Page, Page.id == Revision.page_id).where(Thank.seq.in_(seqs))
    others = of.add_columns(RevisionAuthor.member_id).join(
        RevisionAuthor, RevisionAuthor.revision_id == Revision.id
    )
    saved = of.add_columns(Revision.author_id).where(Revision.author_id.is_not(None))
    return sa.union(saved, others)


def given(member_id: int | None, uids: Sequence[str]) -> sa.Select[*tuple[Any, ...]]:
    """The thanks that the notices of a member tell of: the page, the version and who thanks."""
    wrote = sa.select(RevisionAuthor.revision_id).where(RevisionAuthor.member_id == member_id)
    return (
        sa.select(Page.uid, Revision.number, Thank.member_id, sa.literal(""))
        .join_from(Thank, Revision, Revision.id == Thank.revision_id)
        .join(Page, Page.id == Revision.page_id)
        .join(
            Notice,
            sa.and_(Notice.uid == Page.uid, Thank.seq >= Notice.since, Thank.seq <= Notice.seq),
        )
        .where(
            Notice.member_id == member_id,
            Notice.kind == THANKS,
            Notice.uid.in_(uids),
            sa.or_(Revision.author_id == member_id, Revision.id.in_(wrote)),
        )
        .order_by(Thank.seq.desc())
    )
