"""What `wiki check` looks at in the pages: numbers without gaps, hashes that chain, texts whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.pages import codec
from wiki.pages.models import Page, Revision, RevisionAuthor, Text


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
        text = codec.unpack(row.codec, row.data)
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row.sha256:
            yield f"Le texte {row.sha256} n’est plus ce qu’il était."
    wanted = set(reading().scalars(sa.select(Revision.text_sha256).distinct()))
    for missing in sorted(wanted - known):
        yield f"Il manque le texte {missing}."


def _broken_history(page: Page, revisions: list[Revision]) -> Iterator[str]:
    if [revision.number for revision in revisions] != list(range(1, page.head + 1)):
        yield f"« {page.title} » : les versions ne se suivent pas jusqu’à {page.head}."
    parent_hash = ""
    for revision in revisions:
        others = reading().scalars(
            sa.select(RevisionAuthor.member_id)
            .where(RevisionAuthor.revision_id == revision.id)
            .order_by(RevisionAuthor.position)
        )
        authors = [revision.author_id, *others]
        if revision.digest(page.uid, authors, parent_hash) != revision.hash:
            yield f"« {page.title} », version {revision.number} : l’empreinte ne correspond pas."
        parent_hash = revision.hash
