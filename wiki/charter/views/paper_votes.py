"""Papers of an assembly: the form that enters them, and what another guarantor does with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import paper_votes as papers
from wiki.charter.queries.electorate import uids_of
from wiki.charter.queries.offices import officers
from wiki.charter.rules import ballots as rules
from wiki.charter.rules import paper_votes as paper_rules
from wiki.charter.service import paper_votes as service
from wiki.charter.service.charters import scope_of
from wiki.charter.views import ballot_words as words
from wiki.charter.views import paper_words
from wiki.charter.views.blueprint import blueprint, require_on
from wiki.files.inspection import EXTENSIONS
from wiki.files.queries import by_uids
from wiki.files.service.add import Incoming, add
from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.kernel.errors import Conflict, Refused, WikiError
from wiki.members.queries import member, names
from wiki.web.actors import current_actor
from wiki.web.room import LARGEST, takes
from wiki.web.templates import answer
from wiki.web.wording import sentence


def _room() -> int:
    return int(state().options["WIKI_FILE_SIZE"]) + LARGEST


@blueprint.get("/ballots/<uid>/papers", endpoint="paper_votes")
def show(uid: str) -> Response:
    """The sheets of a ballot, and the form of another one, for those who hold the procedure."""
    return _screen(queries.by_uid(uid), {})


@blueprint.post("/ballots/<uid>/papers", endpoint="enter_papers")
@takes(_room)
def enter(uid: str) -> AnyResponse:
    """Enter what places voted on paper."""
    ballot = queries.by_uid(uid)
    require_on(queries.charter_of(ballot))
    form = dict(request.form.items())
    try:
        service.check_takes(ballot)
        form["scan"] = _scan(form)
        service.enter(current_actor(), uid, form["scan"], _given(ballot, form))
    except Refused:
        raise
    except WikiError as error:
        return _screen(ballot, form, error)
    return redirect(url_for(".paper_votes", uid=uid, told="entered"), 303)


@blueprint.post("/papers/<uid>/settle", endpoint="settle_papers")
def settle(uid: str) -> AnyResponse:
    """Confirm, refuse or drop a sheet, or erase who held its papers."""
    ballot = papers.ballot_of(papers.by_uid(uid))
    require_on(queries.charter_of(ballot))
    step, reason = request.form.get("step", ""), request.form.get("reason", "")
    try:
        if step == paper_rules.FORGET:
            service.forget(current_actor(), uid)
        else:
            service.settle(current_actor(), uid, step, reason)
    except Refused:
        raise
    except WikiError as error:
        return _screen(ballot, {"sheet": uid, "reason": reason}, error)
    return redirect(url_for(".paper_votes", uid=ballot.uid, told=step), 303)


def _scan(form: Mapping[str, str]) -> str:
    """The uid of the scan: of a file that comes with the form, or came with it before."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return form.get("scan", "").strip()
    return add(current_actor(), Incoming(sent.filename, sent.stream.read())).uid


def _given(ballot: Ballot, form: Mapping[str, str]) -> list[service.Given]:
    """What is typed of each place, but those of which nothing is."""
    found = []
    for place in uids_of(ballot.id).values():
        name = f"choice-{place}"
        each = [form.get(f"{name}-{one.number}", "") for one in queries.options(ballot.id)]
        choice = ",".join(each) if any(each) else form.get(name, "")
        holder = form.get(f"holder-{place}", "")
        if choice or holder.strip():
            found.append(service.Given(place, choice, holder))
    return found


def _screen(ballot: Ballot, form: Mapping[str, str], error: WikiError | None = None) -> Response:
    charter, rule = queries.charter_of(ballot), queries.rule_of(ballot)
    require_on(charter)
    heard, expected, uids = queries.heard(ballot), papers.expected(ballot.id), uids_of(ballot.id)
    places = [one for one in queries.electorate(ballot.id).places if one.left_at is None]
    field = str(error.params.get("field") or "file") if error else ""
    why = paper_rules.why_none(queries.terms_of(ballot))
    is_over = ballot.closed_at is not None and clock.now() >= paper_rules.until(ballot.closed_at)
    scan = by_uids([form["scan"]]).get(form["scan"]) if form.get("scan") else None
    return answer(
        "charter/paper_votes.html",
        error.status if error else 200,
        ballot=ballot,
        charter=charter,
        why_none=sentence(Conflict(why)) if why else "",
        is_taken=ballot.state in (rules.OPEN, rules.CLOSED) and not is_over,
        options=queries.options(ballot.id),
        choices=[(code, words.choices(rule)[code]) for code in rules.choices(rule)],
        places=[
            (uids[one.place_id], one.title)
            for one in places
            if one.place_id not in heard | expected
        ],
        heard=[one.title for one in places if one.place_id in heard],
        scan=scan,
        accepted=",".join(EXTENSIONS),
        form=form,
        errors={field: sentence(error)} if error else {},
        told=request.args.get("told", "") if request.method == "GET" else "",
        me=current_actor().member_id,
        others=_others(scope_of(charter)),
        **shown(ballot, is_told=True),
    )


def _others(scope: str) -> list[str]:
    """The names of the other guarantors of a charter."""
    mine = member(current_actor().member_id or 0).uid
    found = officers(scope)
    return [one.name for one in found if one.office == "guarantor" and one.uid != mine]


def shown(ballot: Ballot, *, is_told: bool) -> dict[str, Any]:
    """The sheets of a ballot for its screens, with what they say when that is told."""
    found = papers.sheets(ballot.id)
    people = {one.sheet.entered_by_id for one in found}
    people |= {one.sheet.settled_by_id for one in found if one.sheet.settled_by_id is not None}
    closed_at = ballot.closed_at or ballot.closes_at
    return {
        "sheets": found,
        "takes_papers": ballot.takes_papers,
        "sheet_states": paper_words.states(),
        "paper_names": names(people),
        "paper_scans": by_uids({one.sheet.file_uid for one in found}),
        "paper_holders": {
            (f"{paper_rules.BY_PAPER}{sheet}", place): holder
            for (sheet, place), holder in papers.holders(found).items()
        },
        "paper_said": paper_words.said(ballot, found) if is_told else {},
        "papers_until": paper_rules.until(closed_at) if closed_at else None,
    }
