"""What the censuses published, and what they are about to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import defer

from wiki.census import rules
from wiki.census.frozen import FILES, Found, Origin, sha256
from wiki.census.models import Campaign, Dataset, Target
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE
from wiki.kernel.slugs import path_segment
from wiki.pages.models import Page, Revision
from wiki.schema.audience import cut
from wiki.schema.kinds import Kind
from wiki.sheets.models import Correction
from wiki.sheets.queries.written import origins
from wiki.sheets.rules import ACCEPTED

_HEAVY = (defer(Dataset.csv), defer(Dataset.geojson), defer(Dataset.description))


def published() -> list[Dataset]:
    """What anyone may read, the newest first; without the files."""
    query = sa.select(Dataset).where(Dataset.is_public).options(*_HEAVY)
    query = query.order_by(Dataset.published_at.desc(), Dataset.uid).limit(PAGE_SIZE)
    return list(reading().scalars(query))


def dataset(uid: str) -> Dataset:
    """What was published under this uid. Raises `Missing`."""
    found = reading().get(Dataset, uid.replace("\x00", "")[:100])
    if found is None:
        raise Missing("dataset_missing")
    return found


def dataset_of(census: str) -> Dataset | None:
    """What the census of this uid published; without the files."""
    return reading().scalar(sa.select(Dataset).where(Dataset.census == census).options(*_HEAVY))


def recognised(found: Dataset, data: bytes) -> str:
    """Which of its files these octets are, "" for none: not one of them may differ."""
    given = hashlib.sha256(data).hexdigest()
    return next((name for name in FILES if getattr(found, f"{name}_sha256") == given), "")


def altered(found: Dataset) -> list[str]:
    """Its files that are no longer what was published."""
    return [
        name for name in FILES if sha256(getattr(found, name)) != getattr(found, f"{name}_sha256")
    ]


def problems() -> Iterator[str]:
    """What `wiki check` says of them."""
    for found in reading().scalars(sa.select(Dataset).order_by(Dataset.uid)):
        for name in altered(found):
            yield f"Recensement publié {found.uid} : le fichier {name} n’est plus celui d’alors."


def found_by(campaign: Campaign, kind: Kind, root: str) -> Iterator[Found]:
    """Those whose answer was accepted, as everybody sees their sheets now.

    `root` is what addresses of pages begin with.
    """
    answered = sa.and_(Correction.link_id == Target.link_id, Correction.state == ACCEPTED)
    query = (
        sa.select(Target, Page, Revision, Correction)
        .join(Page, Page.id == Target.page_id)
        .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
        .outerjoin(Correction, answered)
        .where(
            Target.census_id == campaign.id,
            Target.state == rules.ACCEPTED,
            Page.deleted_at.is_(None),
            Revision.kind == campaign.kind,
        )
        .order_by(Target.id, Correction.id.desc())
    )
    seen: set[int] = set()
    for target, page, revision, correction in reading().execute(query):
        if target.id not in seen:
            seen.add(target.id)
            yield _found(kind, root, target, page, revision, correction)


def _found(
    kind: Kind,
    root: str,
    target: Target,
    page: Page,
    revision: Revision,
    correction: Correction | None,
) -> Found:
    sheet = cut(kind, revision.sheet, "public")
    written, answered = origins(page.id), correction.number if correction else None
    known: dict[str, Origin] = {}
    for field in (*sheet.values, *sheet.not_concerned):
        source, wrote = sheet.sources.get(field, {}), written.get(field)
        number = wrote.number if wrote else revision.number
        own = "Réponse au recensement" if number == answered else f"Version {number} de la page"
        day = source.get("checked") or (wrote.day if wrote else "")
        known[field] = Origin(source.get("text") or own, source.get("url", ""), day)
    return Found(
        page.uid,
        target.kind,
        str(sheet.values.get("name") or page.title),
        root + path_segment(page.title),
        revision.number,
        correction.sent_at.date().isoformat() if correction else "",
        sheet,
        known,
    )
