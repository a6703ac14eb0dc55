"""What the places say in a ballot: a vote, an objection, that it is lifted, what others think."""

from __future__ import annotations

from flask import request
from werkzeug import Response as AnyResponse

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.rules.consent import Objection
from wiki.charter.service import proxies, voices
from wiki.charter.service import votes as service
from wiki.charter.views.ballots import done, screen
from wiki.charter.views.blueprint import blueprint
from wiki.kernel.db import reading
from wiki.web.actors import current_actor

_VOTE = ("place", "choice", "word")
#: In the form, instead of a place: who votes does so in their own name.
ME = "me"
_OBJECTION = ("place", "harm", "block", "wording")


@blueprint.post("/ballots/<uid>/vote", endpoint="vote")
def vote(uid: str) -> AnyResponse:
    """Vote for a place, or in one's own name."""
    form = {name: request.form.get(name, "") for name in _VOTE}
    options = queries.options(queries.by_uid(uid).id)
    each = {f"choice-{one.number}": request.form.get(f"choice-{one.number}", "") for one in options}
    place, choice, word = form.values()
    choice = ",".join(each.values()) or choice
    receipts: list[str] = []

    def act() -> None:
        given = (choice, word) if place == ME else (place, choice, word)
        cast = voices.cast if place == ME else service.cast
        receipts.append(cast(current_actor(), uid, *given))

    answer = done(uid, act, "voted", form | each)
    if not any(receipts):
        return answer
    # A receipt is in no address, and no browser keeps it: it is shown here, once.
    shown = screen(queries.by_uid(uid), receipt=receipts[0])
    shown.headers["Cache-Control"] = "no-store"
    return shown


@blueprint.post("/ballots/<uid>/proxy", endpoint="give_proxy")
def give_proxy(uid: str) -> AnyResponse:
    """Let another place vote for one's own."""
    form = {name: request.form.get(name, "") for name in ("place", "to")}
    act = lambda: proxies.give(current_actor(), uid, form["place"], form["to"])  # noqa: E731
    return done(uid, act, "proxied", form)


@blueprint.post("/ballots/<uid>/object", endpoint="object")
def object_(uid: str) -> AnyResponse:
    """Object for a place."""
    form = {name: request.form.get(name, "") for name in _OBJECTION}
    given = Objection(form["harm"], form["block"], form["wording"])
    return done(
        uid,
        lambda: service.object_(current_actor(), uid, form["place"], given),
        "objected",
        form,
    )


@blueprint.post("/objections/<uid>/lift", endpoint="lift")
def lift(uid: str) -> AnyResponse:
    """Lift an objection."""
    choice = request.form.get("choice", "")
    ballot = _ballot_of(uid)
    return done(ballot.uid, lambda: service.lift(current_actor(), uid, choice), "lifted")


@blueprint.post("/objections/<uid>/judge", endpoint="judge")
def judge(uid: str) -> AnyResponse:
    """Say what a place thinks of another's."""
    place, is_founded = request.form.get("place", ""), bool(request.form.get("is_founded"))
    ballot = _ballot_of(uid)
    return done(
        ballot.uid,
        lambda: service.judge(current_actor(), uid, place, is_founded=is_founded),
        "judged",
    )


def _ballot_of(objection_uid: str) -> Ballot:
    return reading().get_one(Ballot, queries.objection(objection_uid).ballot_id)
