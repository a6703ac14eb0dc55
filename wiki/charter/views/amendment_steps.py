"""What people do to an amendment beside its words; what is refused is said on its screen."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Amendment
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters
from wiki.charter.rules.amendments import Step
from wiki.charter.service import amendments as service
from wiki.charter.service import combining, judging, sponsors, taking_over
from wiki.charter.views.amendments import shown
from wiki.charter.views.blueprint import blueprint
from wiki.kernel.errors import WikiError
from wiki.web.actors import current_actor

_AT = "/charters/<slug>/amendments/<int:number>"


@blueprint.post(f"{_AT}/step", endpoint="amendment_step")
def take(slug: str, number: int) -> AnyResponse:
    """Take it a step further."""
    return _done(slug, number, lambda: _taken(slug, number))


def _taken(slug: str, number: int) -> Amendment:
    actor, form, step = current_actor(), request.form, request.form.get("step", "")
    if step == "take_over":
        return taking_over.take_over(actor, slug, number)
    if step == Step.TABLE:
        return service.table(actor, slug, number)
    # A step that nobody takes by hand stands for any other.
    named = Step(step) if step in set(Step) else Step.OUTDATE
    return judging.take(actor, slug, number, named, form.get("why", ""), form.get("other", ""))


@blueprint.post(f"{_AT}/agree", endpoint="agree_amendment")
def agree(slug: str, number: int) -> AnyResponse:
    """Sign a wording that combines one's amendment and another one: it replaces both."""
    typed = request.form.get("wording", "")
    wording = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    return _done(slug, number, lambda: combining.agree(current_actor(), slug, number, wording))


@blueprint.post(f"{_AT}/support", endpoint="support_amendment")
def support(slug: str, number: int) -> AnyResponse:
    """Say that a place supports it, or no more."""
    place, is_given = request.form.get("place", ""), bool(request.form.get("is_given"))
    return _done(
        slug,
        number,
        lambda: sponsors.support(current_actor(), slug, number, place, is_given=is_given),
        "soutiens",
    )


def _done(slug: str, number: int, act: Callable[[], Amendment], anchor: str = "") -> AnyResponse:
    """Act, and lead to the amendment; or show it with what was refused."""
    try:
        number = act().number
    except WikiError as error:
        charter = charters.by_slug(slug)
        return shown(charter, queries.numbered(charter.id, number), error)
    return redirect(url_for(".amendment", slug=slug, number=number, _anchor=anchor or None), 303)
