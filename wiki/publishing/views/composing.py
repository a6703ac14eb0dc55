"""Composing a booklet: its title, its chapters and their order; publishing it."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.queries import charters
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import TITLE_LENGTH
from wiki.pages.queries import pages
from wiki.publishing import queries, rules, service
from wiki.publishing.models import Booklet
from wiki.publishing.rules import Entry
from wiki.publishing.service import Change, Named
from wiki.publishing.views.blueprint import blueprint
from wiki.publishing.views.chapters import explained
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer, page_url
from wiki.web.wording import sentence


class Line(NamedTuple):
    """A chapter in the form: its key, its name, what it is, where it leads."""

    key: str
    name: str
    kind: str
    url: str


@blueprint.get("/new", endpoint="new_form")
def new_form() -> Response:
    """The form of a new booklet."""
    require(current_actor(), May.PUBLISH, policy())
    return answer("publishing/new.html", title="", summary="", errors={})


@blueprint.post("/new", endpoint="make")
def make() -> AnyResponse:
    """Make it, or show the form again with what was typed."""
    title, summary = _typed()
    try:
        booklet = service.make(current_actor(), title, summary)
    except WikiError as error:
        if error.status == 403:
            raise
        errors = {error.params.get("field", "title"): sentence(error)}
        return answer(
            "publishing/new.html", error.status, title=title, summary=summary, errors=errors
        )
    return redirect(url_for(".compose_form", uid=booklet.uid), 303)


@blueprint.get("/<uid>/edit", endpoint="compose_form")
def form(uid: str) -> Response:
    """The form to compose a booklet."""
    require(current_actor(), May.PUBLISH, policy())
    booklet = queries.by_uid(uid)
    return _form(booklet, Named(booklet.title, booklet.summary))


@blueprint.post("/<uid>/edit", endpoint="compose")
def compose(uid: str) -> AnyResponse:
    """Name it, and do what the button says: `add:page`, `up:page:<uid>`, `publish`…"""
    title, summary = _typed()
    shown = _typed("was_") if "was_title" in request.form else None
    done, _, of = request.form.get("do", "").partition(":")
    try:
        change = _change(done, of)
        service.compose(current_actor(), uid, title, summary, change, shown=shown)
        if done == "publish":
            edition = service.publish(current_actor(), uid, explained)
            return redirect(url_for(".edition", uid=uid, number=edition.number), 303)
    except WikiError as error:
        if error.status in (403, 404):
            raise
        return _form(queries.by_uid(uid), Named(title, summary), error)
    where = "compose_form" if done else "one"
    return redirect(url_for(f".{where}", uid=uid, _anchor="chapitres" if done else None), 303)


def _typed(prefix: str = "") -> Named:
    return Named(*(request.form.get(prefix + name, "") for name in Named._fields))


def _change(done: str, of: str) -> Change | None:
    if done == "add":
        given = request.form.get(of, "").replace("\x00", "")[: 2 * TITLE_LENGTH]
        return Change(done, of, given.strip())
    return Change(done, "", of) if done in ("up", "down", "remove") else None


def _form(booklet: Booklet, typed: Named, error: WikiError | None = None) -> Response:
    held = rules.entries(booklet.entries)
    there = {one.key for one in held}
    said = sentence(error) if error else ""
    return answer(
        "publishing/compose.html",
        error.status if error else 200,
        booklet=booklet,
        title=typed.title,
        summary=typed.summary,
        lines=[_line(one) for one in held],
        versions=[
            (one.uid, gettext("%(title)s, version %(number)s", title=one.title, number=one.number))
            for one in queries.frozen_versions()
            if f"{rules.CHARTER}:{one.uid}" not in there
        ],
        has_glossary=rules.Entry(rules.GLOSSARY).key in there,
        page=request.form.get("page", "") if error else "",
        errors={error.params.get("field", "title"): said} if error else {},
    )


def _line(one: Entry) -> Line:
    if one.kind == rules.GLOSSARY:
        return Line(
            one.key, gettext("Lexique"), gettext("les mots que les chapitres expliquent"), ""
        )
    if one.kind == rules.CHARTER:
        version = charters.by_uid(one.uid)
        charter = charters.charter_of(version)
        told = gettext("charte, version %(number)s", number=version.number)
        url = url_for("wiki.charter.version", slug=charter.slug, version=version.number)
        return Line(one.key, charter.title, told, url)
    page = pages.by_uid(one.uid)
    told = gettext("à la corbeille") if page.deleted_at else gettext("page")
    return Line(one.key, page.title, told, page_url(page.title))
