"""Those that a census asks: the list, adding some, and what is known of one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.census import rules
from wiki.census.models import Campaign, Target
from wiki.census.queries import campaigns, table
from wiki.census.queries import targets as queries
from wiki.census.service import targets as service
from wiki.census.views import words
from wiki.census.views.blueprint import apart, blueprint, refused, require_census
from wiki.geography.communes import commune_today
from wiki.geography.finding import written
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.errors import Invalid, Refused, TooMuch, WikiError
from wiki.kernel.pager import key_given
from wiki.pages.queries import pages
from wiki.places.exports.columns import neutral
from wiki.places.queries.asked import PlaceFilter
from wiki.schema.kinds import core_kinds
from wiki.web.actors import current_actor
from wiki.web.language import gettext, in_language
from wiki.web.templates import answer
from wiki.web.wording import sentence

_FIELDS = ("kind", "name", "commune", "email", "basis", "told", "based_on")
#: Octets of a table that is sent as a file.
LARGEST = 1_000_000
#: The value of a filter that asks for those of whom no department is known.
UNKNOWN = "none"


@blueprint.get("/census/<uid>/targets", endpoint="targets")
def listing(uid: str) -> Response:
    """Some of them: of a state, of a department."""
    require_census()
    return _listing(campaigns.by_uid(uid))


def _filters() -> tuple[str, str | None, str]:
    """The state and the department that are asked for, and how the address says the latter."""
    state, given = request.args.get("state", ""), request.args.get("departement", "")
    department = {"": None, UNKNOWN: ""}.get(given, given.replace("\x00", "")[:5])
    return state if state in rules.TARGET_STATES else "", department, given


def _listing(
    campaign: Campaign,
    form: dict[str, str] | None = None,
    error: WikiError | None = None,
) -> Response:
    state, department, given = _filters()
    after = request.args.get("after", 0, type=key_given)
    found = queries.listed(campaign.id, state, department, after)
    progress = campaigns.progress(campaign.id)
    begun = {"kind": "place", "based_on": clock.now().date().isoformat(), "basis": rules.PUBLIC}
    return apart(
        answer(
            "census/targets.html",
            error.status if error else 200,
            campaign=campaign,
            found=found,
            state=state,
            given=given,
            is_later=bool(after),
            states=words.target_states(),
            kinds=words.target_kinds(),
            bases=words.bases(),
            departments=[
                (code or UNKNOWN, words.department(code)) for code in progress.departments
            ],
            where={one.insee: _where(one.insee) for one in found.rows},
            form=dict.fromkeys(_FIELDS, "") | begun | (form or {}),
            errors=_errors(error),
            is_double=error is not None and error.code == "target_double",
            told=request.args.get("told", ""),
            number=request.args.get("number", 0, type=int),
            left=request.args.get("left", 0, type=int),
            takes=campaign.state in (rules.DRAFT, rules.OPEN),
            statuses=[
                (one.code, in_language(one.labels))
                for one in core_kinds()["place"].field("status").offered
            ],
            places=[("", gettext("Tout le territoire")), *_departments(campaign)],
        )
    )


def _departments(campaign: Campaign) -> list[tuple[str, str]]:
    codes = sorted(rules.departments_of(campaign.territory))
    return [(code, words.department(code)) for code in codes]


def _where(insee: str) -> str:
    commune = commune_today(insee) if insee else None
    return commune.full_name if commune else ""


def _errors(error: WikiError | None) -> dict[str, str]:
    return {str(error.params.get("field") or "name"): sentence(error)} if error else {}


def _sent() -> dict[str, str]:
    return {name: request.form.get(name, "").replace("\x00", "\ufffd") for name in _FIELDS}


@blueprint.post("/census/<uid>/targets")
def add(uid: str) -> AnyResponse:
    """Add one."""
    require_census()
    campaign, form = campaigns.by_uid(uid), _sent()
    given, anyway = rules.Asked(**form), bool(request.form.get("anyway"))
    if error := refused(lambda: service.add(current_actor(), uid, given, anyway=anyway)):
        return _listing(campaign, form, error)
    return redirect(url_for(".targets", uid=uid, told="added", number=1), 303)


@blueprint.post("/census/<uid>/targets/places")
def add_places(uid: str) -> AnyResponse:
    """Add those of the directory."""
    require_census()
    wanted = PlaceFilter(
        departement=request.form.get("departement", "").replace("\x00", "")[:5],
        status=request.form.get("status", "").replace("\x00", "")[:40],
    )
    campaign = campaigns.by_uid(uid)
    try:
        number = service.add_places(current_actor(), uid, wanted)
    except Refused:
        raise
    except WikiError as error:
        return _listing(campaign, None, error)
    return redirect(url_for(".targets", uid=uid, told="added", number=number), 303)


@blueprint.get("/census/<uid>/targets.csv", endpoint="targets_csv")
def as_table(uid: str) -> Response:
    """All of them as a table, addresses too."""
    require_census()
    campaign = campaigns.by_uid(uid)
    state, department, _given = _filters()
    piece, states, kinds = io.StringIO(), words.target_states(), words.target_kinds()
    writer = csv.writer(piece)
    writer.writerow(
        ("nom", "type", "commune", "insee", "département", "courriel", "état", "depuis", "page")
    )
    for one in queries.all_of(campaign.id, state, department):
        since = one.since.date().isoformat()
        said = (one.name, kinds[one.kind], _where(one.insee), one.insee, one.department, one.email)
        writer.writerow(map(neutral, (*said, states[one.state], since, one.title)))
    response = Response("\ufeff" + piece.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="cibles.csv"'
    return apart(response)


# -- From a table


@blueprint.get("/census/<uid>/targets/table", endpoint="table")
def table_form(uid: str) -> Response:
    """The form that takes a table."""
    require_census()
    return _table(campaigns.by_uid(uid), {"based_on": clock.now().date().isoformat()})


@blueprint.post("/census/<uid>/targets/table")
def read_table(uid: str) -> AnyResponse:
    """What a table would add, then add it."""
    require_census()
    campaign = campaigns.by_uid(uid)
    names = ("table", "basis", "told", "based_on", "linked")
    form = {name: request.form.get(name, "").replace("\x00", "\ufffd") for name in names}
    try:
        rules.check_takes(campaign.state)
        if (sent := request.files.get("file")) is not None and sent.filename:
            form["table"] = _text(sent.stream.read(LARGEST + 1))
        given = table.read(form["table"], form["basis"], form["told"], form["based_on"])
        if request.form.get("action") != "add":
            return _table(campaign, form, service.looked_at(campaign, given))
        linked = bool(form["linked"])
        used, left = service.add_rows(current_actor(), uid, given, linked=linked)
    except Refused:
        raise
    except WikiError as error:
        return _table(campaign, form, error=error)
    return redirect(url_for(".targets", uid=uid, told="added", number=used, left=left), 303)


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise TooMuch("census_table_heavy", megabytes=LARGEST // 1_000_000)
    try:
        return data.decode("utf-8-sig").replace("\x00", "\ufffd")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Invalid("file_not_utf8", line=line, field="table") from error


def _table(
    campaign: Campaign,
    form: dict[str, str],
    rows: Sequence[service.Row] | None = None,
    error: WikiError | None = None,
) -> Response:
    titles = pages.titles(one.page_id for one in rows or () if one.page_id)
    begun = {"table": "", "basis": rules.PUBLIC, "told": "", "based_on": "", "linked": ""}
    said = [
        (one, sentence(one.problem) if one.problem else "", titles.get(one.page_id or 0, ""))
        for one in rows or ()
    ]
    return apart(
        answer(
            "census/table.html",
            error.status if error else 200,
            campaign=campaign,
            form=begun | form,
            bases=words.bases(),
            kinds=words.target_kinds(),
            rows=said,
            fit=sum(one.is_fit or bool(one.completes) for one in rows or ()),
            was_read=rows is not None,
            errors={"table": sentence(error)} if error else {},
        )
    )


# -- One of them


@blueprint.get("/census/targets/<uid>", endpoint="target")
def show(uid: str) -> Response:
    """What is known of one."""
    require_census()
    return _one(queries.by_uid(uid))


def _one(
    target: Target,
    form: dict[str, str] | None = None,
    error: WikiError | None = None,
) -> Response:
    campaign = reading().get_one(Campaign, target.census_id)
    known = {name: str(getattr(target, name)) for name in _FIELDS if name != "commune"}
    commune = commune_today(target.insee) if target.insee else None
    known["commune"] = written(commune) if commune else ""
    places = [] if target.page_id else queries.places_in(target.insee)
    like = queries.pages_like(target.name, places)
    titles = pages.titles(like)
    page = service.page_of(target)
    return apart(
        answer(
            "census/target.html",
            error.status if error else 200,
            campaign=campaign,
            target=target,
            title=page.title if page else "",
            like=[titles[one] for one in like if one in titles],
            state=words.target_states()[target.state],
            kinds=words.target_kinds(),
            bases=words.bases(),
            form=known | (form or {}),
            errors=_errors(error),
            takes=campaign.state in (rules.DRAFT, rules.OPEN),
            may_remove=target.state == rules.TO_INVITE and target.link_id is None,
            may_decline=rules.moved(target.state, "decline") is not None,
            may_accept=page is not None and rules.moved(target.state, "accept") is not None,
        )
    )


@blueprint.post("/census/targets/<uid>")
def mend(uid: str) -> AnyResponse:
    """Correct what is known of it."""
    form = _sent()
    return _done(uid, lambda: service.mend(current_actor(), uid, rules.Asked(**form)), form)


@blueprint.post("/census/targets/<uid>/link")
def link(uid: str) -> AnyResponse:
    """Say which page it is."""
    title = request.form.get("page", "").replace("\x00", "\ufffd")
    return _done(uid, lambda: service.link(current_actor(), uid, title), {"page": title})


@blueprint.post("/census/targets/<uid>/mark")
def mark(uid: str) -> AnyResponse:
    """Note what it said otherwise."""
    return _done(uid, lambda: service.mark(current_actor(), uid, request.form.get("event", "")))


@blueprint.post("/census/targets/<uid>/revoke", endpoint="revoke")
def take_back(uid: str) -> AnyResponse:
    """Take back its link."""
    return _done(uid, lambda: service.revoke(current_actor(), uid))


@blueprint.post("/census/targets/<uid>/remove")
def remove(uid: str) -> AnyResponse:
    """Take it away."""
    require_census()
    target = queries.by_uid(uid)
    campaign = reading().get_one(Campaign, target.census_id)
    if error := refused(lambda: service.remove(current_actor(), uid)):
        return _one(target, None, error)
    return redirect(url_for(".targets", uid=campaign.uid), 303)


def _done(uid: str, act: Callable[[], object], form: dict[str, str] | None = None) -> AnyResponse:
    require_census()
    target = queries.by_uid(uid)
    if error := refused(act):
        return _one(target, form, error)
    return redirect(url_for(".target", uid=uid), 303)
