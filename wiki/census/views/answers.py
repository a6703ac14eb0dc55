"""What those who are asked may do by their link, without account, beside answering."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.census.models import Campaign, Target
from wiki.census.service import answers as service
from wiki.census.views import words
from wiki.census.views.blueprint import door
from wiki.census.views.links import target_of
from wiki.kernel.db import reading
from wiki.web.templates import answer


@door.get("/census/answer/<signed>/decline", endpoint="decline")
def decline_form(signed: str) -> Response:
    """Asks whether they will not answer."""
    target = target_of(signed)
    return answer(
        "census/decline.html", campaign=_of(target), target=target, signed=signed, done=False
    )


@door.post("/census/answer/<signed>/decline")
def refuse(signed: str) -> Response:
    """They will not."""
    everywhere = bool(request.form.get("everywhere"))
    target = service.decline(target_of(signed).uid, everywhere=everywhere)
    return answer(
        "census/decline.html", campaign=_of(target), target=target, signed=signed, done=True
    )


@door.get("/census/answer/<signed>/stop")
def stop_form(signed: str) -> AnyResponse:
    """For a browser that follows the address of a header: asks first."""
    target_of(signed)
    return redirect(url_for(".decline", signed=signed), 303)


@door.post("/census/answer/<signed>/stop")
def stop(signed: str) -> AnyResponse:
    """For a program of mail, in one click (RFC 8058): no letter more."""
    service.decline(target_of(signed).uid, everywhere=False)
    return Response(status=204)


@door.get("/census/answer/<signed>/kept", endpoint="kept")
def kept_of(signed: str) -> Response:
    """What is kept of them."""
    target = target_of(signed)
    return answer(
        "census/kept.html",
        campaign=_of(target),
        target=target,
        signed=signed,
        state=words.target_states()[target.state],
        basis=words.bases().get(target.basis, ""),
        erased=False,
    )


@door.get("/census/answer/<signed>/kept.json", endpoint="kept_json")
def take(signed: str) -> Response:
    """The same as a file."""
    response = jsonify(service.kept_of(target_of(signed)))
    response.headers["Content-Disposition"] = 'attachment; filename="mes-coordonnees.json"'
    return response


@door.post("/census/answer/<signed>/kept")
def forget(signed: str) -> Response:
    """Erase it."""
    target = target_of(signed)
    service.forget(target.uid)
    return answer(
        "census/kept.html",
        campaign=_of(target),
        target=target,
        signed=signed,
        state="",
        basis="",
        erased=True,
    )


def _of(target: Target) -> Campaign:
    return reading().get_one(Campaign, target.census_id)
