"""Reading a page: the newest revision, or an old one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, redirect, request
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.db import state
from wiki.kernel.errors import Missing
from wiki.kernel.pager import key_given
from wiki.kernel.slugs import TITLE_LENGTH, address_of, clean_title, path_segment, title_key
from wiki.pages.queries import history, links
from wiki.pages.queries import pages as queries
from wiki.pages.queries.authors import authors_until
from wiki.pages.queries.compared import versions
from wiki.pages.queries.joinings import joined_at
from wiki.pages.queries.pages import Glance, Shown
from wiki.pages.rules import why_not_edit
from wiki.pages.service.blame import Told
from wiki.pages.views.blueprint import blueprint, page_at, past_at, revision_number
from wiki.pages.views.margin import with_authors
from wiki.pages.views.missing import moved, show_elsewhere, without_slash
from wiki.site.queries import licence_of, policy, setting, stamp
from wiki.web.actors import current_actor, is_anonymous_reader, let_in
from wiki.web.answers import FOR_NOBODY, MARK, Answer
from wiki.web.bytes_cache import BytesCache
from wiki.web.frames import alike, nobody_in_particular
from wiki.web.front import offer
from wiki.web.language import gettext
from wiki.web.moulds import cast
from wiki.web.pieces import time
from wiki.web.rendering import (
    alternates,
    compare_renderings,
    looks,
    render_text,
    rendering_of,
    under_this_root,
)
from wiki.web.rows import row
from wiki.web.safe import safe
from wiki.web.slots import Open, slot
from wiki.web.templates import answer, may, page_url, render_fragment

_HEADERS = {"Cache-Control": "no-cache", "Vary": "Cookie, Accept-Language"}


@blueprint.get("/")
def home() -> AnyResponse:
    """The home page of the network."""
    return redirect(page_url(setting("home_page")))


@blueprint.get("/wiki/<path:title>", endpoint="show")
def show_page(title: str) -> AnyResponse:
    """A page, or its revision `?rev=<n>`. With a slash too many, its address is without."""
    if title.endswith("/"):
        let_in()
        return without_slash(clean_title(title.rstrip("/")))
    is_plain = not request.query_string
    glance = None if "rev" in request.args else queries.glance(clean_title(title))
    is_its_address = glance is not None and address_of(glance.title) == title
    is_for_all = is_plain and is_its_address and is_anonymous_reader()
    if glance and is_for_all and (kept := _kept(glance)):
        return kept
    under = stamp()  # of the settings by which its reader is let in
    let_in()
    if "rev" in request.args:
        return _show_revision(title)
    if glance is None:
        return show_elsewhere(clean_title(title))
    if not is_its_address:
        return moved(glance.title)
    if is_for_all:
        return _same_for_all(glance, under)
    if is_plain:
        return _same_for_alike(glance, under)
    return make_response(Open(_html(_shown(glance.title))).fill())


@blueprint.get("/wiki/<path:title>/raw")
def raw(title: str) -> Response:
    """The source of a page as plain text."""
    is_past = "rev" in request.args or request.args.get("redirect") == "no"
    page = past_at(title) if is_past else page_at(title)
    number = revision_number(request.args.get("rev", str(page.head)))
    body = queries.text_at(page, number)
    return Response(body, content_type="text/plain; charset=utf-8")


@blueprint.get("/wiki/<path:title>/backlinks")
def backlinks(title: str) -> Response:
    """The pages that link to this one."""
    page = page_at(title)
    after = request.args.get("after", 0, type=key_given)
    return answer(
        "pages/backlinks.html",
        page=page,
        linking=links.backlinks(page, after=after),
        redirects=queries.redirects_to(page.id),
    )


def _key(glance: Glance) -> tuple[object, ...]:
    return (alike(), glance.id, glance.head, glance.stamp, glance.site_stamp)


def _cache(name: str) -> BytesCache[Any]:
    return state().keep(f"pages.{name}", BytesCache)  # type: ignore[no-any-return]


def _kept(glance: Glance) -> Response | None:
    """The answer from memory. What is there was public under the same settings, by their stamp."""
    found = _cache("bytes").get(_key(glance))
    return None if found is None else _response(found)


def _same_for_all(glance: Glance, under: int) -> Response:
    """The answer to a visitor, made and kept."""
    html, glance, is_steady = _made(glance, under)
    key = _key(glance)
    etag = hashlib.blake2s(repr(key).encode(), digest_size=12).hexdigest()
    made = Answer(glance, title_key(glance.title), etag, html.fill())
    if is_steady and FOR_NOBODY not in request.environ:
        _cache("bytes").put(key, made)
    return _response(made, may_be_kept=is_steady)


def _same_for_alike(glance: Glance, under: int) -> Response:
    """The page for those who may do the same, with what is this reader's own put in."""
    html = _cache("html").get(_key(glance))
    if html is None:
        html, glance, is_steady = _made(glance, under)
        if is_steady:
            _cache("html").put(_key(glance), html)
    elif glance.site_stamp == under:
        offer(html, glance)
    about = {"page": glance}
    return make_response(html.fill({"page.reader": about, "page.followed": about}))


