"""A place corrects its own sheet by a link; what it proposes waits for a member."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused, TooMuch
from wiki.kernel.permissions import VISITOR, Actor, May, require, why_not
from wiki.kernel.slugs import clean_title
from wiki.kernel.texts import one_line
from wiki.members.keys import hash_of, new_key
from wiki.members.service.limits import Limit, bucket, take_inside
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kind_of
from wiki.pages.queries.pages import by_uid, led_to
from wiki.pages.service.derive import touch_page
from wiki.pages.service.redact_sheets import without
from wiki.pages.service.revise import require_edit
from wiki.pages.service.save import Edit, Saved, in_one_act, save_inside
from wiki.pages.service.sheets import checked, sheet_at
from wiki.pages.sheets import NO_SHEET
from wiki.schema.audience import cut, restored
from wiki.schema.settled import SCHEMA
from wiki.schema.sheet import ERASED, Sheet
from wiki.sheets.models import Correction, CorrectionLink
from wiki.sheets.queries.corrections import link_by_token, waiting_by
from wiki.sheets.rules import ACCEPTED, REFUSED, WAITING
from wiki.site.queries import policy

#: Days that a link may hold; links that one member may make, and in what time.
MOST_DAYS, LINKS, LINKS_DURING = 90, 50, timedelta(hours=1)
#: What a place sees of its sheet by its link: what everybody does.
AUDIENCE = "public"
#: Corrections by one link, in what time; those that wait for an answer; octets of one, letters of
#: its note and of the answer.
SENT, SENT_DURING, WAIT, SIZE, NOTE = 10, timedelta(days=1), 5, 100_000, 500

#: How long a proposal is kept once it was answered: what it changed is in the history of the page.
KEPT = timedelta(days=365)


def make_link(actor: Actor, page: Page, days: int) -> str:
    """Make a link to the sheet of a page; returns its key, which is told once."""
    key = new_key()
    with act() as session:
        _require(actor, page)
        if not 1 <= days <= MOST_DAYS:
            raise Invalid("correction_link_days", limit=MOST_DAYS)
        if sheet_at(page, page.head).kind in ("", SCHEMA):
            raise Missing("sheet_missing", title=page.title)
        limit = bucket("correction-link", str(actor.member_id))
        take_inside(session, Limit(limit, LINKS, LINKS_DURING))
        now = clock.now()
        link = CorrectionLink(
            token_hash=hash_of(key),
            page_id=page.id,
            member_id=actor.member_id,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        session.add(link)
        session.flush()
        record(actor, "correction_link_made", "page", page.uid, title=page.title, link=link.uid)
    return key


def revoke(actor: Actor, uid: str) -> Page:
    """Take a link back, at once. Raises `Missing`."""
    with act() as session:
        require(actor, May.REVIEW, policy())
        link = session.scalar(
            sa.select(CorrectionLink).where(CorrectionLink.uid == uid).with_for_update()
        )
        if link is None or link.page_id is None:
            raise Missing("correction_link_over")
        page = session.get_one(Page, link.page_id)
        _require(actor, page)
        if link.revoked_at is None:
            link.revoked_at = clock.now()
            record(actor, "correction_link_revoked", "page", page.uid, title=page.title, link=uid)
    return page


def _require(actor: Actor, page: Page) -> None:
    """Refuse those who may not write the page, and visitors even where anyone writes."""
    if actor.member_id is None:
        raise Refused(why_not(actor, May.REVIEW, policy()) or "sign_in_first")
    require_edit(actor, page)


def forget_answered() -> int:
    """Remove the proposals that were answered long ago. Inside an act; says how many."""
    before = clock.now() - KEPT
    gone = sa.delete(Correction).where(Correction.state != WAITING, Correction.decided_at < before)
    return reading().execute(gone).rowcount  # type: ignore[no-any-return, attr-defined]


def erase(page_id: int, fields: frozenset[str]) -> None:
    """Erase what was proposed of some fields of a page. Inside an act.

    Raises `Refused` while a proposal that says one waits: without it, it would propose otherwise.
    """
    for one in reading().scalars(sa.select(Correction).where(Correction.page_id == page_id)):
        erased = without(one.infobox, fields)
        if erased.get(ERASED) and one.state == WAITING:
            raise Refused("redaction_waits")
        one.infobox = erased
    reading().flush()


def follow(page_id: int, into_id: int) -> list[int]:
    """The links to a page's sheet serve for another one from now on: which ones. Inside an act."""
    mine = sa.select(CorrectionLink.id).where(CorrectionLink.page_id == page_id)
    moved = list(reading().scalars(mine.order_by(CorrectionLink.id)))
    bring_back(moved, page_id, into_id)
    return moved


def bring_back(ids: Sequence[int], from_id: int, page_id: int) -> None:
    """These links, while they serve for one page, serve for another. Inside an act."""
    those = sa.update(CorrectionLink).where(
        CorrectionLink.id.in_(ids), CorrectionLink.page_id == from_id
    )
    reading().execute(those.values(page_id=page_id))


