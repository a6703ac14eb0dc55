"""Leading a version of a charter from one state to the next."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Ballot
from wiki.charter.queries import charters as queries
from wiki.charter.service import repeal as repealing
from wiki.charter.service import versions as service
from wiki.charter.service.adoption import put_to_vote
from wiki.charter.views.blueprint import blueprint, refused, require_on
from wiki.charter.views.charters import screen
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import May
from wiki.web.actors import current_actor


@blueprint.post("/charters/<slug>/begin")
def begin(slug: str) -> AnyResponse:
    """Begin the next version."""
    severity = request.form.get("severity", "")
    return _done(slug, lambda: service.begin(current_actor(), slug, severity), May.DRAFT_CHARTER)


@blueprint.post("/charters/<slug>/open", endpoint="open")
def open_(slug: str) -> AnyResponse:
    """Open the consultation."""
    return _done(slug, lambda: service.open_(current_actor(), slug))


@blueprint.post("/charters/<slug>/freeze")
def freeze(slug: str) -> AnyResponse:
    """End it."""
    return _done(slug, lambda: service.freeze(current_actor(), slug))


@blueprint.post("/charters/<slug>/reopen")
def reopen(slug: str) -> AnyResponse:
    """Open it again."""
    return _done(slug, lambda: service.reopen(current_actor(), slug, _reason()))


@blueprint.post("/charters/<slug>/propose")
def propose(slug: str) -> AnyResponse:
    """Freeze the text for good."""
    return _done(slug, lambda: service.propose(current_actor(), slug))


@blueprint.post("/charters/<slug>/put")
def put(slug: str) -> AnyResponse:
    """Put it to the places."""
    return _put(slug, lambda: put_to_vote(current_actor(), slug))


@blueprint.post("/charters/<slug>/repeal")
def repeal(slug: str) -> AnyResponse:
    """Ask them to end the version in force."""
    return _put(slug, lambda: repealing.put_to_vote(current_actor(), slug, _reason()))


def _put(slug: str, put: Callable[[], Ballot]) -> AnyResponse:
    """Open a ballot, and lead to it."""
    charter = queries.by_slug(slug)
    require_on(charter)
    try:
        ballot = put()
    except Refused:
        raise
    except WikiError as error:
        return screen(charter, error)
    return redirect(url_for(".ballot", uid=ballot.uid), 303)


@blueprint.post("/charters/<slug>/abandon")
def abandon(slug: str) -> AnyResponse:
    """Give the version up."""
    return _done(slug, lambda: service.abandon(current_actor(), slug, _reason()))


def _reason() -> str:
    return request.form.get("reason", "").replace("\x00", "")


def _done(slug: str, act: Callable[[], object], right: May = May.KEEP_CHARTER) -> AnyResponse:
    charter = queries.by_slug(slug)
    require_on(charter, right)
    if error := refused(act):
        return screen(charter, error)
    return redirect(url_for(".charter", slug=slug), 303)
