"""Writing pages over the API: the same acts as the forms."""

from __future__ import annotations

from typing import Any

from flask import request

from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.slugs import clean_title, title_key
from wiki.pages.api import shapes, sheets
from wiki.pages.api.blueprint import blueprint
from wiki.pages.queries import pages as queries
from wiki.pages.service import bin as bin_
from wiki.pages.service.license import license_page
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, EditConflict, EditHeld, Saved, save
from wiki.pages.sheets import SheetConflict, SheetInvalid
from wiki.pages.views.blueprint import page_at
from wiki.web import api
from wiki.web.actors import current_actor, place
from wiki.web.api_schema import component, record, text
from wiki.web.api_shapes import IDEMPOTENCY_KEY, idempotency_key

DELETED = component("Deleted", record({"title": text("Titre."), "uid": text("Identifiant.")}))
IF_MATCH = text("Numéro de la version lue (`ETag`) : refuse si la page a changé.", most=40)


@api.operation(
    blueprint,
    "POST",
    "/pages",
    "Créer une page",
    body=shapes.NEW_PAGE,
    headers={"Idempotency-Key": IDEMPOTENCY_KEY},
    answers={201: shapes.SAVED, 202: shapes.HELD},
    problems={409: shapes.CONFLICT, 422: sheets.INVALID},
)
def create(body: dict[str, Any]) -> api.Answer:
    """A page that did not exist."""
    title = clean_title(body["title"])
    page = queries.find(title)
    if page is not None and not idempotency_key():
        raise Conflict("title_taken", title=page.title)
    try:
        return _created(_save(title, body, 0))
    except EditHeld as held:
        return shapes.held(held), 202


@api.operation(
    blueprint,
    "PUT",
    "/pages/<path:title>",
    "Enregistrer une page",
    body=shapes.EDIT,
    headers={"If-Match": IF_MATCH, "Idempotency-Key": IDEMPOTENCY_KEY},
    answers={200: shapes.SAVED, 201: shapes.SAVED, 202: shapes.HELD},
    problems={409: shapes.CONFLICT, 412: None, 422: sheets.INVALID},
)
def write(title: str, body: dict[str, Any]) -> api.Answer:
    """A page with another text; merged when it has moved on, refused with the texts when not."""
    title = clean_title(title)
    if body["title"] is not None and title_key(clean_title(body["title"])) != title_key(title):
        raise Invalid("api_title")
    head = page.head if (page := queries.find(title)) else 0
    matched = _matched(head)
    base = body["base_revision"] if body["base_revision"] is not None else matched
    if base is None and head:
        raise Invalid("api_base")
    try:
        done = _save(title, body, base or 0)
    except EditHeld as held:
        return shapes.held(held), 202
    return _created(done) if done.revision.number == 1 and not head else shapes.saved(done)


@api.operation(
    blueprint,
    "DELETE",
    "/pages/<path:title>",
    "Mettre une page à la corbeille",
    parameters={"reason": text("Pourquoi.", most=500, default="")},
    headers={"If-Match": IF_MATCH},
    answers={200: DELETED},
    problems={412: None},
)
def delete(title: str, parameters: dict[str, Any]) -> api.Answer:
    """A page to the bin, from which it may come back."""
    page = page_at(title)
    _matched(page.head)
    gone = bin_.delete(current_actor(), page.uid, parameters["reason"])
    return {"title": gone.title, "uid": gone.uid}


@api.operation(
    blueprint,
    "POST",
    "/pages/<path:title>/rename",
    "Renommer une page",
    body=shapes.RENAMING,
    answers={200: shapes.SAVED},
    problems={409: shapes.CONFLICT},
)
def give_title(title: str, body: dict[str, Any]) -> api.Answer:
    """A page under another title; its old one leads to it."""
    page = page_at(title)
    revision = rename(current_actor(), page.uid, body["title"], body["summary"], place=place())
    return shapes.saved(Saved(queries.by_uid(page.uid), revision, is_new=True))


@api.operation(
    blueprint,
    "POST",
    "/pages/<path:title>/licence",
    "Dire la licence d’une page",
    body=shapes.LICENSING,
    answers={200: shapes.SAVED},
)
def license_(title: str, body: dict[str, Any]) -> api.Answer:
    """A page under its own licence, or the site's again."""
    page = page_at(title)
    how = {"place": place()}
    revision = license_page(current_actor(), page.uid, body["licence"], body["summary"], **how)
    return shapes.saved(Saved(queries.by_uid(page.uid), revision, is_new=True))


def _save(title: str, body: dict[str, Any], base: int) -> Saved:
    edit = Edit(
        title,
        body["body"],
        base,
        summary=body["summary"],
        is_minor=body["minor"],
        submission=idempotency_key(),
        place=place(),
        sheet=sheets.sent(title, body["infobox"], base),
    )
    try:
        return save(current_actor(), edit)
    except EditConflict as error:
        raise shapes.conflict(error, base) from error
    except SheetInvalid as error:
        raise sheets.invalid(error) from error
    except SheetConflict as error:
        raise sheets.conflict(error, title, base) from error


def _created(done: Saved) -> api.Answer:
    shown = shapes.saved(done)
    return shown, 201, {"Location": shown["url"]}


def _matched(head: int) -> int | None:
    """The number that `If-Match` names, when it does; refuses when it is not the newest."""
    header = request.headers.get("If-Match", "")
    if not header:
        return None
    if header.strip() == "*" and head:
        return head
    if api.etag_number(header) != head:
        raise api.Stale("api_changed", number=head)
    return head
