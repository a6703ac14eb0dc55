"""What is said of a page as a whole: its screen, its marks, who has read it; the pages marked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import Missing, Refused, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import base_in
from wiki.pages.queries import pages
from wiki.site.queries import policy
from wiki.upkeep import rules
from wiki.upkeep.queries import care as queries
from wiki.upkeep.queries.care import After, MarkShown, Read
from wiki.upkeep.service import care as service
from wiki.upkeep.views.blueprint import blueprint
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: How far away the day is that is proposed to read a page again.
_SOON = timedelta(days=90)
_AT = "/care/<uid>"


@blueprint.get(_AT)
def care(uid: str) -> Response:
    """What is said of a page, and the forms that say it."""
    return _screen(uid)


@blueprint.post(f"{_AT}/mark")
def mark_page(uid: str) -> AnyResponse:
    """Mark it, or show the form again with what was typed."""
    form = request.form
    said = (form.get(name, "") for name in service.Asked._fields)
    try:
        service.mark(current_actor(), uid, service.Asked(*said))
    except WikiError as error:
        return _again(uid, error)
    return redirect(url_for(".care", uid=uid, told="marked"), 303)


@blueprint.post(f"{_AT}/lift")
def lift_mark(uid: str) -> AnyResponse:
    """Lift a mark."""
    service.lift(current_actor(), uid, request.form.get("kind", ""))
    return redirect(url_for(".care", uid=uid, told="lifted"), 303)


@blueprint.post(f"{_AT}/read")
def say_read(uid: str) -> AnyResponse:
    """Say that one has read it."""
    try:
        service.say_read(current_actor(), uid, base_in(request.form.get("number", "")))
    except WikiError as error:
        return _again(uid, error)
    return redirect(url_for(".care", uid=uid, told="read"), 303)


@blueprint.post(f"{_AT}/reviewers")
def name_reviewer(uid: str) -> AnyResponse:
    """Ask a member to look after it, do it oneself when none is named."""
    name = request.form.get("reader", "")
    try:
        is_asked = service.name_reviewer(current_actor(), uid, name)
    except WikiError as error:
        return _again(uid, error)
    told = "asked" if is_asked else "named"
    return redirect(url_for(".care", uid=uid, told=told), 303)


@blueprint.post(f"{_AT}/reviewers/answer")
def answer_review(uid: str) -> AnyResponse:
    """Accept to look after it, as one is asked, or decline."""
    accepts = request.form.get("do") == "accept"
    service.answer_review(current_actor(), uid, accepts=accepts)
    return redirect(url_for(".mine", told="accepted" if accepts else "declined"), 303)


@blueprint.post(f"{_AT}/reviewers/part")
def part_reviewer(uid: str) -> AnyResponse:
    """Have a member look after it no more."""
    service.part_reviewer(current_actor(), uid, request.form.get("member", ""))
    return redirect(url_for(".care", uid=uid, told="parted"), 303)


@blueprint.get("/mine")
def mine() -> Response:
    """The pages that one looks after, and what has changed in each since one read it."""
    actor = current_actor()
    require(actor, May.READ, policy())
    if actor.member_id is None:
        raise Refused("sign_in_first")
    before = request.args.get("before", type=key_given)
    found = queries.looked_after(actor.member_id, before)
    return answer("upkeep/mine.html", found=found, told=request.args.get("told", ""))


@blueprint.get("/to-reread")
def to_reread() -> Response:
    """The pages to be read again, the soonest first."""
    return _list(rules.REREAD, "upkeep/to_reread.html")


@blueprint.get("/outdated")
def outdated() -> Response:
    """The pages that are outdated, for longest first."""
    return _list(rules.OUTDATED, "upkeep/outdated.html")


def _list(kind: str, template: str) -> Response:
    after = request.args.get("after", type=key_given)
    day = request.args.get("day", "").replace("\x00", "")[:10]
    lines, further = queries.marked(kind, None if after is None else After(day, after))
    today = clock.now().date().isoformat()
    rows = [(line, rules.is_due(kind, line.day, today)) for line in lines]
    return answer(template, rows=rows, further=further)


def _again(uid: str, error: WikiError) -> Response:
    """The screen with what was typed and what is wrong; a refusal is no screen."""
    if error.status != 422:
        raise error
    return _screen(uid, error)


def _screen(uid: str, error: WikiError | None = None) -> Response:
    actor = current_actor()
    require(actor, May.EDIT, policy(), f"page:{uid}")
    page = pages.by_uid(uid)
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    reads = queries.reads(page.id)
    past = queries.past(page.id)
    marks = {one.kind: one for one in queries.running(page.id)}
    at = str(error.params.get("field", "")) if error else ""
    return answer(
        "upkeep/care.html",
        error.status if error else 200,
        page=page,
        marks=marks,
        forms={kind: _form(kind, marks.get(kind)) for kind in rules.MARKS},
        errors={f"{request.form.get('kind', '')}-{at}": sentence(error)} if error and at else {},
        problem=sentence(error) if error and not at else "",
        reads=reads,
        has_read=any((one.number, one.member_id) == (page.head, actor.member_id) for one in reads),
        story=_story(past, reads),
        tomorrow=(clock.now().date() + timedelta(days=1)).isoformat(),
        today=clock.now().date().isoformat(),
        reviewers=queries.reviewers(page.id),
        named=request.form.get("reader", "") if "kind" not in request.form else "",
        longest=rules.REASON,
        told=request.args.get("told", ""),
    )


def _form(kind: str, held: MarkShown | None) -> dict[str, str]:
    """What stands in the form of a mark: what was typed, what it says, what is proposed."""
    if request.form.get("kind") == kind:
        return {name: request.form.get(name, "") for name in service.Asked._fields}
    today = clock.now().date()
    day = (today + _SOON if kind == rules.REREAD else today).isoformat()
    if held is None:
        return {"day": day, "reason": "", "reader": ""}
    is_due = rules.is_due(kind, held.day, today.isoformat())
    return {"day": day if is_due else held.day, "reason": held.reason, "reader": held.reader}


class _Told(NamedTuple):
    """Something that was said: a mark, that it is lifted, or that a version was read."""

    at: datetime
    what: str
    by: str
    mark: MarkShown | None = None
    number: int = 0


def _story(past: list[MarkShown], reads: list[Read]) -> list[_Told]:
    """What was said of a page, the newest first."""
    told = [_Told(one.at, one.kind, one.by, one) for one in past]
    told += [_Told(one.lifted_at, "lifted", one.lifter, one) for one in past if one.lifted_at]
    told += [_Told(one.at, "read", one.by, number=one.number) for one in reads]
    return sorted(told, key=lambda one: one.at, reverse=True)
