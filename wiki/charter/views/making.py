"""Making a charter of a page, saying how it is made, who keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter
from wiki.charter.queries import charters as queries
from wiki.charter.queries.offices import officers
from wiki.charter.rules.blocks import numbered
from wiki.charter.rules.procedure import ADOPTION_RULES, AMENDMENT_RULES, STEPS, Procedure
from wiki.charter.rules.terms import PLACES
from wiki.charter.service import charters as service
from wiki.charter.views import unit_words, words
from wiki.charter.views.blueprint import blueprint, refused, require_on
from wiki.kernel import clock
from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.permissions import May, require
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence

_MADE = ("page", "network", "title")
_SAID = ("amendment_rule", "adoption_rule", "amendment_days", "adoption_days", "severity")
_UNITS = ("amendment_unit", "adoption_unit")
_TICKED = ("is_secret", "has_proxies")


@blueprint.get("/charters/new", endpoint="new")
def new_form() -> Response:
    """The form of a new one."""
    require(current_actor(), May.DRAFT_CHARTER, policy())
    page = request.args.get("page", "")[:200].replace("\x00", "")
    return _new({"page": page, "network": "", "title": page})


@blueprint.post("/charters/new")
def make() -> AnyResponse:
    """Make it."""
    require(current_actor(), May.DRAFT_CHARTER, policy())
    form = _typed(_MADE)
    try:
        charter = service.make(current_actor(), form["page"], form["network"], form["title"])
    except WikiError as error:
        if error.status == 403:
            raise
        return _new(form, error)
    return redirect(url_for(".charter", slug=charter.slug), 303)


def _typed(names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.form.get(name, "")[:2_000].replace("\x00", "\ufffd") for name in names}


def _new(form: Mapping[str, str], error: WikiError | None = None) -> Response:
    return answer(
        "charter/new.html",
        error.status if error else 200,
        form=form,
        networks=[(one.uid, one.title) for one in queries.networks()],
        errors=_errors(error, "title"),
    )


def _errors(error: WikiError | None, usual: str) -> dict[str, str]:
    return {str(error.params.get("field") or usual): sentence(error)} if error else {}


# -- How it is made


@blueprint.get("/charters/<slug>/procedure", endpoint="procedure")
def procedure_form(slug: str) -> Response:
    """The calendar and the rules of the version that is being made."""
    charter = queries.by_slug(slug)
    require_on(charter)
    version = queries.under_way(charter.id)
    if version is None or version.state != "draft":
        raise Missing("charter_none_under_way")
    kept = {name: str(charter.rules[_key(name)]) for name in _SAID if name != "severity"}
    kept |= {name: "1" if charter.rules.get(name) else "" for name in _TICKED}
    kept |= {name: str(charter.rules.get(name, PLACES)) for name in _UNITS}
    kept["sponsors"] = str(charter.rules.get("sponsors", 0))
    return _procedure(charter, kept | {"severity": version.severity} | version.calendar)


@blueprint.post("/charters/<slug>/procedure")
def settle(slug: str) -> AnyResponse:
    """Change them."""
    charter = queries.by_slug(slug)
    require_on(charter)
    form = _typed((*_SAID, *_TICKED, *_UNITS, *STEPS, "sponsors"))
    chosen = tuple(request.form.getlist("statutory"))
    said = {name: form[name] for name in _SAID}
    days = {step: form[step] for step in STEPS}
    given = Procedure(
        **said,
        calendar=days,
        is_secret=bool(form["is_secret"]),
        has_proxies=bool(form["has_proxies"]),
        **{name: form[name] or PLACES for name in _UNITS},
        sponsors=form["sponsors"],
        statutory=chosen,
    )
    if error := refused(lambda: service.settle(current_actor(), slug, given)):
        return _procedure(charter, form, error, chosen)
    return redirect(url_for(".charter", slug=slug), 303)


def _key(name: str) -> str:
    return name.removesuffix("_rule")


def _procedure(
    charter: Charter,
    form: Mapping[str, str],
    error: WikiError | None = None,
    chosen: Sequence[str] | None = None,
) -> Response:
    names = words.rules()
    statutory = charter.rules.get("statutory", ()) if chosen is None else chosen
    return answer(
        "charter/procedure.html",
        error.status if error else 200,
        charter=charter,
        form=dict.fromkeys(STEPS, "") | dict(form),
        days=words.days(),
        amendment_rules=[(code, names[code]) for code in AMENDMENT_RULES],
        adoption_rules=[(code, names[code]) for code in ADOPTION_RULES],
        units=list(unit_words.names().items()),
        severities=words.severity_choices(),
        articles=[
            (
                one.block.title,
                words.plain(one.block.title),
                one.block.title in statutory or one.block.id in statutory,
            )
            for one in numbered(queries.draft_blocks(charter))
            if one.kind in ("article", "preamble", "annex")
        ],
        today=clock.now().date().isoformat(),
        errors=_errors(error, "consultation_on"),
    )


# -- Who keeps it


@blueprint.get("/charters/<slug>/offices", endpoint="offices")
def offices_form(slug: str) -> Response:
    """Those who have an office."""
    charter = queries.by_slug(slug)
    require_on(charter)
    return _offices(charter, {"member": "", "office": "guarantor"})


@blueprint.post("/charters/<slug>/offices")
def appoint(slug: str) -> AnyResponse:
    """Give one."""
    charter, form = queries.by_slug(slug), _typed(("member", "office"))
    require_on(charter)
    act = lambda: service.appoint(current_actor(), slug, form["member"], form["office"])  # noqa: E731
    if error := refused(act):
        return _offices(charter, form, error)
    return redirect(url_for(".offices", slug=slug), 303)


@blueprint.post("/charters/<slug>/offices/<uid>/dismiss")
def dismiss(slug: str, uid: str) -> AnyResponse:
    """Take one back."""
    service.dismiss(current_actor(), slug, uid)
    return redirect(url_for(".charter", slug=slug), 303)


def _offices(charter: Charter, form: Mapping[str, str], error: WikiError | None = None) -> Response:
    return answer(
        "charter/offices.html",
        error.status if error else 200,
        charter=charter,
        officers=officers(service.scope_of(charter)),
        offices=words.offices(),
        form=form,
        errors=_errors(error, "member"),
    )
