"""The people: who they are, their roles, closing and opening accounts."""

from __future__ import annotations

import csv
from io import StringIO

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.admin.views.blueprint import blueprint, form_page
from wiki.admin.views.scopes import named
from wiki.geography.communes import departments
from wiki.kernel import clock
from wiki.kernel.errors import Invalid, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, Role, require
from wiki.members import queries, rules
from wiki.members.queries import directory as shown
from wiki.members.service import people as service
from wiki.members.service.personal import erase_member
from wiki.pages.queries import pages
from wiki.places.exports.columns import neutral
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.role_names import role_names
from wiki.web.templates import answer


@blueprint.get("/admin/people")
def people() -> Response:
    """Everyone by name, closed accounts included."""
    require(current_actor(), May.MANAGE_PEOPLE, policy())
    search = request.args.get("q", "")[:100]
    after = request.args.get("after", type=key_given)
    found = queries.members_page(search=search, after=after)
    ids = {member.id for member in found.rows}
    return answer(
        "admin/people.html",
        members=found,
        search=search,
        roles=queries.roles_of(ids),
        addresses=queries.addresses_of(ids),
        role_names=role_names(),
    )


@blueprint.get("/admin/people.csv")
def people_csv() -> Response:
    """Everyone in a table to take away: no address."""
    require(current_actor(), May.MANAGE_PEOPLE, policy())
    piece, names, roles = StringIO(), departments(), role_names()
    writer = csv.writer(piece)
    writer.writerow(["nom", "rôle", "lieu", "département", "compétences", "entrée", "fermeture"])
    for one in shown.everyone(clock.now()):
        there = names[one.department].full_name if one.department in names else ""
        texts = (one.name, roles[Role(one.role or 0)], one.place, there, one.skills)
        days = (one.joined_at, one.deactivated_at)
        writer.writerow(
            [
                *(neutral(text) for text in texts),
                *(f"{day:%Y-%m-%d}" if day else "" for day in days),
            ]
        )
    response = Response("\ufeff" + piece.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="membres.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/admin/people/<uid>")
def person(uid: str) -> Response:
    """One person: roles, account."""
    require(current_actor(), May.MANAGE_PEOPLE, policy())
    return _page(uid)


def _page(uid: str, error: WikiError | None = None, **form: str) -> Response:
    member = queries.member_by_uid(uid)
    grants = queries.grants_of(member.id)
    where = named({grant.scope for grant in grants if grant.scope})
    everywhere = next((grant.role for grant in grants if not grant.scope), 0)
    return form_page(
        "admin/person.html",
        error,
        field="role",
        member=member,
        account=queries.account_of(member.id),
        role=Role(everywhere),
        scoped=[(one, where[one.scope]) for one in grants if one.scope],
        roles=[role for role in Role if role <= current_actor().role()],
        role_names=role_names(),
        form={"role": ""} | form,
        has_factor=queries.has_second_factor(member.id),
        told=request.args.get("told", ""),
    )


@blueprint.post("/admin/people/<uid>/role")
def grant(uid: str) -> AnyResponse:
    """Give a role everywhere, in the `page` of a title, or in a `scope` that is there already."""
    require(current_actor(), May.MANAGE_PEOPLE, policy())
    form = {name: request.form[name] for name in ("role", "page") if name in request.form}
    try:
        scope = _scope_of(form["page"]) if "page" in form else request.form.get("scope", "")
        service.grant(current_actor(), uid, rules.role_named(form.get("role", "")), scope)
    except WikiError as error:
        if error.status == 404:
            raise
        return _page(uid, error, **form)
    return _done(uid, "role")


def _scope_of(title: str) -> str:
    page = pages.find(title)
    if page is None:
        raise Invalid("page_missing", field="page", title=title)
    return f"page:{page.uid}"


@blueprint.post("/admin/people/<uid>/deactivate")
def deactivate(uid: str) -> AnyResponse:
    """Close an account."""
    require(current_actor(), May.MANAGE_PEOPLE, policy())
    try:
        service.deactivate(current_actor(), uid)
    except WikiError as error:
        if error.status == 404:
            raise
        return _page(uid, error)
    return _done(uid, "closed")


@blueprint.post("/admin/people/<uid>/erase")
def erase(uid: str) -> AnyResponse:
    """Erase what is kept of somebody."""
    require(current_actor(), May.MANAGE_PEOPLE, policy())
    try:
        erase_member(current_actor(), uid)
    except WikiError as error:
        if error.status == 404:
            raise
        return _page(uid, error)
    return redirect(url_for(".people"), 303)


@blueprint.post("/admin/people/<uid>/reactivate")
def reactivate(uid: str) -> AnyResponse:
    """Open it again."""
    service.reactivate(current_actor(), uid)
    return _done(uid, "opened")


def _done(uid: str, told: str) -> AnyResponse:
    return redirect(url_for("wiki.admin.person", uid=uid, told=told), 303)
