"""What `wiki check` looks at in the pages: numbers without gaps, hashes that chain, texts whole."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.pages import codec
from wiki.pages.models import Page, Redaction, Revision, RevisionAuthor, Text


def problems() -> Iterator[str]:
    """One French sentence for each thing that is wrong."""
    yield from _broken_texts()
    query = (
        sa.select(Page, Revision)
        .join(Revision, Revision.page_id == Page.id)
        .order_by(Page.id, Revision.number)
        .execution_options(yield_per=500)
    )
    for page, rows in groupby(reading().execute(query), lambda row: row[0]):
        yield from _broken_history(page, [revision for _, revision in rows])


def _broken_texts() -> Iterator[str]:
    query = sa.select(Text.sha256, Text.codec, Text.data).execution_options(yield_per=200)
    known = set()
    for row in reading().execute(query):
        known.add(row.sha256)
        if not _is_intact(row.sha256, row.codec, row.data):
            yield f"Le texte {row.sha256} n’est plus ce qu’il était."
    wanted = set(reading().scalars(sa.select(Revision.text_sha256).distinct()))
    erased = set(reading().scalars(sa.select(Redaction.sha256)))
    for missing in sorted(wanted - known - erased):
        yield f"Il manque le texte {missing}."
    for there in sorted(known & erased):
        yield f"Le texte {there} devait être effacé, et il est là."


def _is_intact(sha256: str, kind: str, data: bytes) -> bool:
    try:
        text = codec.unpack(kind, data)
    except (UnicodeDecodeError, zlib.error):
        return False
    return hashlib.sha256(text.encode("utf-8")).hexdigest() == sha256


def _broken_history(page: Page, revisions: list[Revision]) -> Iterator[str]:
    if [revision.number for revision in revisions] != list(range(1, page.head + 1)):
        yield f"« {page.title} » : les versions ne se suivent pas jusqu’à {page.head}."
    parent_hash, others = "", _other_authors(page)
    for revision in revisions:
        authors = [revision.author_id, *others.get(revision.id, ())]
        is_whole = (
            revision.is_withheld
            or (revision.erased_fields and _is_erased(revision))
            or revision.digest(page.uid, authors, parent_hash) == revision.hash
        )
        if not is_whole:
            yield f"« {page.title} », version {revision.number} : l’empreinte ne correspond pas."
        parent_hash = revision.hash


def _is_erased(revision: Revision) -> bool:
    """Whether values of its sheet were lawfully erased: the hash is that of the whole."""
    return reading().get(Redaction, revision.hash) is not None


def _other_authors(page: Page) -> dict[int, list[int]]:
    """Revision -> its authors beyond the one who saved it, in order."""
    query = (
        sa.select(RevisionAuthor.revision_id, RevisionAuthor.member_id)
        .join(Revision, Revision.id == RevisionAuthor.revision_id)
        .where(Revision.page_id == page.id)
        .order_by(RevisionAuthor.position)
    )
    found: dict[int, list[int]] = {}
    for revision_id, member_id in reading().execute(query):
        found.setdefault(revision_id, []).append(member_id)
    return found
