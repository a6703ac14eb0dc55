"""Inviting: by link or by mail, the list, again, and taking back."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, Role, require
from wiki.members import queries, rules
from wiki.members.forms import typed, whole
from wiki.members.models import Invitation
from wiki.members.service import invitations as service
from wiki.members.views import letters
from wiki.members.views.blueprint import blueprint, form_page
from wiki.site.queries import policy, setting
from wiki.web.actors import current_actor
from wiki.web.role_names import role_names
from wiki.web.templates import may

_FIELDS = ("email", "role", "days", "uses")
_EMPTY = {"email": "", "role": "member", "days": "14", "uses": "1"}


@blueprint.get("/invitations")
def invitations() -> Response:
    """The invitations that one may see, and the form for a new one."""
    return _page()


def _page(error: WikiError | None = None, *, link: str = "", **form: str) -> Response:
    actor = current_actor()
    require(actor, May.INVITE, policy())
    own = None if may("MANAGE_PEOPLE") else actor.member_id
    found = queries.invitations(own, before=request.args.get("before", type=key_given))
    return form_page(
        "members/invitations.html",
        error,
        field="email",
        invitations=found,
        names=queries.names({row.inviter_id for row in found.rows if row.inviter_id}),
        state_of=_state_of,
        role_names=role_names(),
        offers=_offers(),
        link=link,
        form=_EMPTY | form,
        joining=setting("joining"),
    )


def _offers() -> list[Role]:
    offered = []
    for role in list(Role)[1:]:
        try:
            rules.check_offer(current_actor(), role)
        except Refused:
            continue
        offered.append(role)
    return offered


def _state_of(invitation: Invitation) -> str:
    if invitation.revoked_at is not None:
        return "revoked"
    if invitation.uses_left == 0:
        return "used"
    return "open" if invitation.expires_at > clock.now() else "expired"


@blueprint.post("/invitations")
def invite() -> Response:
    """Make an invitation: this answer is the only one that shows its link."""
    form = typed(*_FIELDS)
    actor = current_actor()
    many = form["uses"] == "many"
    try:
        token = service.invite(
            actor,
            rules.role_named(form["role"]),
            email=form["email"].strip(),
            write=letters.invitation(actor.name),
            days=whole("days", 14),
            uses=None if many else whole("uses", 1),
        )
    except WikiError as error:
        if error.code in ("sign_in_first", "stewards_only", "private_wiki"):
            raise
        return _page(error, **form)
    return _page(link=letters.public_url("wiki.members.door.invitation", token=token))


@blueprint.post("/invitations/<uid>/again")
def invite_again(uid: str) -> Response:
    """A new link for an invitation, sent again when it goes by mail."""
    actor = current_actor()
    token = service.invite_again(actor, uid, letters.invitation(actor.name))
    return _page(link=letters.public_url("wiki.members.door.invitation", token=token))


@blueprint.post("/invitations/<uid>/revoke")
def revoke(uid: str) -> AnyResponse:
    """Take an invitation back."""
    service.revoke(current_actor(), uid)
    return redirect(url_for("wiki.members.invitations"), 303)
