"""Reading the edits of newcomers: confirming one, refusing it, taking one's own back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, reading
from wiki.kernel.errors import Conflict, Erased, Missing, Refused, WikiError
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor
from wiki.mail.service import post
from wiki.members.queries import account_of, actor_of_member, member
from wiki.members.service.codes import Letter
from wiki.pages import pending as rules
from wiki.pages.models import Page, Pending, PendingVoice
from wiki.pages.pending import ACCEPTED, REFUSED, WAITING, WITHDRAWN
from wiki.pages.queries import pages
from wiki.pages.queries import pending as queries
from wiki.pages.queries.pages import by_uid
from wiki.pages.service.drafts import give_draft
from wiki.pages.service.hold import tell
from wiki.pages.service.save import Edit, Saved, in_one_act, save_inside
from wiki.pages.service.sheets import sheet_to_save
from wiki.schema.sheet import ERASED
from wiki.site.queries import setting

JOB = "pages.pending"
#: Words the letter that tells an author why their edit of the page of this title was refused.
Write = Callable[[Pending, str], Letter]


def confirm(actor: Actor, uid: str) -> Saved | None:
    """Find an edit good: saved by a steward, or by the second member; None when one more is needed.

    It is merged with what was saved meanwhile. Raises `EditConflict` and `SheetConflict` when a
    person has to choose, `Refused` for one's own.
    """
    return in_one_act(lambda: _confirm(actor, uid))


def _confirm(actor: Actor, uid: str) -> Saved | None:
    held, page = _held(uid)
    if not _is_confirmed(actor, held, page):
        tell(actor, "held_confirmed", held, page)
        return None
    return _publish(actor, held, page)


def settle(actor: Actor, uid: str, edit: Edit) -> Saved:
    """Confirm an edit as the actor made it meet what the page says now: saved in both names.

    Raises `EditConflict` when the page has moved on again.
    """
    with act():
        held, page = _held(uid)
        if page is None or not _is_confirmed(actor, held, page):
            raise Refused("pending_voices")
        _require_whole(held, page)
        author = () if held.member_id is None else (held.member_id,)
        sheet = sheet_to_save(page, held.base, held.sheet)[0] if held.sheet is not None else None
        settled = replace(
            edit, title=page.title, sheet=sheet, co_author_ids=author, keeps_drafts=True
        )
        saved = save_inside(actor, settled)
        _accept(actor, held, saved)
    return saved


def _is_confirmed(actor: Actor, held: Pending, page: Page | None) -> bool:
    """Note that an actor finds it good: whether it is saved now."""
    if reason := queries.why_not_confirm(actor):
        raise Refused(reason)
    if held.member_id is not None and held.member_id == actor.member_id:
        raise Refused("pending_own")
    row = {"pending_id": held.id, "member_id": actor.member_id, "at": clock.now()}
    insert_missing(PendingVoice, row)
    scope = f"page:{page.uid}" if page else ""
    return rules.is_confirmed(len(queries.voices(held.id)), actor.role(scope))


def _publish(actor: Actor, held: Pending, page: Page | None) -> Saved:
    """Save it in the name of its author. Inside an act."""
    _require_whole(held, page)
    edit = Edit(
        title=page.title if page else held.title,
        body=held.body if held.body is not None or page else "",
        base=held.base,
        summary=held.summary,
        is_minor=held.is_minor,
        keeps_drafts=True,
        sheet=held.sheet,
        is_confirmed=True,
    )
    try:
        saved = save_inside(_author(held), edit)
    except Refused as refusal:
        raise Conflict("pending_author", title=edit.title) from refusal
    _accept(actor, held, saved)
    return saved


def _accept(actor: Actor, held: Pending, saved: Saved) -> None:
    held.page_id, held.number = saved.page.id, saved.revision.number
    _decide(actor, held, ACCEPTED)
    tell(actor, "held_published", held, saved.page)


def _require_whole(held: Pending, page: Page | None) -> None:
    """Refuse a sheet that may say what was erased since from the one it started from."""
    if page is None or not held.base or held.infobox is None:
        return
    erased = pages.revision(page, held.base).erased_fields
    if set(erased) - set(held.infobox.get(ERASED, ())):
        raise Erased("sheet_erased", title=page.title, n=held.base)


def refuse(actor: Actor, uid: str, answer: str, write: Write) -> None:
    """Leave an edit, and say why to its author, who keeps the text among their drafts."""
    words = rules.clean_answer(answer)
    with act():
        held, page = _held(uid)
        if reason := queries.why_not_confirm(actor):
            raise Refused(reason)
        held.answer = words
        _decide(actor, held, REFUSED)
        _give_back(held, page)
        account = account_of(held.member_id) if held.member_id is not None else None
        if account is not None and account.email:
            letter = write(held, page.title if page else held.title)
            post(account.email, letter.subject, letter.text, dedupe_key=f"pending:{uid}")
        tell(actor, "held_refused", held, page)


def withdraw(actor: Actor, uid: str) -> str:
    """Take one's own edit back, to write on: its text is a draft again. Returns its title."""
    with act():
        held, page = _held(uid, WAITING, REFUSED, is_page_needed=False)
        if actor.member_id is None or held.member_id != actor.member_id:
            raise Refused("pending_not_yours")
        if held.state == WAITING:
            _decide(actor, held, WITHDRAWN)
            tell(actor, "held_withdrawn", held, page)
        _give_back(held, page)
        return page.title if page else held.title


def look_daily() -> None:
    """Have those saved, each by its job, that waited as long as the site says. Inside an act."""
    days = setting("newcomer_review_days")
    for uid, sent in queries.sent():
        if rules.is_due(sent, days, clock.now()):
            enqueue(JOB, {"uid": uid}, dedupe_key=f"{JOB}:{uid}")


def publish_unread(uid: str) -> None:
    """The job: save an edit that nobody has read in time, unless a person has to choose."""
    try:
        with act():
            held, page = _held(uid)
            if rules.is_due(held.sent_at, setting("newcomer_review_days"), clock.now()):
                _publish(SYSTEM, held, page)
    except WikiError:
        return  # it waits for a person, as the list of those that wait says


def _held(uid: str, *states: str, is_page_needed: bool = True) -> tuple[Pending, Page | None]:
    """One that waits, with its page, held until the act ends: the page first, as in every save."""
    row = reading().execute(sa.select(Pending.page_id).where(Pending.uid == uid)).first()
    if row is None:
        raise Missing("pending_missing")
    page = reading().get(Page, row[0]) if row[0] is not None else None
    if page is not None:
        page = by_uid(page.uid, locked=True)
        if page.deleted_at is not None and is_page_needed:
            raise Missing("page_missing", title=page.title)
    found = reading().scalar(sa.select(Pending).where(Pending.uid == uid).with_for_update())
    if found is None or found.state not in (states or (WAITING,)):
        raise Conflict("pending_answered")
    return found, page


def _decide(actor: Actor, held: Pending, state: str) -> None:
    held.state, held.decided_at, held.decided_by_id = state, clock.now(), actor.member_id
    reading().flush()


def _author(held: Pending) -> Actor:
    return VISITOR if held.member_id is None else actor_of_member(member(held.member_id))


def _give_back(held: Pending, page: Page | None) -> None:
    """Its text is a draft of its author again, under the title that the page has by now."""
    if held.member_id is not None and held.body:
        title = page.title if page else held.title
        is_thrown = page is not None and page.deleted_at is not None
        base = 0 if is_thrown else held.base
        give_draft(held.member_id, title, held.body, base, held.summary)