def propose(token: str, base: int, told: Sheet, note: str) -> None:
    """Keep what a place says of itself, until a member answers.

    `told` is what the form sent of what everybody sees. A link that asks some fields has one answer
    that waits: a newer one takes its place. Raises `Missing` for a link that serves no more,
    `SheetInvalid`, `TooMuch` and `TooOften`.
    """
    link, page = link_by_token(token)
    words = one_line(note)
    if len(words) > NOTE:
        raise Invalid("correction_note_long", limit=NOTE)
    kind = _checked(link, page, base, told)
    kept = told.to_json()
    if len(json.dumps(kept)) > SIZE:
        raise TooMuch("correction_large")
    with act() as session:
        take_inside(session, Limit(bucket("correction", link.uid), SENT, SENT_DURING))
        sent = waiting_by(link.id) if link.fields else None
        if sent is None:
            _refuse_more(session, link)
            sent = Correction(link_id=link.id, state=WAITING)
            session.add(sent)
        sent.page_id, sent.base, sent.kind = link.page_id, base, kind
        sent.infobox, sent.note, sent.sent_at = kept, words, clock.now()
        session.flush()
        if page is not None:
            touch_page(page.id)
        about = ("page", page.uid) if page else ("correction", sent.uid)
        title = page.title if page else sent.name
        record(VISITOR, "correction_sent", *about, title=title, link=link.uid)
        signals.correction_sent.send(correction=sent, link=link)


def _checked(link: CorrectionLink, page: Page | None, base: int, told: Sheet) -> str:
    """The kind of what a place says of itself, once it is known that it can be kept."""
    if page is None:
        said = checked(restored(kind_of(link.kind), Sheet(link.kind), told, AUDIENCE), NO_SHEET)
        clean_title(str(said.values["name"]))
        return link.kind
    whole = sheet_at(page, base)
    said = checked(restored(kind_of(whole.kind), whole, told, AUDIENCE), whole)
    if said == whole and not link.fields:
        raise Invalid("correction_nothing")
    return whole.kind


def _refuse_more(session: Session, link: CorrectionLink) -> None:
    waits = sa.select(sa.func.count()).select_from(Correction)
    waits = waits.where(Correction.link_id == link.id, Correction.state == WAITING)
    if (session.scalar(waits) or 0) >= WAIT:
        raise Refused("correction_waits")


def accept(actor: Actor, uid: str, *, summary: str, place: str | None) -> Saved:
    """Save what a place proposed, merged like any save with what has changed since.

    Raises `SheetConflict` when the page now says something else of the same fields.
    """
    return in_one_act(lambda: _accept(actor, uid, summary, place))


def _accept(actor: Actor, uid: str, summary: str, place: str | None) -> Saved:
    session = reading()
    found, page = _waiting(session, actor, uid)
    edit = _edit_of(found, page)
    saved = save_inside(actor, replace(edit, summary=summary, place=place, keeps_drafts=True))
    found.state, found.decided_at, found.decided_by_id = ACCEPTED, clock.now(), actor.member_id
    found.number = saved.revision.number
    touch_page(saved.page.id)
    if page is None:
        found.page_id = saved.page.id
        session.get_one(CorrectionLink, found.link_id).page_id = saved.page.id
    about = {"title": saved.page.title, "correction": uid}
    record(actor, "correction_accepted", "page", saved.page.uid, **about)
    signals.correction_answered.send(correction=found, page=saved.page, actor=actor)
    return saved


def _edit_of(found: Correction, page: Page | None) -> Edit:
    if page is not None:
        whole = sheet_at(page, found.base)
        mine = restored(kind_of(found.kind), whole, found.sheet, AUDIENCE)
        return Edit(page.title, None, found.base, sheet=mine)
    title = clean_title(found.name)
    if (taken := led_to(title)) is not None:
        raise Conflict("title_taken", title=taken.title)
    mine = restored(kind_of(found.kind), Sheet(found.kind), found.sheet, AUDIENCE)
    return Edit(title, "", 0, sheet=mine)


def attach(link: CorrectionLink, page: Page) -> None:
    """What is told by a link that had no page is told of this one. Inside an act.

    What waits by the link corrects the sheet of the page, which keeps what was not answered.
    """
    link.page_id = page.id
    found = waiting_by(link.id)
    if found is None:
        return
    head, told = cut(kind_of(link.kind), sheet_at(page, page.head), AUDIENCE), found.sheet
    if head.kind != link.kind:
        raise Invalid("kind_unknown", kind=head.kind)
    said = Sheet(
        link.kind,
        {**head.values, **told.values},
        (head.not_concerned | told.not_concerned) - frozenset(told.values),
        {**head.sources, **told.sources},
    )
    found.page_id, found.base, found.infobox = page.id, page.head, said.to_json()


def refuse(actor: Actor, uid: str, answer: str) -> None:
    """Leave what a place proposed, and say why."""
    require(actor, May.REVIEW, policy())
    words = one_line(answer)
    if not words:
        raise Invalid("correction_answer_missing")
    if len(words) > NOTE:
        raise Invalid("correction_note_long", limit=NOTE)
    with act() as session:
        found, page = _waiting(session, actor, uid)
        found.state, found.decided_at, found.decided_by_id = REFUSED, clock.now(), actor.member_id
        found.answer = words
        if page is not None:
            touch_page(page.id)
        about = ("page", page.uid) if page else ("correction", uid)
        title = page.title if page else found.name
        record(actor, "correction_refused", *about, title=title, correction=uid)
        signals.correction_answered.send(correction=found, page=page, actor=actor)


def _waiting(session: Session, actor: Actor, uid: str) -> tuple[Correction, Page | None]:
    require(actor, May.REVIEW, policy())
    # The page is held first, as in every save.
    row = session.execute(sa.select(Correction.page_id).where(Correction.uid == uid)).first()
    page = session.get(Page, row[0]) if row and row[0] else None
    if row is None or (page is not None and page.deleted_at is not None):
        raise Missing("correction_missing")
    if page is not None:
        page = by_uid(page.uid, locked=True)
        _require(actor, page)
    else:
        require(actor, May.CENSUS, policy())
    found = session.scalar(sa.select(Correction).where(Correction.uid == uid).with_for_update())
    if found is None or found.state != WAITING:
        raise Conflict("correction_answered", title=page.title if page else "")
    if page is None and found.page_id is not None:
        raise Conflict("head_moved", title="")
    return found, page
