"""Saving a page: the one act behind the form, the API, the command line and live writing.

Nothing is overwritten: what was saved meanwhile is merged, or the save is refused with the three
texts (the three sheets), and the draft stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from json import dumps
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from wiki.journal.service import take_turn
from wiki.kernel import clock, signals
from wiki.kernel.db import act, insert_missing, look
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused, WikiError
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import clean_title, new_uid, title_key
from wiki.kernel.submissions import submission_of
from wiki.language.folding import sort_key
from wiki.markup.bounds import check
from wiki.markup.outline import PREFIX
from wiki.members.service.screening import screen
from wiki.merge.outcome import Merge
from wiki.pages import rules
from wiki.pages.conflict import merged
from wiki.pages.credits import Taken
from wiki.pages.models import Page, Pending, Revision
from wiki.pages.pending import MOST, MOST_OF_VISITORS
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.joinings import refuse_joined
from wiki.pages.queries.neighbours import neighbours
from wiki.pages.queries.pending import is_reviewed, sent_before, waiting_of
from wiki.pages.sections import numbered, with_section
from wiki.pages.service import pace
from wiki.pages.service.drafts import forget_draft
from wiki.pages.service.hold import keep_pending
from wiki.pages.service.readings import note_inside
from wiki.pages.service.revise import Change, require_edit, revise
from wiki.pages.service.sheets import sheet_to_save, sheet_without
from wiki.schema.sheet import Sheet
from wiki.site.queries import policy

#: How often a save that lost a race starts again from the new head.
ATTEMPTS = 5
Done = TypeVar("Done")


@dataclass(frozen=True)
class Edit:
    """What someone sends: the whole body, or that of one section of the base revision; a sheet.

    `base` is the number of the revision it started from, 0 for a page that did not exist.
    `submission` identifies the form: sent twice, it makes one revision. A body of None leaves the
    text as it is, a sheet of None the sheet; `NO_SHEET` takes the sheet away.
    """

    title: str
    body: str | None
    base: int
    summary: str = ""
    is_minor: bool = False
    section: int | None = None
    submission: str | None = None
    #: The identifier that the heading of the section carries: it tells it wherever it stands.
    part: str = ""
    #: The text was put together on the conflict screen, from an edit of this revision.
    resolved_from: int | None = None
    #: The revision that it takes back: its sheet goes back too.
    undone: int | None = None
    #: The section that such an edit was of: its draft is done with, as the whole text's.
    settled_section: int | None = None
    #: The network address it came from; None for what a command does, which is not counted.
    place: str | None = None
    #: Those who wrote it beside the one who saves it.
    co_author_ids: tuple[int, ...] = ()
    #: What the actor was writing on the page is something else, and stays.
    keeps_drafts: bool = False
    #: The page is shown next to the one who saves it, who has then read it.
    is_shown_next: bool = False
    sheet: Sheet | None = None
    #: It comes from a file that others keep.
    is_imported: bool = False
    #: The shared text that it was taken from, when several write it at once.
    shared: Taken | None = None
    #: It comes from a newcomer, and others have read it.
    is_confirmed: bool = False


@dataclass(frozen=True)
class Saved:
    """What became of an edit. `merged_with` is the revision it was merged with, if any."""

    page: Page
    revision: Revision
    is_new: bool
    merged_with: int | None = None


class EditConflict(Conflict):
    """Both changed the same passages: nothing was written. Holds the merge and the three texts."""

    def __init__(self, page: Page, merge: Merge, *, base: str, head: str, mine: str) -> None:
        super().__init__("edit_conflict", title=page.title)
        # The act is undone: what the page was has to outlive its session.
        if session := object_session(page):
            session.expunge(page)
        self.page = page
        self.merge = merge
        self.base, self.head, self.mine = base, head, mine


class EditHeld(WikiError):
    """Nothing is wrong: the edit is kept, and waits for others to read it."""

    status = 202

    def __init__(self, pending: Pending) -> None:
        super().__init__("edit_held", title=pending.title)
        self.uid, self.title = pending.uid, pending.title


def save(actor: Actor, edit: Edit) -> Saved:
    """Save an edit. Raises `EditConflict` when a person has to choose.

    Of a newcomer, where the site has others read theirs first, it is kept and `EditHeld` is raised.
    """
    done = in_one_act(
        lambda: _hold(actor, edit) if _waits(actor, edit) else save_inside(actor, edit)
    )
    if isinstance(done, Pending):
        raise EditHeld(done)
    return done


def in_one_act(do: Callable[[], Done]) -> Done:
    """Do what saves a page in an act of its own, again while somebody else was faster."""
    for _ in range(ATTEMPTS - 1):
        try:
            with act():
                return do()
        except Conflict as error:
            if error.code != "head_moved":
                raise
    with act():
        return do()


def save_inside(actor: Actor, edit: Edit) -> Saved:
    """Save an edit inside an act that does more; raises `Conflict` when somebody was faster."""
    title, summary = clean_title(edit.title), rules.clean_summary(edit.summary)
    body = None if edit.body is None else rules.clean_body(edit.body)
    pace.count(actor, edit.place)
    page = _page_to_edit(actor, title, edit.base)
    require_edit(actor, page)
    submission = None if edit.is_confirmed else submission_of(actor, edit.submission)
    if sent := _already_sent(page, submission):
        return Saved(page, sent, is_new=False)
    text, is_text_merged = _text_to_save(page, edit, body)
    sheet, is_sheet_merged = _sheet_to_save(page, edit)
    merged_from = edit.base if is_text_merged or is_sheet_merged else None
    _forget_drafts(actor, page, edit)
    if _says_already(page, text, sheet):
        _say_unchanged(actor, page, edit)
        return Saved(page, queries.head(page), is_new=False, merged_with=merged_from)
    if not edit.is_confirmed:
        _screen(actor, page, edit, f"{page.title}\n{text}\n{_said(sheet)}\n{summary}")
    change = Change(
        title=page.title,
        body=text,
        action=_action(page, edit, merged_from),
        summary=summary,
        is_minor=edit.is_minor and page.head > 0,
        merged_from=_started_from(edit, merged_from),
        submission=submission,
        co_author_ids=edit.co_author_ids,
        sheet=sheet,
        shared=edit.shared,
        is_confirmed=edit.is_confirmed,
        is_settled=edit.resolved_from is not None,
    )
    merged_with = page.head if merged_from is not None else None
    revision = revise(actor, page, change)
    if edit.is_shown_next and actor.member_id is not None:
        note_inside(actor.member_id, page)
    return Saved(page, revision, is_new=True, merged_with=merged_with)


def _waits(actor: Actor, edit: Edit) -> bool:
    """Whether an edit is kept for others to read; an undo of a newcomer is refused instead."""
    return edit.undone is None and is_reviewed(actor)


def _hold(actor: Actor, edit: Edit) -> Saved | Pending:
    """Keep the edit of a newcomer until others have read it, merged with what the page says now.

    What changes nothing is saved as it always is. Inside an act.
    """
    title, summary = clean_title(edit.title), rules.clean_summary(edit.summary)
    body = None if edit.body is None else rules.clean_body(edit.body)
    pace.count(actor, edit.place)
    page = _page_to_edit(actor, title, edit.base, makes=False)
    require_edit(actor, page)
    submission = submission_of(actor, edit.submission)
    if sent := sent_before(submission):
        return sent
    text, _ = _text_to_save(page, edit, body)
    sheet, _ = sheet_to_save(page, edit.base, edit.sheet)
    _forget_drafts(actor, page, edit)
    if _says_already(page, text, sheet):
        return Saved(page, queries.head(page), is_new=False)
    _screen(actor, page, edit, f"{page.title}\n{text}\n{_said(sheet)}\n{summary}")
    most = MOST_OF_VISITORS if actor.member_id is None else MOST
    if waiting_of(actor.member_id) >= most:
        code = "pending_visitors" if actor.member_id is None else "pending_too_many"
        raise Invalid(code, limit=most)
    pace.count_held(actor, edit.place)
    held = Pending(
        member_id=actor.member_id,
        page_id=page.id if page.head else None,
        title=page.title,
        base=page.head,
        body=None if body is None else text,
        kind=None if edit.sheet is None else sheet.kind,
        infobox=sheet.to_json() if edit.sheet is not None and sheet.kind else None,
        summary=summary,
        is_minor=edit.is_minor and page.head > 0,
        submission=submission,
        sent_at=clock.now(),
    )
    keep_pending(actor, held, page)
    return held


def _forget_drafts(actor: Actor, page: Page, edit: Edit) -> None:
    """What an edit says is no draft any more."""
    if edit.body is not None and not edit.keeps_drafts:
        for section in {edit.section, edit.settled_section}:
            forget_draft(actor, page.key, section)


def _says_already(page: Page, text: str, sheet: Sheet) -> bool:
    return bool(page.head and text == queries.body(page) and sheet == queries.head(page).sheet)


def _screen(actor: Actor, page: Page, edit: Edit, published: str) -> None:
    """Refuse words that the site does not take, and too many links of a newcomer."""
    was = (
        f"{page.title}\n{queries.body(page)}\n{_said(queries.head(page).sheet)}"
        if page.head
        else ""
    )
    screen(actor, was, published, place=edit.place)


def _said(sheet: Sheet) -> str:
    """All that a sheet says, as one text."""
    return dumps(sheet.to_json(), ensure_ascii=False) if sheet.kind else ""


def _say_unchanged(actor: Actor, page: Page, edit: Edit) -> None:
    """Tell those who share a text that nothing of it is left to save."""
    if edit.shared is not None:
        head = queries.head(page)
        signals.nothing_to_save.send(
            page=page, revision=head, body=queries.body(page), actor=actor, shared=edit.shared
        )


def _page_to_edit(actor: Actor, title: str, base: int, *, makes: bool = True) -> Page:
    """The page of this title, held until the act ends; made when there is none, if it `makes`.

    An edit of a page that was renamed meanwhile finds it under its new title; of one that was
    joined to another, whose versions are others, it is refused.
    """
    key = title_key(title)
    page = queries.find(title, locked=True)
    if page is None and base and (found := queries.redirect_of(title)):
        refuse_joined(title)
        page = queries.by_uid(found[1].uid, locked=True)
    if page is None:
        take_turn()
        if queries.find(title) is not None:  # made meanwhile: its row is to be held first
            raise Conflict("head_moved", title=title)
        require_title(actor, title)
        if not makes:
            return Page(uid="", key=key, title=title, head=0, protection="members")
        named = {"uid": new_uid(), "key": key, "sort": sort_key(key), "title": title}
        made = {**named, "head": 0, "protection": "members", "created_at": clock.now()}
        insert_missing(Page, made)
        page = queries.find(title, locked=True)
        if page is None:
            raise Conflict("head_moved", title=title)
    return page


def require_title(actor: Actor, title: str) -> None:
    """Refuse a title that leads elsewhere, or that the actor may not create."""
    if (prefix := rules.prefix_of(title)) and prefix in neighbours():
        raise Invalid("title_interwiki", title=title, prefix=prefix)
    if found := queries.redirect_of(title):
        raise Conflict("title_redirects", title=title, target=found[1].title)
    lock = queries.title_lock(title)
    protection = lock.protection if lock else "members"
    reason = rules.why_not_edit(actor, policy(), protection=protection, title=title)
    if reason:
        raise Refused("title_locked" if reason.startswith("protected") else reason, title=title)


_SENT = sa.select(Revision.number).where(
    Revision.page_id == sa.bindparam("of"), Revision.submission == sa.bindparam("submission")
)


def _already_sent(page: Page, submission: str | None) -> Revision | None:
    if submission is None:
        return None
    number = next(iter(look(_SENT, of=page.id, submission=submission)), None)
    return queries.revision(page, number[0]) if number else None


def _whole_body(page: Page, edit: Edit, body: str) -> str:
    if edit.section is None and not edit.part:
        return body
    document = document_of(_text_at(page, edit.base))
    section = numbered(document.headings).get(PREFIX + edit.part) if edit.part else edit.section
    if section is None:
        raise Missing("part_missing")
    return with_section(document, section, body)


def _text_at(page: Page, number: int) -> str:
    if number == 0:
        return ""
    try:
        return queries.text_at(page, number)
    except Missing as error:
        raise Invalid("base_unknown", title=page.title) from error


def _text_to_save(page: Page, edit: Edit, body: str | None) -> tuple[str, bool]:
    """The text to save, and whether it was merged because the page had moved on."""
    if not 0 <= edit.base <= page.head:
        raise Invalid("base_unknown", title=page.title)
    head = queries.body(page) if page.head else ""
    if body is None:
        return head, False
    mine = _whole_body(page, edit, body)
    check(mine)
    if edit.base == page.head or head == mine:
        return mine, False
    base = _text_at(page, edit.base)
    merge = merged(edit.base, base, head, mine)
    if merge.text is None:
        raise EditConflict(page, merge, base=base, head=head, mine=mine)
    return merge.text, True


def _sheet_to_save(page: Page, edit: Edit) -> tuple[Sheet, bool]:
    """The sheet to save, and whether it was merged because the page had moved on."""
    if edit.undone is None:
        return sheet_to_save(page, edit.base, edit.sheet)
    return sheet_without(page, edit.undone), False


def _action(page: Page, edit: Edit, merged_from: int | None) -> str:
    if edit.is_imported:
        return "imported"
    if page.head == 0:
        return "created"
    if _takes_back(edit):
        return "undone"  # settled on the conflict screen: it is an undo all the same
    if edit.resolved_from is not None:
        return "resolved"
    return "edited" if merged_from is None else "merged"


def _started_from(edit: Edit, merged_from: int | None) -> int | None:
    """The other revision that it comes from: the one taken back, or the one it was merged from."""
    if _takes_back(edit):
        return edit.undone
    return (edit.resolved_from or None) if merged_from is None else merged_from


def _takes_back(edit: Edit) -> bool:
    """Whether it undoes a revision, and not what was chosen on a screen that came before."""
    return edit.undone is not None and edit.undone == edit.resolved_from
