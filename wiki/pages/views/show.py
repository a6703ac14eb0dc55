"""Reading a page: the newest revision, or an old one."""

from __future__ import annotations

import hashlib

from flask import Response, make_response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.db import state
from wiki.kernel.errors import Missing
from wiki.kernel.slugs import address_of, clean_title, title_key
from wiki.pages.models import Page
from wiki.pages.queries import history, links
from wiki.pages.queries import pages as queries
from wiki.pages.rules import why_not_edit
from wiki.pages.views.blueprint import blueprint, page_at, revision_number
from wiki.site.queries import policy, setting
from wiki.web.actors import current_actor, is_anonymous_reader
from wiki.web.bytes_cache import BytesCache
from wiki.web.language import language
from wiki.web.rendering import render_text, rendering_of, under_this_root
from wiki.web.safe import safe
from wiki.web.templates import answer, page_url, render


@blueprint.get("/")
def home() -> AnyResponse:
    """The home page of the network."""
    return redirect(page_url(setting("home_page")))


@blueprint.get("/wiki/<path:title>", endpoint="show")
def show_page(title: str) -> AnyResponse:
    """A page, or its revision `?rev=<n>`."""
    if "rev" in request.args:
        return _show_revision(title)
    glance = queries.glance(clean_title(title))
    if glance is None:
        return _show_elsewhere(clean_title(title))
    if address_of(glance.title) != title:
        return redirect(page_url(glance.title, **request.args), 301)
    if is_anonymous_reader() and not request.args:
        return _same_for_all(glance)
    page = queries.by_uid(glance.uid)
    return answer("pages/show.html", **_shown(page))


@blueprint.get("/wiki/<path:title>/raw")
def raw(title: str) -> Response:
    """The source of a page as plain text."""
    page = page_at(title)
    number = revision_number(request.args.get("rev", str(page.head)))
    body = queries.text(queries.revision(page, number).text_sha256)
    return Response(body, content_type="text/plain; charset=utf-8")


@blueprint.get("/wiki/<path:title>/backlinks")
def backlinks(title: str) -> Response:
    """The pages that link to this one."""
    page = page_at(title)
    after = request.args.get("after", type=int)
    return answer(
        "pages/backlinks.html",
        page=page,
        linking=links.backlinks(page, after=after),
        redirects=queries.redirects_to(page.id),
    )


def _same_for_all(glance: queries.Glance) -> Response:
    """The bytes that every visitor gets, while no stamp has moved."""
    key = (request.script_root, language(), glance.id, glance.head, glance.stamp, glance.site_stamp)
    etag = hashlib.blake2s(repr(key).encode(), digest_size=12).hexdigest()
    response = make_response()
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Cookie, Accept-Language"
    if etag in request.if_none_match:
        response.status_code = 304
        return response
    cache: BytesCache = state().keep("pages.bytes", BytesCache)
    body = cache.get(key)
    if body is None:
        page = queries.by_uid(glance.uid)
        body = render("pages/show.html", **_shown(page)).encode("utf-8")
        if queries.glance(glance.title) == glance:  # nothing moved while it was made
            cache.put(key, body)
    response.data = body
    return response


def _shown(page: Page) -> dict[str, object]:
    kept = rendering_of(page)
    return {
        "page": page,
        "html": safe(under_this_root(kept.html)),
        "outline": kept.outline,
        "line": history.line(page, page.head),
        "why_not": why_not_edit(
            current_actor(), policy(), protection=page.protection, title=page.title, uid=page.uid
        ),
        "redirected_from": request.args.get("from", ""),
        "saved": request.args.get("saved", type=int),
        "merged_with": request.args.get("merged", type=int),
    }


def _show_elsewhere(title: str) -> AnyResponse:
    if found := queries.redirect_of(title):
        return redirect(page_url(found[1].title, **{"from": title}))
    lock = queries.title_lock(title)
    why_not = why_not_edit(
        current_actor(), policy(), protection=lock.protection if lock else "members", title=title
    )
    return answer(
        "pages/missing.html",
        404,
        title=title,
        why_not=why_not,
        linking=links.backlinks_to_title(title_key(title)),
    )


def _show_revision(title: str) -> Response:
    page = page_at(title)
    number = revision_number(request.args["rev"])
    line = history.line(page, number)
    if line is None:
        raise Missing("revision_missing", title=page.title, number=number)
    body = queries.text(queries.revision(page, number).text_sha256)
    rendered = render_text(body, page.title)
    return answer(
        "pages/revision.html",
        page=page,
        line=line,
        html=safe(rendered.html),
        outline=rendered.toc,
    )
