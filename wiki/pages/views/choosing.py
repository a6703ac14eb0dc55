"""The screen of a conflict: whose versions met, and the passages between which one chooses."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response

from wiki.kernel.submissions import new_submission
from wiki.members.queries import member
from wiki.merge.outcome import Merge
from wiki.pages.conflict import passages
from wiki.pages.forms import ConflictForm
from wiki.pages.models import Page
from wiki.pages.queries.history import Line, history
from wiki.pages.service.save import EditConflict
from wiki.web.actors import current_actor
from wiki.web.language import gettext, ngettext
from wiki.web.templates import answer

#: Versions saved meanwhile that are named, the newest ones; those before are counted.
_NAMED = 5


def show_conflict(conflict: EditConflict, form: ConflictForm) -> Response:
    """The screen on which a conflict is settled."""
    return conflict_page(conflict.page, conflict.merge, form)


def show_undo_conflict(conflict: EditConflict, number: int, summary: str) -> Response:
    """The same where the revision of this number is undone, and its passages changed since."""
    form = ConflictForm(
        base=number,
        head=conflict.page.head,
        mine=conflict.mine,
        choices={},
        summary=summary,
        submission=new_submission(),
        is_undo=True,
    )
    return show_conflict(conflict, form)


def conflict_page(
    page: Page, merge: Merge, form: ConflictForm, *, missing: bool = False
) -> Response:
    """The passages to settle, with what was chosen so far."""
    rows = passages(merge, form.choices)
    undecided = [row for row in rows if row.is_open]
    number = max(form.head - form.base, 0)
    found = history(page, before=form.head + 1, size=min(number, _NAMED)).rows if number else ()
    writers = {line.author_uid: line.author_name for line in found}
    is_one = len(writers) == 1 and number == len(found)
    return answer(
        "pages/conflict.html",
        422 if missing else 409,
        page=page,
        passages=rows,
        undecided=undecided,
        form=form,
        missing=missing,
        meanwhile=found,
        unnamed=number - len(found),
        writer=next(iter(writers.values())) if is_one else None,
        met="" if form.pending or form.is_undo else _met(found, len(undecided), is_one=is_one),
    )


def _met(meanwhile: Sequence[Line], count: int, *, is_one: bool) -> str:
    """Who saved, while one was writing, what one was changing too; `is_one`: one person did."""
    if meanwhile and not is_one:
        return ngettext(
            "Pendant que vous écriviez, d’autres ont modifié le même passage que vous.",
            "Pendant que vous écriviez, d’autres ont modifié %(n)s des mêmes passages.",
            count,
        )
    line = meanwhile[0] if meanwhile else None
    me = current_actor().member_id
    if line and me is not None and line.author_uid == member(me).uid:
        return ngettext(
            "Pendant que vous écriviez ici, vous avez enregistré ailleurs le même passage.",
            "Pendant que vous écriviez ici, vous avez enregistré ailleurs %(n)s de ces passages.",
            count,
        )
    return ngettext(
        "Pendant que vous écriviez, %(name)s a modifié le même passage que vous.",
        "Pendant que vous écriviez, %(name)s a modifié %(n)s passages que vous modifiiez aussi.",
        count,
        name=(line and line.author_name) or gettext("quelqu’un"),
    )
