"""A census: making it, settling it, seeing how far it is, opening, closing and publishing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.census import rules
from wiki.census.models import Campaign, Target
from wiki.census.queries import campaigns as queries
from wiki.census.queries import datasets, targets
from wiki.census.service import campaigns as service
from wiki.census.service import datasets as publishing
from wiki.census.service import letters as letters_service
from wiki.census.views import letters, words
from wiki.census.views.blueprint import apart, blueprint, refused, require_census
from wiki.kernel import clock
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.pager import Slice, key_given
from wiki.members.queries import names
from wiki.pages.queries.kinds import kind_of, kinds
from wiki.schema.kinds import Kind
from wiki.site.queries import licence_of, setting
from wiki.web.actors import current_actor
from wiki.web.areas import areas
from wiki.web.filters import percent
from wiki.web.language import gettext, in_language, number
from wiki.web.outside import outside
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer, may, page_url
from wiki.web.wording import sentence

_TEXTS = (
    "title",
    "intro",
    "method",
    "opens_on",
    "closes_on",
    "territory",
    "remind_after",
    "remind_most",
)
#: Steps of the map, in per cent of answers.
_STEPS = (0, 25, 50, 75)
#: Targets shown as examples of those to be reminded.
_SHOWN = 20


class Row(NamedTuple):
    """A department: how many targets are in each state, how many answered."""

    code: str
    name: str
    counts: Mapping[str, int]
    total: int
    #: The share of those asked who answered, and of all targets.
    rate: float | None
    cover: float
    step: int


@blueprint.get("/census", endpoint="campaigns")
def listing() -> Response:
    """What the censuses published; the censuses, for those who lead them."""
    found = Slice[Campaign]([], None)
    if may("CENSUS"):
        found = queries.campaigns(request.args.get("before", type=key_given))
    return answer(
        "census/campaigns.html",
        found=found,
        published=datasets.published(),
        leads=may("CENSUS"),
        states=words.states(),
        is_later="before" in request.args,
    )


@blueprint.get("/census/new", endpoint="new")
def new_form() -> Response:
    """The form of a new one."""
    require_census()
    code = request.args.get("kind", "place")
    kind = kind_of(code)
    today = clock.now().date().isoformat()
    form = dict.fromkeys(_TEXTS, "") | {"opens_on": today, "remind_after": "14", "remind_most": "2"}
    return _form(None, kind, form, [one.id for one in kind.fields if one.required])


@blueprint.post("/census/new")
def make() -> AnyResponse:
    """Make it."""
    require_census()
    given = _given()
    try:
        campaign = service.make(current_actor(), given)
    except WikiError as error:
        return _again(None, given, error)
    return redirect(url_for(".census", uid=campaign.uid), 303)


@blueprint.get("/census/<uid>/settings", endpoint="settings")
def settings_form(uid: str) -> Response:
    """What it is, to be changed."""
    require_census()
    campaign = queries.by_uid(uid)
    form = {name: str(getattr(campaign, name)) for name in _TEXTS}
    form["is_public"] = "1" if campaign.is_public else ""
    return _form(campaign, kind_of(campaign.kind), form, campaign.fields)


@blueprint.post("/census/<uid>/settings")
def settle(uid: str) -> AnyResponse:
    """Change it."""
    require_census()
    campaign, given = queries.by_uid(uid), _given()
    try:
        service.settle(current_actor(), uid, given)
    except WikiError as error:
        return _again(campaign, given, error)
    return redirect(url_for(".census", uid=uid), 303)


def _given() -> rules.Settings:
    sent = {name: request.form.get(name, "") for name in _TEXTS}
    return rules.Settings(
        **sent,
        kind=request.form.get("kind", ""),
        fields=tuple(request.form.getlist("fields")),
        is_public=bool(request.form.get("is_public")),
    )


def _again(campaign: Campaign | None, given: rules.Settings, error: WikiError) -> Response:
    form = {name: getattr(given, name).replace("\x00", "\ufffd") for name in _TEXTS}
    form["is_public"] = "1" if given.is_public else ""
    kind = kinds().get(given.kind) or kind_of("place")
    return _form(campaign, kind, form, given.fields, error)


def _form(
    campaign: Campaign | None,
    kind: Kind,
    form: Mapping[str, str],
    fields: object,
    error: WikiError | None = None,
) -> Response:
    askable = {one.id for one in rules.askable(kind)}
    groups = [
        (
            in_language(group.labels),
            [
                (one.id, in_language(one.labels), one.required)
                for one in kind.fields_of(group.code)
                if one.id in askable
            ],
        )
        for group in kind.groups
    ]
    field = str(error.params.get("field") or "title") if error else ""
    return answer(
        "census/settings.html",
        error.status if error else 200,
        campaign=campaign,
        kind=kind.code,
        kinds=words.sheet_kinds(),
        groups=[(label, asked) for label, asked in groups if asked],
        form={"is_public": ""} | dict(form),
        chosen=fields,
        territories=words.territories(),
        errors={field: sentence(error)} if error else {},
        is_fixed=campaign is not None and campaign.state != rules.DRAFT,
    )


@blueprint.get("/census/<uid>", endpoint="census")
def show(uid: str) -> Response:
    """How far it is: by state, by department, on a map."""
    require_census()
    return _progress(queries.by_uid(uid))


def _progress(campaign: Campaign, error: WikiError | None = None) -> Response:
    progress = queries.progress(campaign.id)
    rows = [_row(code, counts) for code, counts in progress.departments.items()]
    rows.sort(key=lambda one: (not one.code, one.code))
    leader = campaign.coordinator_id or 0
    return answer(
        "census/census.html",
        error.status if error else 200,
        campaign=campaign,
        state=words.states()[campaign.state],
        leader=names({leader}).get(leader, ""),
        intro=safe(render_text(campaign.intro).html),
        territory=words.territory(campaign.territory),
        progress=progress,
        rate=rules.response_rate(progress.total),
        heard=rules.heard(progress.total),
        cover=rules.heard(progress.total) / max(1, progress.targets),
        rows=rows,
        states=words.target_states(),
        areas=areas({one.code: (one.step, _said(one)) for one in rows}, _legend()),
        waiting=targets.answers_waiting(campaign.id),
        dataset=datasets.dataset_of(campaign.uid),
        problem=sentence(error) if error else "",
    )


def _said(row: Row) -> str:
    return gettext(
        "%(name)s : %(rate)s de %(total)s",
        name=row.name,
        rate=percent(row.cover),
        total=number(row.total),
    )


def _legend() -> list[tuple[int | None, str]]:
    return [
        (None, gettext("pas de cible")),
        (0, gettext("aucune réponse")),
        (1, gettext("un quart au plus")),
        (2, gettext("la moitié au plus")),
        (3, gettext("trois quarts au plus")),
        (4, gettext("davantage")),
    ]


def _row(code: str, counts: Mapping[str, int]) -> Row:
    heard, total = rules.heard(counts), sum(counts.values())
    cover = heard / total if total else 0.0
    step = sum(100 * cover > one for one in _STEPS)
    name = words.department(code)
    return Row(code, name, counts, total, rules.response_rate(counts), cover, step)


@blueprint.post("/census/<uid>/open", endpoint="open")
def open_(uid: str) -> AnyResponse:
    """Open it."""
    return _done(uid, lambda: service.open_(current_actor(), uid))


@blueprint.post("/census/<uid>/close")
def close(uid: str) -> AnyResponse:
    """Close it."""
    return _done(uid, lambda: service.close(current_actor(), uid))


@blueprint.post("/census/<uid>/publish")
def publish(uid: str) -> AnyResponse:
    """Freeze what it found."""
    require_census()
    licence, campaign = licence_of(""), queries.by_uid(uid)
    site = publishing.Site(
        setting("name"),
        outside(url_for("wiki.pages.home")),
        licence.name,
        licence.url,
        outside(page_url("")),
        words.territory(campaign.territory),
        lambda made: outside(url_for("wiki.census.dataset", uid=made)),
    )
    try:
        made = publishing.publish(current_actor(), uid, site)
    except Refused:
        raise
    except WikiError as error:
        return _progress(campaign, error)
    return redirect(url_for(".dataset", uid=made.uid), 303)


def _done(uid: str, act: Callable[[], object]) -> AnyResponse:
    require_census()
    campaign = queries.by_uid(uid)
    if error := refused(act):
        return _progress(campaign, error)
    return redirect(url_for(".census", uid=uid), 303)


# -- Its letters


@blueprint.get("/census/<uid>/letters", endpoint="letters")
def letters_of(uid: str) -> Response:
    """The letters as they will be read, and who will get one."""
    require_census()
    return _letters(queries.by_uid(uid))


def _letters(campaign: Campaign, error: WikiError | None = None) -> Response:
    asked = targets.to_invite(campaign.id, 1)
    sample = asked[0] if asked else _example(campaign)
    progress = queries.progress(campaign.id)
    due = letters_service.due(campaign, _SHOWN + 1)
    return apart(
        answer(
            "census/letters.html",
            error.status if error else 200,
            campaign=campaign,
            invitation=letters.letter(campaign, sample),
            reminder=letters.reminder(campaign, sample),
            waiting=progress.total.get(rules.TO_INVITE, 0),
            due=due[:_SHOWN],
            has_more=len(due) > _SHOWN,
            problem=sentence(error) if error else "",
        )
    )


def _example(campaign: Campaign) -> Target:
    """A target that is nobody, to show a letter before there is anyone to write to."""
    return Target(
        uid="exemple",
        serial=0,
        census_id=campaign.id,
        name=gettext("Nom de la cible"),
        email="",
        basis=rules.PUBLIC,
        told=gettext("son site"),
        based_on=campaign.opens_on,
    )


@blueprint.post("/census/<uid>/invite")
def invite(uid: str) -> AnyResponse:
    """Write to all those who were not invited."""
    return _lettered(uid, lambda: letters_service.start(current_actor(), uid))


@blueprint.post("/census/<uid>/pace")
def pace(uid: str) -> AnyResponse:
    """Stop the reminders, or let them go on."""
    is_reminding = bool(request.form.get("remind"))
    return _lettered(uid, lambda: service.pace(current_actor(), uid, is_reminding=is_reminding))


def _lettered(uid: str, act: Callable[[], object]) -> AnyResponse:
    require_census()
    campaign = queries.by_uid(uid)
    if error := refused(act):
        return _letters(campaign, error)
    return redirect(url_for(".letters", uid=uid), 303)