def _made(glance: Glance, under: int) -> tuple[Open, Glance, bool]:
    """The page with its late slots still open, what it shows, and whether that may be kept."""
    shown = _shown(glance.title)
    glance = shown.page
    with nobody_in_particular():
        html = _html(shown)
    # Nothing moved meanwhile, nor the settings since its reader was let in.
    is_steady = queries.glance(glance.title) == glance and glance.site_stamp == under
    return Open(html), glance, is_steady


def _response(answer: Answer, *, may_be_kept: bool = True) -> Response:
    is_known = answer.etag in request.headers.get("If-None-Match", "")
    body, status = (b"", 304) if is_known else (answer.body, 200)
    response = Response(body, status, content_type="text/html; charset=utf-8")
    response.headers.extend({"ETag": f'W/"{answer.etag}"', **_HEADERS})
    if may_be_kept:
        request.environ[MARK] = answer
    return response


def _shown(title: str) -> Shown:
    """A page with its rendering, made again first when it is stale: its stamp moves."""
    found = queries.shown(title)
    if found and found.html is None:
        kept = rendering_of(queries.by_uid(found.page.uid))
        found = queries.shown(title)
        if found and found.html is None:  # stale again already
            return found._replace(html=kept.html, outline=kept.outline)
    if found is None:
        raise Missing("page_missing", title=title)
    return found


def _html(shown: Shown) -> str:
    """The screen of a page, its late slots still open."""
    page = shown.page
    line, noted = history.line(page, page.head), _noted(shown)
    why_not = why_not_edit(
        current_actor(), policy(), protection=shown.protection, title=page.title, uid=page.uid
    )
    outline, scope = _outline(shown), f"page:{page.uid}"
    values = {
        "page": page,
        "title": page.title,
        "name": page.title.rpartition("/")[2],
        "address": path_segment(page.title),
        "crumbs": row("pages/_page.html", "crumbs", page.title) if "/" in page.title else "",
        "alternates": _alternates(noted.html),
        "looks": looks_of(noted.html),
        "outline": outline,
        "told": _told(page, noted),
        "html": safe(noted.html),
        "css": f"prose {noted.css}" if noted.css else "prose",
        "moment": time(line.created_at, "moment") if line else "",
        "author": _signed(line) if line else "",
        "number": page.head,
        **_credited(page, line),
    }
    return cast(
        "pages/show.html",
        values,
        may_edit=not why_not,
        is_blank=not (why_not or noted.html.strip()),
        may_rename=may("RENAME", scope),
        may_license=may("LICENSE", scope),
        may_protect=may("PROTECT"),
        may_delete=may("DELETE", scope),
        is_noted=bool(noted.css),
        has_side=bool(outline or slot("page.aside", page=page).strip()),
        has_line=line is not None,
        has_author=bool(line and line.author_name),
    )


def _signed(line: history.Line) -> str:
    """Who wrote a revision, in words."""
    name = line.author_name or ""
    names = ", ".join(one.name for one in line.co_authors)
    return gettext("%(name)s avec %(others)s", name=name, others=names) if names else name


