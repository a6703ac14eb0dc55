"""Values that fit no more, mended together: shown first, then sheet after sheet by a job.

Each sheet has one revision more, and all of them are taken back together.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading, table_of, write
from wiki.kernel.errors import Invalid, Missing, Refused, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.pages import rules as page_rules
from wiki.pages.batches import DONE, RUNNING, UNDOING, WAITING
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service import batches as work
from wiki.pages.service.save import Edit
from wiki.pages.service.sheets import sheet_at
from wiki.schema.mending import Mended, Remedy, field_at, mended_all, remedies_of, targets
from wiki.schema.sheet import Sheet
from wiki.sheets.models import MendedPage, Mending, Misfit
from wiki.sheets.rules import READY, mending_reason
from wiki.site.queries import policy

_JOB = "sheets.mend"
#: Sheets looked at before anything is asked, to tell how many will stay as they are.
LOOKED_AT = 2_000

_NOTE_PAGES = sa.insert(table_of(MendedPage)).from_select(
    ["mending_id", "page_id", "base", "outcome", "reason"],
    sa.select(
        sa.cast(sa.bindparam("of"), sa.BigInteger),
        Page.id,
        Page.head,
        sa.literal_column(f"'{WAITING}'"),
        sa.literal_column("''"),
    ).where(
        Page.deleted_at.is_(None),
        Page.id.in_(
            sa.select(Misfit.page_id).where(
                Misfit.kind == sa.bindparam("kind"),
                Misfit.field == sa.bindparam("field"),
                Misfit.code == sa.bindparam("code"),
            )
        ),
    ),
)


def prepare(
    actor: Actor,
    kind: str,
    field: str,
    code: str,
    remedy: Remedy,
    summary: str = "",
    *,
    uids: Collection[str] | None = None,
) -> str:
    """Note what becomes of the values of a field that fit no more for one reason; the uid of the
    work, of which nothing is done yet. In the pages `uids` only, if they are given.

    What its author prepared before and did not start is forgotten. Raises `Invalid`.
    """
    said = page_rules.clean_summary(summary)
    with act() as session:
        require(actor, May.SHAPE, policy())
        member_id = work.member_id_of(actor)
        _require_remedy(kind, field, code, remedy)
        forget_unstarted(member_id)
        made = Mending(
            member_id=member_id,
            created_at=clock.now(),
            kind=kind,
            field=field,
            code=code,
            remedy=remedy.name,
            to=remedy.to,
            entries=dict(remedy.entries),
            summary=said,
            state=READY,
            total=0,
        )
        session.add(made)
        session.flush()
        write(_NOTE_PAGES, {"of": made.id, "kind": kind, "field": field, "code": code})
        if uids is not None:
            wanted = sa.select(Page.id).where(Page.uid.in_(uids))
            mine = sa.delete(MendedPage).where(MendedPage.mending_id == made.id)
            session.execute(mine.where(MendedPage.page_id.not_in(wanted)))
        made.total = _look_at(made)
        if not made.total:
            raise Invalid("nothing_to_mend" if uids is None else "nothing_chosen")
        return made.uid


def _require_remedy(kind: str, field: str, code: str, remedy: Remedy) -> None:
    known = kind_of(kind)
    declared = field_at(known, field)
    if remedy.name not in remedies_of(declared, code):
        raise Invalid("remedy_missing")
    if remedy.name == "move_value":
        if remedy.to not in {one.id for one in targets(known, field)}:
            raise Invalid("field_to_missing")
    elif remedy.name == "replace_choice":
        choices = declared.choices if declared else {}
        if not remedy.entries or not {*choices, ""}.issuperset(remedy.entries.values()):
            raise Invalid("entries_missing")


def _look_at(made: Mending) -> int:
    """How many pages there are; it notes of the first ones why they will stay as they are."""
    session, kind = reading(), kind_of(made.kind)
    of = sa.select(MendedPage).where(MendedPage.mending_id == made.id)
    first = (
        of.add_columns(Revision.infobox)
        .join(
            Revision,
            sa.and_(Revision.page_id == MendedPage.page_id, Revision.number == MendedPage.base),
        )
        .order_by(MendedPage.page_id)
        .limit(LOOKED_AT)
    )
    for row, infobox in session.execute(first).all():
        result = of_sheet(made, Sheet.from_json(kind.code, infobox))
        row.reason = why_not(result) or ("mending_in_part" if result.stays else "")
    return session.scalar(sa.select(sa.func.count()).select_from(of.subquery())) or 0


def of_sheet(made: Mending, sheet: Sheet) -> Mended:
    """What a sheet becomes by a work, as its kind is now."""
    return mended_all(kind_of(made.kind), sheet, made.field, made.code, made.wanted)


def why_not(result: Mended) -> str:
    """The code of why nothing of a sheet can be mended; "" when something can."""
    if result.done:
        return ""
    return "mending_stays" if result.stays else "mending_gone"


def forget_unstarted(member_id: int) -> None:
    """Drop, inside an act, what a member prepared and has not started."""
    work.forget(Mending, work.unstarted(Mending, member_id, READY), MendedPage.mending_id)


def start(actor: Actor, uid: str) -> None:
    """Ask that what was shown be done. Asked again, it is the same."""
    with act():
        require(actor, May.SHAPE, policy())
        made = work.held(Mending, uid, "mending_missing")
        if made.member_id != actor.member_id:
            raise Refused("mending_of_another")
        if made.state != READY:
            return
        made.state = RUNNING
        work.queue(_JOB, uid)
        record(actor, "values_mended", "mending", uid, title=made.field, number=made.total)


def undo(actor: Actor, uid: str) -> None:
    """Ask that every revision that it made be taken back; later edits stay."""
    with act():
        require(actor, May.SHAPE, policy())
        made = work.held(Mending, uid, "mending_missing")
        if made.state not in (RUNNING, DONE):
            return
        of = sa.update(MendedPage).where(MendedPage.mending_id == made.id)
        work.undo_all(actor, made, of, MendedPage.outcome, "mending_undone")
        work.queue(_JOB, uid)
        record(actor, "values_mending_undone", "mending", uid, title=made.field)


def go_on(uid: str) -> None:
    """The job: sheet after sheet."""
    work.in_turns(_JOB, uid, _next_page)


def _next_page(uid: str) -> bool:
    """Do one sheet, or note that there is none left. Returns whether there was one."""
    with act():
        made = work.held(Mending, uid, "mending_missing")
        of = sa.select(MendedPage).where(MendedPage.mending_id == made.id)
        row = work.next_of(made, of.order_by(MendedPage.page_id), MendedPage.outcome)
        if row is None:
            return False
        page = work.page_held(row.page_id)
        if made.state == UNDOING:
            row.reason = mending_reason(work.take_back(made, row, page, made.summary))
        else:
            _mend(made, row, page)
        return True


def _mend(made: Mending, row: MendedPage, page: Page) -> None:
    try:
        if page.deleted_at is not None:
            raise Missing("page_deleted", title=page.title)
        sheet = sheet_at(page, row.base)
        result = of_sheet(made, sheet)
        if why := why_not(result) if sheet.kind == made.kind else "mending_gone":
            raise Invalid(why)
        edit = Edit(page.title, None, row.base, made.summary, sheet=result.sheet)
        saved = work.save_for(made.member_id, edit, "mending_gone")
    except WikiError as error:
        work.leave(made, row, mending_reason(error.code))
        return
    work.written(made, row, saved.revision.number, "mending_in_part" if result.stays else "")
