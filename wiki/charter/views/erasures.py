"""Erasing a passage of a frozen text: what one asks, and another one agrees to."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter, Version
from wiki.charter.queries import charters as queries
from wiki.charter.queries import erasures
from wiki.charter.rules import erasures as rules
from wiki.charter.service import erasures as service
from wiki.charter.views import amendment_words
from wiki.charter.views.blueprint import blueprint, refused, require_on
from wiki.kernel.errors import Conflict, WikiError
from wiki.members.queries import names
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence

_ASKED = ("block", "words", "reason")


@blueprint.get("/charters/<slug>/v<version>/erase", endpoint="erase_form")
def form(slug: str, version: str) -> Response:
    """The passages that are asked to be erased, and the form that asks it."""
    charter = queries.by_slug(slug)
    require_on(charter)
    return _form(charter, queries.numbered_as(charter.id, version), dict.fromkeys(_ASKED, ""))


@blueprint.post("/charters/<slug>/v<version>/erase", endpoint="erase")
def erase(slug: str, version: str) -> AnyResponse:
    """Ask it, or answer what somebody else asked."""
    charter = queries.by_slug(slug)
    require_on(charter)
    found = queries.numbered_as(charter.id, version)
    typed = {name: request.form.get(name, "")[:20_000] for name in _ASKED}
    uid, step = request.form.get("erasure", "")[:100], request.form.get("step", "")

    def act() -> None:
        if not uid:
            service.ask(current_actor(), slug, version, *typed.values())
        elif step in (rules.AGREE, rules.DROP):
            service.answer(current_actor(), uid, is_agreed=step == rules.AGREE)
        else:
            raise Conflict("erasure_settled")

    if error := refused(act):
        return _form(charter, found, typed, error)
    return redirect(url_for(".erase_form", slug=slug, version=version), 303)


def _form(
    charter: Charter, version: Version, typed: dict[str, str], error: WikiError | None = None
) -> Response:
    asked = [one for one in erasures.of_charter(charter.id) if one.version == version.number]
    blocks = queries.frozen_blocks(version)
    me = current_actor()
    offices = service.offices(me, charter)
    return answer(
        "charter/erase.html",
        error.status if error else 200,
        charter=charter,
        version=version,
        asked=asked,
        mine={
            one.erasure.uid: rules.answers_as(
                me.member_id, one.erasure.asked_by_id, one.erasure.asked_as, offices
            )
            for one in asked
        },
        names=names({one.erasure.asked_by_id for one in asked}),
        blocks=[(one.block.id, amendment_words.name_of(one)) for one in blocks],
        whys=list(whys().items()),
        form=typed,
        errors={str(error.params.get("field") or "words"): sentence(error)} if error else {},
    )


def whys() -> dict[str, str]:
    """Why a passage may be erased."""
    return {
        "personal": gettext("Des données personnelles"),
        "defamation": gettext("Des propos diffamatoires"),
        "judgment": gettext("Une décision de justice"),
    }
