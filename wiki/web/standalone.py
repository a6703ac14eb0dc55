"""Addresses of the stand-alone wiki alone: is it alive, is it ready, where old addresses went."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel import migrations
from wiki.kernel.db import state
from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.slugs import clean_title
from wiki.web.templates import page_url

blueprint = Blueprint("standalone", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
def ready() -> Response:
    """The database answers, and is at the version of the code."""
    is_ready = migrations.is_current(state().database)
    said = "ready" if is_ready else "not ready: run wiki upgrade"
    return Response(f"{said}\n", 200 if is_ready else 503, content_type="text/plain; charset=utf-8")


@blueprint.get("/index.php")
def old_address() -> AnyResponse:
    """Links made when the pages were elsewhere still lead to them."""
    try:
        title = clean_title(request.args.get("title", ""))
    except WikiError as error:
        raise Missing("http_404") from error
    return redirect(page_url(title), 301)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines read pages, not histories and forms."""
    closed = ("/*/edit", "/*/diff", "/*/replay", "/search")
    lines = ("User-agent: *", *(f"Disallow: {path}" for path in closed), "")
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