def _alternates(html: str) -> Markup | str:
    """The page in other languages, for programs."""
    found = alternates(html)
    return row("pages/_page.html", "alternates", found) if found else ""


def looks_of(html: str) -> Markup | str:
    """What the head of a screen loads for the pieces of the page."""
    styles, scripts = looks(html)
    return row("pages/_page.html", "looks", styles, scripts) if styles else ""


def _credited(page: Glance, line: history.Line | None) -> dict[str, Markup]:
    """Who wrote the page and under which licence it is, in words and for programs."""
    if line is None:
        return {"credit": safe(""), "described": safe("{}")}
    authors, licence = authors_until(page, page.head), licence_of(line.licence)
    # In the words of schema.org; without host, for the page may be kept for several.
    described = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": page_url(page.title),
        "headline": page.title,
        "inLanguage": "fr",
        "version": line.number,
        "dateModified": line.created_at.isoformat(),
        "license": licence.url or licence.name,
        "author": [{"@type": "Person", "name": name} for name in authors],
        "isPartOf": {"@type": "WebSite", "name": setting("name")},
    }
    credit = row("pages/_page.html", "credit", authors, licence)
    return {"credit": credit, "described": htmlsafe_json_dumps(described, ensure_ascii=False)}


def _outline(shown: Shown) -> Markup:
    """Where the headings lead, when there are several."""
    return render_fragment("pages/_outline.html", outline=shown.outline).strip()


@dataclass(frozen=True)
class _Noted:
    """The HTML of a page with what the address asks to note in it, and the class that shows it."""

    html: str
    css: str = ""
    since: int | None = None
    authors: Told | None = None


def _noted(shown: Shown) -> _Noted:
    page, html = shown.page, under_this_root(shown.html or "")
    if since := _since(page):
        return _Noted(_marked(page, since), "diff-rendered", since=since)
    if "authors" in request.args:
        margin = with_authors(page, html)
        return _Noted(margin.html, "with-margin", authors=margin.told)
    return _Noted(html)


def _told(page: Glance, noted: _Noted) -> Markup | str:
    """What the address asks to say above the page: where one comes from, what was saved."""
    if not request.query_string:
        return ""
    return render_fragment(
        "pages/_told.html",
        page=page,
        redirected_from=_redirected_from(page),
        saved=request.args.get("saved", type=int),
        merged_with=request.args.get("merged", type=int),
        kept=_kept_at(page),
        is_held=request.args.get("told") == "held",
        noted=noted,
    )


def _since(page: Glance) -> int | None:
    """The revision since which changes are to be marked, when it is one that has passed."""
    number = request.args.get("since", type=int)
    return number if number and 0 < number < page.head else None


def _marked(page: Glance, since: int) -> str:
    """The page with what was added and removed since a revision."""
    found = versions(page.title, since, page.head)
    if len(found) < 2:  # renamed or thrown away meanwhile
        raise Missing("page_missing", title=page.title)
    return compare_renderings(found[since].text, found[page.head].text)


def _kept_at(page: Glance) -> history.Line | None:
    """The revision that somebody chose everywhere over their own text, when they just did."""
    number = request.args.get("kept", type=int)
    return history.line(page, number) if number and 0 < number <= page.head else None


def _redirected_from(page: Glance) -> str:
    """The title that led here, when it is one that does."""
    if "from" not in request.args:
        return ""
    came_by = queries.redirect_of(request.args.get("from", "")[:TITLE_LENGTH])
    return came_by[0].title if came_by and came_by[1].id == page.id else ""


def _show_revision(title: str) -> Response:
    page = past_at(title)
    number = revision_number(request.args["rev"])
    line = history.line(page, number)
    if line is None:
        raise Missing("revision_missing", title=page.title, number=number)
    body = queries.text_at(page, number)
    rendered = render_text(body, page.title, number)
    return answer(
        "pages/revision.html",
        page=page,
        line=line,
        html=safe(rendered.html),
        looks=looks_of(rendered.html),
        outline=rendered.toc,
        authors=authors_until(page, number),
        joined=joined_at(page.title) if page.deleted_at else None,
    )
