"""The members, for those who read; and who may do what."""

from __future__ import annotations

from flask import Response, jsonify, request

from wiki.geography.communes import departments
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import Actor, Grant, May, Role, why_not
from wiki.members import queries, rules
from wiki.members.queries import directory as shown
from wiki.members.views.blueprint import blueprint
from wiki.site.queries import policy
from wiki.web.actors import current_actor, require_writer
from wiki.web.role_names import role_names
from wiki.web.templates import answer


@blueprint.get("/members")
def directory() -> Response:
    """The members who show themselves to who asks, by name, by place, skill or department."""
    asked = {name: request.args.get(name, "")[:100] for name in ("q", "skill", "department")}
    wanted = shown.Wanted(asked["q"], asked["skill"].strip(), asked["department"])
    after = request.args.get("after", type=key_given)
    return answer(
        "members/directory.html",
        members=shown.directory(wanted, current_actor(), after=after),
        asked=asked,
        departments=[
            (code, departments()[code].full_name)
            for code in shown.departments_told(current_actor())
            if code in departments()
        ],
        names=departments(),
    )


@blueprint.get("/members/suggest")
def suggest() -> Response:
    """Active members whose name begins like `?q=`, each with their page: offered after « @ »."""
    require_writer()
    search = request.args.get("q", "").strip()[:100]
    found = queries.members_like(search) if search else []
    return jsonify([{"name": one.name, "url": f"/members/{one.uid}"} for one in found])


@blueprint.get("/members/<uid>")
def profile(uid: str) -> Response:
    """Who a member is, and what the other subjects say of them."""
    member = queries.member_by_uid(uid)
    role = queries.roles_of({member.id}).get(member.id, Role.VISITOR)
    actor, said = current_actor(), shown.profile_of(member.id)
    is_member, is_own = actor.member_id is not None, actor.member_id == member.id
    found = departments().get(said.department)
    return answer(
        "members/profile.html",
        member=member,
        role=role_names()[role],
        is_shown=rules.sees(said.shown_to, is_member=is_member, is_own=is_own),
        shown_to=said.shown_to,
        skills=[one for one in said.skills.split(", ") if one],
        department=found,
    )


@blueprint.get("/rights")
def rights() -> Response:
    """Who may do what on this site, and what widens or narrows it."""
    return answer(
        "members/rights.html",
        rights=list(May),
        roles=list(Role),
        role_names=role_names(),
        policy=policy(),
        can=_can,
    )


def _can(role: Role, right: May) -> bool:
    somebody = Actor(member_id=0 if role else None, grants=(Grant(role),))
    return why_not(somebody, right, policy()) is None
