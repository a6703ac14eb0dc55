"""Whether one accepts letters of members, and of whom one wants none."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing
from wiki.letters import queries, service
from wiki.letters.views.blueprint import blueprint
from wiki.members import queries as members
from wiki.members.models import Member
from wiki.members.service.people import own_member
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/account/letters")
def choices() -> Response:
    """The choices; `?of=` is who wrote a letter that led here."""
    member_id = own_member(current_actor()).id
    unwanted = queries.unwanted_by(member_id)
    return answer(
        "letters/choices.html",
        accepts=queries.is_reachable(member_id),
        has_address=bool(queries.address_of(member_id)),
        unwanted=unwanted,
        sender=_sender(member_id, {one.id for one in unwanted}),
        told=request.args.get("told", ""),
    )


def _sender(member_id: int, unwanted: set[int]) -> Member | None:
    try:
        found = members.member_by_uid(request.args.get("of", ""))
    except Missing:
        return None
    return None if found.id == member_id or found.id in unwanted else found


@blueprint.post("/account/letters")
def choose() -> AnyResponse:
    """Accept letters, or no more."""
    service.accept(current_actor(), "accepts" in request.form)
    return redirect(url_for(".choices", told="saved"), 303)


@blueprint.post("/account/letters/unwanted")
def turn_away() -> AnyResponse:
    """Want no letter of a member, or want them again."""
    again = "again" in request.form
    do = service.take_again if again else service.turn_away
    do(current_actor(), request.form.get("member", ""))
    return redirect(url_for(".choices", told="again" if again else "away"), 303)
