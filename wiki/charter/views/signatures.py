"""The register of a charter: where each place stands, what it takes back or objects to."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter
from wiki.charter.queries import annexes
from wiki.charter.queries import charters as queries
from wiki.charter.queries import signatures as signed
from wiki.charter.rules.signatures import CARRIED, NONE_STANDS, STATES
from wiki.charter.service import signatures as service
from wiki.charter.views import words
from wiki.charter.views.blueprint import blueprint, refused
from wiki.kernel.errors import WikiError
from wiki.members.queries import names
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.get("/charters/<slug>/signatures", endpoint="signatures")
def register(slug: str) -> Response:
    """Where each place stands with the version in force."""
    return _register(queries.by_slug(slug))


@blueprint.post("/charters/<slug>/signatures/withdraw")
def withdraw(slug: str) -> AnyResponse:
    """Take a signature back."""
    return _done(slug, lambda: service.withdraw(current_actor(), slug, _place()))


@blueprint.post("/charters/<slug>/signatures/object", endpoint="object_to_carry")
def object_(slug: str) -> AnyResponse:
    """Refuse that a signature be carried over to the version in force."""
    reason = request.form.get("reason", "").replace("\x00", "")
    return _done(slug, lambda: service.object_(current_actor(), slug, _place(), reason))


def _place() -> str:
    return request.form.get("place", "")[:100].replace("\x00", "")


def _done(slug: str, act: Callable[[], object]) -> AnyResponse:
    charter = queries.by_slug(slug)
    if error := refused(act):
        return _register(charter, error)
    return redirect(url_for(".signatures", slug=slug), 303)


def _register(charter: Charter, error: WikiError | None = None) -> Response:
    rows = signed.register(charter)
    standing = {one.place_id: one for one in rows}
    spoken = [
        (one.place, standing[one.place.id])
        for one in signed.spoken_for(charter, current_actor().member_id)
        if one.place.id in standing
    ]
    return answer(
        "charter/signatures.html",
        error.status if error else 200,
        charter=charter,
        current=queries.in_force(charter.id),
        rows=rows,
        who=names({one.last.member_id for one in rows if one.last and one.last.member_id}),
        annexes=annexes.numbers({one.signed.annex_hash for one in rows if one.signed}),
        heads={one.place_id: one.number for one in annexes.heads(charter.id).values()},
        uids=signed.uids([one.place_id for one in rows]),
        states=words.standings(),
        counts={state: sum(one.state == state for one in rows) for state in STATES},
        withdrawable=[place for place, one in spoken if one.state not in NONE_STANDS],
        objectable=[(place, one) for place, one in spoken if one.state == CARRIED and one.until],
        sent=request.form,
        problem=sentence(error) if error else "",
        field=str(error.params.get("field", "")) if error else "",
    )
