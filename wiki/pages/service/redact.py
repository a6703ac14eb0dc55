"""Erasing a text for good, because the law asks so: who, when and that it was there stay."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from wiki.journal.service import record, take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import (
    act,
    insert_missing,
    overwrite_what_is_deleted,
    reading,
    table_of,
    write,
)
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.pages import rules
from wiki.pages.models import (
    Blame,
    Dependency,
    KeptAnswer,
    Page,
    Redaction,
    RenderedHtml,
    Revision,
    Text,
)
from wiki.pages.queries import redactions
from wiki.pages.queries.anchors import kept
from wiki.pages.queries.pages import by_uid
from wiki.pages.service.anchors import replay
from wiki.pages.service.derive import mark_texts_stale, text_dependency
from wiki.pages.service.redact_pending import take_out
from wiki.pages.service.redact_sheets import erase_values, saying
from wiki.pages.service.tagging import put_tags
from wiki.pages.tags import ERASED
from wiki.site.queries import policy

_ERASE = sa.delete(table_of(Text)).where(Text.sha256 == sa.bindparam("of"))
_FORGET = sa.delete(table_of(Blame)).where(Blame.page_id == sa.bindparam("of"))
_UNSHOW = (
    sa.update(table_of(RenderedHtml))
    .where(RenderedHtml.page_id == sa.bindparam("of"))
    .values(html="")
)
#: A page may have said it to visitors before it was edited, and those that show its text too.
_UNSAY = tuple(
    sa.delete(table_of(KeptAnswer)).where(KeptAnswer.page_id.in_(of))
    for of in (
        [sa.bindparam("of", type_=sa.BigInteger())],
        sa.select(Dependency.page_id).where(Dependency.key == sa.bindparam("text")),
    )
)


def redact(
    actor: Actor,
    uid: str,
    first: int,
    last: int,
    reason: str,
    *,
    has_text: bool = True,
    fields: Collection[str] = (),
) -> int:
    """Erase the texts of some revisions of a page, wherever else they are; says how many.

    `has_text` off leaves them; `fields` are those whose values and sources go from the sheets of
    the same revisions. What a page says now is never erased: it is edited first. `reason` stays in
    the journal.
    """
    with act():
        page = by_uid(uid, locked=True)
        take_turn()  # nobody else says one of these texts meanwhile
        require(actor, May.REDACT, policy())
        said = rules.clean_reason(reason)
        if not 1 <= first <= last <= page.head:
            raise Invalid("redaction_range", title=page.title, last=page.head)
        hashes = redactions.texts_between(page, first, last) if has_text else []
        if current := redactions.said_now(hashes):
            raise Refused("redaction_current", title=current)
        sheets = saying(page, first, last, fields)
        if not hashes and not sheets:
            raise Invalid("redaction_done")
        _erase(actor, page, hashes, sheets, frozenset(fields), said)
        record(
            actor,
            "page_redacted",
            "page",
            uid,
            title=page.title,
            first=first,
            last=last,
            fields=sorted(fields),
            reason=said,
        )
    return len(hashes) + len(sheets)


def _erase(
    actor: Actor,
    page: Page,
    hashes: list[str],
    sheets: list[Revision],
    fields: frozenset[str],
    reason: str,
) -> None:
    known = {"reason": reason, "member_id": actor.member_id, "at": clock.now()}
    erased = [*hashes, *(one.hash for one in sheets)]
    insert_missing(Redaction, *({"sha256": sha256, **known} for sha256 in erased))
    touched: set[int] = set()
    for revision in (*redactions.revisions_of(hashes), *sheets):
        put_tags(revision, [ERASED], actor.member_id)
        touched.add(revision.page_id)
    overwrite_what_is_deleted()
    take_out(hashes, sheets, fields)  # while what they started from can still be read
    write(_ERASE, *({"of": sha256} for sha256 in hashes))
    erase_values(sheets, fields)
    write(_FORGET, *({"of": page_id} for page_id in sorted(touched)))  # it keeps what was lost
    for page_id in sorted(touched):
        other = reading().get_one(Page, page_id)
        for statement in _UNSAY:
            write(statement, {"of": other.id, "text": text_dependency(other.key)})
        _forget_headings(other)
        gone = fields if other.id == page.id and sheets else frozenset()
        signals.texts_erased.send(page=other, actor=actor, fields=gone)


def _forget_headings(page: Page) -> None:
    """Of what the headings were called, what was said in an erased text alone goes with it."""
    before = kept(page.id)
    replay(page, page.head)
    if kept(page.id) != before:
        mark_texts_stale([page.key])
        write(_UNSHOW, {"of": page.id})  # a stale rendering would wait for a reader with them
