"""Contesting a ballot that was proclaimed, and answering that."""

from __future__ import annotations

from flask import Response, request
from werkzeug import Response as AnyResponse

from wiki.charter.queries import ballots as queries
from wiki.charter.queries.contests import ruling
from wiki.charter.service import contests as service
from wiki.charter.views.ballots import done
from wiki.charter.views.blueprint import blueprint
from wiki.kernel.errors import Invalid, Missing
from wiki.web.actors import current_actor

#: What may be done with those who contest.
_UPHOLD, _REJECT, _FORGET = "uphold", "reject", "forget"


@blueprint.post("/ballots/<uid>/contest", endpoint="contest")
def contest(uid: str) -> AnyResponse:
    """Contest it, for a place or in one's own name."""
    form = {name: request.form.get(name, "") for name in ("place", "why")}
    act = lambda: service.contest(current_actor(), uid, form["place"], form["why"])  # noqa: E731
    return done(uid, act, "contested", form)


@blueprint.post("/ballots/<uid>/answer", endpoint="answer_contest")
def answer(uid: str) -> AnyResponse:
    """Uphold or reject it, or erase the reasons that were given."""
    form = {name: request.form.get(name, "") for name in ("why", "step")}

    def act() -> None:
        if form["step"] == _FORGET:
            service.forget(current_actor(), uid)
        elif form["step"] in (_UPHOLD, _REJECT):
            is_upheld = form["step"] == _UPHOLD
            service.answer(current_actor(), uid, form["why"], is_upheld=is_upheld)
        else:
            raise Invalid("contest_step", field="why")

    return done(uid, act, form["step"], form)


@blueprint.get("/ballots/<uid>/ruling.json", endpoint="ruling_json")
def ruling_json(uid: str) -> Response:
    """What was answered, exactly as it is kept: what its hash is made of, with the hash before."""
    found = ruling(queries.by_uid(uid).id)
    if found is None:
        raise Missing("contest_none")
    return Response(found.minutes, mimetype="application/json")
