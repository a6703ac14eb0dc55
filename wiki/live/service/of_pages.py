"""Pages, as texts that several people write at once; sheets, whose fields are set whole."""

from __future__ import annotations

from collections.abc import Callable

from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor, May, why_not
from wiki.kernel.shared import Shared, Verdict
from wiki.live.queries import unsaved_by
from wiki.live.service import log
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.pending import why_not_at_once
from wiki.pages.rules import why_not_edit
from wiki.site.queries import policy


def _page(uid: str, part: str) -> Page:
    page = pages.by_uid(uid)
    if part or page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    return page


def _start(uid: str, part: str) -> tuple[str, int]:
    page = _page(uid, part)
    return pages.body(page), page.head


def _judge(uid: str, part: str) -> Callable[[Actor], Verdict]:
    page, site = _page(uid, part), policy()

    def judged(actor: Actor) -> Verdict:
        why = why_not_edit(actor, site, protection=page.protection, title=page.title, uid=page.uid)
        return Verdict(why_not(actor, May.READ, site), why or why_not_at_once(actor))

    return judged


def is_written_apart(uid: str) -> bool:
    """Whether a page is written part by part: what was begun of the whole is saved first."""
    return log.is_apart(uid) and not unsaved_by(uid, "")


def _judge_whole(uid: str, part: str) -> Callable[[Actor], Verdict]:
    judged, apart = _judge(uid, part), "live_apart" if is_written_apart(uid) else None

    def whole(actor: Actor) -> Verdict:
        verdict = judged(actor)
        return Verdict(verdict.read, verdict.write or apart)

    return whole


def _extent(body: str, _part: str) -> tuple[int, int]:
    return 0, len(body)


SHARED = Shared(_start, _judge_whole, _extent)


def _start_sheet(uid: str, part: str) -> tuple[str, int]:
    return "", _page(uid, part).head


def _judge_sheet(uid: str, part: str) -> Callable[[Actor], Verdict]:
    judged = _judge(uid, part)

    def seen(actor: Actor) -> Verdict:
        verdict = judged(actor)
        return Verdict(verdict.read or verdict.write, "live_by_field")

    return seen


#: No character of a sheet is shared: those who write one see in which field the others are.
SHEET = Shared(_start_sheet, _judge_sheet, lambda _body, _part: None)
