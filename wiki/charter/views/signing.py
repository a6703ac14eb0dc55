"""The form under the whole text, by which who speaks for a place signs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, current_app, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.charter.models import Annex, Charter, Version
from wiki.charter.queries import annexes
from wiki.charter.queries import charters as queries
from wiki.charter.queries import signatures as signed
from wiki.charter.queries.signatures import Standing
from wiki.charter.rules.blocks import anchor
from wiki.charter.rules.changes import Changed, changes
from wiki.charter.rules.signatures import UP_TO_DATE
from wiki.charter.service import signatures as service
from wiki.charter.views import amendment_words, annex_words, words
from wiki.charter.views.amendment_texts import said
from wiki.charter.views.blueprint import blueprint
from wiki.charter.views.texts import shown
from wiki.kernel.db import reading
from wiki.kernel.errors import Conflict, Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.merge.diff import diff
from wiki.pages.models import Page
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.differences import in_one_column
from wiki.web.language import in_language
from wiki.web.safe import safe
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: How long a text that was opened may be signed, in seconds.
_OPENED = 24 * 3600


class Signing(NamedTuple):
    """What a place is to sign: since which version it last signed, and with which answers."""

    place: Page
    standing: Standing
    before: Version | None
    annex: Annex | None

    def opened(self, version: Version, member_id: int | None) -> list[object]:
        """What has been seen once the form is shown: the text, and what changed in it since."""
        before = self.before.hash if self.before else ""
        return [version.hash, before, self.place.uid, member_id]


@blueprint.get("/charters/<slug>/v<version>/sign", endpoint="sign_form")
def sign_form(slug: str, version: str) -> Response:
    """The whole text, what changed since the place signed last, and the form under it."""
    charter = queries.by_slug(slug)
    return _form(charter, queries.numbered_as(charter.id, version))


@blueprint.post("/charters/<slug>/v<version>/sign")
def sign(slug: str, version: str) -> AnyResponse:
    """Sign it for a place."""
    charter = queries.by_slug(slug)
    require(current_actor(), May.DISCUSS, policy())
    found = queries.numbered_as(charter.id, version)
    shown_hash, annex = (request.form.get(name, "")[:100] for name in ("hash", "annex"))
    try:
        if not _was_opened(charter, found):
            raise Conflict("signature_unread")
        service.sign(current_actor(), slug, version, _place(), shown_hash, annex)
    except Refused:
        raise
    except WikiError as error:
        return _form(charter, found, error)
    return redirect(url_for(".signatures", slug=slug), 303)


def _place() -> str:
    return request.values.get("place", "")[:100].replace("\x00", "")


def _form(charter: Charter, version: Version, error: WikiError | None = None) -> Response:
    actor = current_actor()
    spoken = _spoken(charter, version)
    waiting = [one for one in spoken if one.standing.state != UP_TO_DATE]
    one = _chosen(waiting)
    blocks = queries.frozen_blocks(version)
    found = changes(queries.frozen_blocks(one.before), blocks) if one and one.before else []
    changed = [each for each in found if each.kinds]
    form = annexes.form(charter.id) if one else None
    sheet = annexes.said(one.annex if one else None)
    return answer(
        "charter/sign.html",
        error.status if error else 200,
        charter=charter,
        version=version,
        blocks=shown(blocks, charter.title),
        since=one.before if one else None,
        changes=[_marked(each) for each in changed],
        changed={
            anchor(each.id): "changed" if each.before else "new" for each in changed if each.after
        },
        places=[(each.place.uid, each.place.title) for each in waiting],
        signed_for=[each.place.title for each in spoken if each.standing.state == UP_TO_DATE],
        is_member=actor.member_id is not None,
        one=one,
        answers=annex_words.answers(form, sheet, {}) if form else [],
        missing=[in_language(each.labels) for each in form.missing(sheet)] if form else [],
        opened=_signer().dumps(one.opened(version, actor.member_id)) if one else "",
        problem=sentence(error) if error else "",
    )


def _marked(one: Changed) -> tuple[str, list[str], Markup]:
    """A block that changed: what it is called, what became of it, its words marked."""
    stands, names = one.after or one.before, words.changes()
    before, after = (side.block if side else None for side in (one.before, one.after))
    html = in_one_column(diff(said(before), said(after)))
    return (
        amendment_words.name_of(stands) if stands else "",
        [names[kind] for kind in one.kinds],
        safe("") if one.kinds == ("moved",) else html,
    )


def _chosen(waiting: Sequence[Signing]) -> Signing | None:
    """The place that is to sign: the one that is named, or the only one."""
    named = next((one for one in waiting if one.place.uid == _place()), None)
    return named or (waiting[0] if len(waiting) == 1 else None)


def _spoken(charter: Charter, version: Version) -> list[Signing]:
    """The places for which who asks speaks."""
    return [
        _signing(charter, version, one.place)
        for one in signed.spoken_for(charter, current_actor().member_id)
    ]


def _signing(charter: Charter, version: Version, place: Page) -> Signing:
    standing = signed.standing_of(charter, place)
    last = standing.signed
    before = reading().get(Version, last.version_id) if last else None
    before = None if before is None or before.id == version.id else before
    return Signing(place, standing, before, annexes.head(charter.id, place.id))


def _was_opened(charter: Charter, version: Version) -> bool:
    """Whether the text was shown, with what changed since the place signed, not long ago."""
    actor = current_actor()
    one = next((one for one in _spoken(charter, version) if one.place.uid == _place()), None)
    if one is None:
        raise Refused("signature_mandate")
    try:
        told = _signer().loads(request.form.get("opened", "")[:500], max_age=_OPENED)
    except BadSignature:
        return False
    return bool(told == one.opened(version, actor.member_id))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="wiki.charter.opened")
