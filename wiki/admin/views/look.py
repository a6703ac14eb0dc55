"""The site's own tokens, as a stylesheet whose address changes when they do."""

from __future__ import annotations

import hashlib

from flask import Response, request, url_for
from markupsafe import Markup

from wiki.admin.queries import site_stylesheet
from wiki.admin.views.blueprint import door
from wiki.web.templates import render_fragment

YEAR = 365 * 24 * 3600


@door.get("/site.css")
def stylesheet() -> Response:
    """The tokens; kept by browsers for good under the address that names what they are."""
    css = site_stylesheet()
    response = Response(css, content_type="text/css; charset=utf-8")
    if request.args.get("v") == _version(css):
        response.cache_control.public = True
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    return response


def stylesheet_link() -> Markup | None:
    """The link for the head of every page; nothing when the site has the product's own tokens."""
    css = site_stylesheet()
    if not css:
        return None
    address = url_for("wiki.admin.door.stylesheet", v=_version(css))
    return render_fragment("admin/stylesheet_link.html", address=address)


def _version(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:12]
