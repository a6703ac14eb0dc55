"""Files over HTTP: the list, the file's page, and the contents themselves."""

from __future__ import annotations

import io

from flask import redirect, request, send_file
from werkzeug import Response

from wiki.files import queries, rules
from wiki.files.models import File, FileVersion
from wiki.files.service import thumbnails
from wiki.files.views.blueprint import (
    accepted,
    blueprint,
    content_url,
    description,
    markdown_of,
    thumbnail_url,
    wrong,
)
from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import Actor, May, require, why_not
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer

_YEAR, _HOUR = 365 * 24 * 3600, 3600
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
# A sandboxed PDF is not shown by the viewers of browsers, which keep its scripts in themselves. Our
# own pages show it in a frame.
_READ_IN_PAGES = _POLICY.replace("'none'; style", "'none'; object-src 'self'; style").replace(
    "ancestors 'none'", "ancestors 'self'"
)
SANDBOX = f"{_POLICY}; sandbox"


@blueprint.get("/files")
def listing() -> Response:
    """The files, the newest first; those in the bin for the moderation."""
    in_bin = "bin" in request.args
    if in_bin:
        require(current_actor(), May.RESTORE, policy())
    search = request.args.get("q", "")[:200]
    before = request.args.get("before", type=key_given)
    found = queries.listing(search, in_bin=in_bin, before=before)
    return answer(
        "files/listing.html",
        files=found,
        search=search,
        in_bin=in_bin,
        thumbnail=thumbnail_url,
        accepted=accepted(),
    )


@blueprint.get("/files/<uid>")
def show(uid: str) -> Response:
    """The page of a file: what it is, who made it, where it is used."""
    return page_of(_visible(current_actor(), uid))


def page_of(file: File, error: WikiError | None = None) -> Response:
    """The page of a file; of a form of it that is refused, with what was typed and why."""
    return answer(
        "files/show.html",
        error.status if error else 200,
        file=file,
        said=description() if "alt" in request.form else file,
        errors=wrong(error),
        kind=rules.kind_of(file.media_type),
        uploader=queries.uploader(file),
        pages=queries.pages_using(file),
        markdown=markdown_of(file),
        image=thumbnail_url(file, rules.LARGE),
        url=content_url(file),
        versions=queries.versions(file),
        accepted=file.media_type,
    )


@blueprint.get("/files/<uid>/<name>")
def content(uid: str, name: str) -> Response:
    """The file itself, or what it was at the version that `?v=` names."""
    file = _visible(current_actor(), uid)
    if name != file.name:
        return redirect(content_url(file), 301)
    made = _asked_for(file)
    path = queries.contents().path(made.sha256)
    if path is not None and not path.is_file():
        raise Missing("file_missing")
    response = send_file(
        path or io.BytesIO(queries.content(made)),
        file.media_type,
        as_attachment=file.media_type not in rules.SHOWN_INLINE or "download" in request.args,
        download_name=file.name,
        etag=made.sha256,
        last_modified=made.created_at,
        max_age=_YEAR if "v" in request.args else _HOUR,
    )
    return _guarded(response, file)


def _asked_for(file: File) -> File | FileVersion:
    number = request.args.get("v", type=key_given)
    return file if number in (None, file.version) else queries.version(file, int(number or 0))


@blueprint.get("/files/<uid>/<int:width>/<name>")
def thumbnail(uid: str, width: int, name: str) -> Response:
    """The image, smaller; its name is there for people only."""
    file = _visible(current_actor(), uid)
    del name
    made = _asked_for(file)
    path = thumbnails.path(made, width)
    etag = f"{made.sha256}-{width}"
    max_age = _YEAR if "v" in request.args else _HOUR
    response = send_file(path, thumbnails.MEDIA_TYPE, etag=etag, max_age=max_age)
    return _guarded(response, file)


def _visible(actor: Actor, uid: str) -> File:
    """The file, if the actor may see it: those in the bin are the moderation's."""
    require(actor, May.READ, policy())
    return queries.get(uid, deleted=why_not(actor, May.RESTORE, policy()) is None)


def _guarded(response: Response, file: File) -> Response:
    """Nothing active runs from our address; only a public, living file goes to shared caches."""
    sandboxed = file.is_image or file.media_type not in rules.SHOWN_INLINE
    response.headers["Content-Security-Policy"] = SANDBOX if sandboxed else _READ_IN_PAGES
    if not sandboxed:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    cache = response.cache_control
    if policy().is_private or file.deleted_at is not None:
        cache.clear()
        cache.private, cache.no_cache = True, True
    else:
        cache.public = True
        if "v" in request.args:  # a version never changes
            cache.immutable = True
    return response
