"""The page that welcomes a member."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.members.service.people import own_member
from wiki.site.queries import setting
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.welcome import queries, rules, service
from wiki.welcome.views.blueprint import blueprint
from wiki.welcome.views.words import said


@blueprint.get("/welcome")
def first_steps() -> Response:
    """Three tasks of two minutes, ticked from what the wiki knows."""
    actor = current_actor()
    member_id = own_member(actor).id
    found = queries.tasks(actor)
    return answer(
        "welcome/steps.html",
        name=actor.name,
        site=setting("name"),
        home=setting("home_page"),
        tasks=[said(one) for one in found],
        done=sum(one.is_done for one in found),
        are_done=rules.are_done(found),
        is_put_aside=queries.is_put_aside(member_id),
    )


@blueprint.get("/welcome/first")
def arrive() -> AnyResponse:
    """Where somebody goes who signs in for the first time: here, unless they want it no more."""
    if queries.is_put_aside(own_member(current_actor()).id):
        return redirect(url_for("wiki.pages.home"))
    return redirect(url_for(".first_steps"))


@blueprint.post("/welcome")
def put_aside() -> AnyResponse:
    """Put them aside, or take them again."""
    again = "again" in request.form
    do = service.take_up if again else service.put_aside
    do(current_actor())
    return redirect(url_for(".first_steps") if again else url_for("wiki.pages.home"), 303)
