"""Signing: the register of a charter, the form under the whole text, taking a signature back."""

from __future__ import annotations

from flask import Response, current_app, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter, Version
from wiki.charter.queries import charters as queries
from wiki.charter.queries import signatures as signed
from wiki.charter.rules.blocks import Numbered, anchor
from wiki.charter.rules.signatures import STATES, UP_TO_DATE
from wiki.charter.service import signatures as service
from wiki.charter.views import words
from wiki.charter.views.blueprint import blueprint
from wiki.charter.views.texts import shown
from wiki.kernel.db import reading
from wiki.kernel.errors import Conflict, Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.members.queries import names
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: How long a text that was opened may be signed, in seconds.
_OPENED = 24 * 3600


@blueprint.get("/charters/<slug>/signatures", endpoint="signatures")
def register(slug: str) -> Response:
    """Where each place stands with the version in force."""
    return _register(queries.by_slug(slug))


def _register(charter: Charter, error: WikiError | None = None) -> Response:
    current = queries.in_force(charter.id)
    rows = signed.register(charter)
    spoken = signed.spoken_for(charter, current_actor().member_id)
    who = names({one.last.member_id for one in rows if one.last})
    return answer(
        "charter/signatures.html",
        error.status if error else 200,
        charter=charter,
        current=current,
        rows=rows,
        who=who,
        states=words.standings(),
        counts={state: sum(one.state == state for one in rows) for state in STATES},
        spoken=spoken,
        mine={one.place_id: one.state for one in rows},
        problem=sentence(error) if error else "",
    )


@blueprint.get("/charters/<slug>/v<version>/sign", endpoint="sign_form")
def sign_form(slug: str, version: str) -> Response:
    """The whole text, and the form under it."""
    charter = queries.by_slug(slug)
    return _form(charter, queries.numbered_as(charter.id, version))


@blueprint.post("/charters/<slug>/v<version>/sign")
def sign(slug: str, version: str) -> AnyResponse:
    """Sign it for a place."""
    charter = queries.by_slug(slug)
    require(current_actor(), May.DISCUSS, policy())
    found = queries.numbered_as(charter.id, version)
    place, shown_hash = (request.form.get(name, "")[:100] for name in ("place", "hash"))
    try:
        if not _was_opened(found):
            raise Conflict("signature_unread")
        service.sign(current_actor(), slug, version, place.replace("\x00", ""), shown_hash)
    except Refused:
        raise
    except WikiError as error:
        return _form(charter, found, error)
    return redirect(url_for(".signatures", slug=slug), 303)


@blueprint.post("/charters/<slug>/signatures/withdraw")
def withdraw(slug: str) -> AnyResponse:
    """Take a signature back."""
    charter = queries.by_slug(slug)
    place = request.form.get("place", "")[:100].replace("\x00", "")
    try:
        service.withdraw(current_actor(), slug, place)
    except Refused:
        raise
    except WikiError as error:
        return _register(charter, error)
    return redirect(url_for(".signatures", slug=slug), 303)


def _form(charter: Charter, version: Version, error: WikiError | None = None) -> Response:
    actor = current_actor()
    spoken = [
        (one.place, signed.standing_of(charter, one.place))
        for one in signed.spoken_for(charter, actor.member_id)
    ]
    waiting = [(place, last) for place, last in spoken if last.state != UP_TO_DATE]
    blocks = queries.frozen_blocks(version)
    before = _before(version, [last for _, last in waiting])
    return answer(
        "charter/sign.html",
        error.status if error else 200,
        charter=charter,
        version=version,
        blocks=shown(blocks, charter.title),
        changed=_changed(before, blocks),
        places=[(place.uid, place.title) for place, _ in waiting],
        signed_for=[place.title for place, last in spoken if last.state == UP_TO_DATE],
        is_member=actor.member_id is not None,
        place=request.values.get("place", "")[:100].replace("\x00", ""),
        opened=_signer().dumps([version.hash, actor.member_id]),
        problem=sentence(error) if error else "",
    )


def _before(version: Version, standings: list[signed.Standing]) -> Version | None:
    """The version that was signed before, when it is the same for all that may sign now."""
    ids = {one.last.version_id for one in standings if one.last}
    found = reading().get(Version, ids.pop()) if len(ids) == 1 else None
    return None if found is None or found.id == version.id else found


def _changed(before: Version | None, blocks: tuple[Numbered, ...]) -> dict[str, str]:
    """What became of each block since: `new` or `changed`, by its anchor."""
    if before is None:
        return {}
    had = {one.block.id: one.block for one in queries.frozen_blocks(before)}
    return {
        anchor(one.block.id): "changed" if one.block.id in had else "new"
        for one in blocks
        if had.get(one.block.id) != one.block
    }


def _was_opened(version: Version) -> bool:
    """Whether the text was shown to who signs, not long ago."""
    try:
        told = _signer().loads(request.form.get("opened", "")[:500], max_age=_OPENED)
    except BadSignature:
        return False
    return bool(told == [version.hash, current_actor().member_id])


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="wiki.charter.opened")
