"""Files over HTTP: the list, the file's page, sending, and the contents themselves."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, redirect, request, send_file, url_for
from werkzeug import Response

from wiki.files import queries, rules
from wiki.files.inspection import EXTENSIONS, Content
from wiki.files.models import File
from wiki.files.service import add, manage, thumbnails
from wiki.kernel.db import state
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import Actor, May, require, why_not
from wiki.site.queries import policy, setting
from wiki.site.service import change_settings
from wiki.web.actors import current_actor, require_writer
from wiki.web.room import takes
from wiki.web.templates import answer

blueprint = Blueprint("files", __name__)

#: Files offered while one types.
_OFFERED = 8
_YEAR = 365 * 24 * 3600
#: Room for the other fields of the form, in octets.
_FIELDS = 100_000
# A sandboxed PDF is not shown by the viewers of browsers, which keep its scripts in themselves.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_SANDBOX = f"{_POLICY}; sandbox"


def _room() -> int:
    return int(state().options["WIKI_FILE_SIZE"]) + _FIELDS


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
        "files/listing.html", files=found, search=search, in_bin=in_bin, thumbnail=_thumbnail_url
    )


@blueprint.get("/files/new")
def new() -> Response:
    """The form to send a file."""
    require(current_actor(), May.UPLOAD, policy())
    return answer(
        "files/new.html",
        limit=state().options["WIKI_FILE_SIZE"],
        accepted=",".join(EXTENSIONS),
        page=request.args.get("page", ""),
    )


@blueprint.post("/files")
@takes(_room)
def send() -> Response:
    """Keep a file: 201 and JSON for a program, the file's page for a person."""
    file = add.add(current_actor(), _incoming())
    if any(value == "text/html" for value, _quality in request.accept_mimetypes):
        return redirect(url_for("wiki.files.show", uid=file.uid), 303)
    response = jsonify(as_json(file))
    response.status_code = 201
    response.headers["Location"] = _content_url(file)
    return response


def _incoming() -> add.Incoming:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Invalid("file_none")
    page = request.form.get("page") or None
    return add.Incoming(sent.filename, sent.stream.read(), _description(), page)


def _description() -> rules.Description:
    fields = (request.form.get(name, "") for name in ("alt", "credit", "licence"))
    return rules.Description(*fields)


def as_json(file: File) -> dict[str, object]:
    """What the editor and programs are told about a file."""
    content = Content(file.media_type, file.width, file.height)
    # Without the prefix of this wiki: a text stays true wherever it is served.
    written = f"/files/{file.uid}/{file.name}"
    return {
        "uid": file.uid,
        "name": file.name,
        "url": _content_url(file),
        "thumbnail_url": _thumbnail_url(file),
        "markdown": rules.markdown(file.name, written, content, file.alt),
        "size": file.size,
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
    }


@blueprint.get("/files/suggest")
def suggest() -> Response:
    """The newest files whose name, alternative text or credit holds the words of `?q=`, in JSON:
    offered where a form names one."""
    require_writer()
    search = request.args.get("q", "").strip()[:100]
    found = queries.listing(search, size=_OFFERED).rows if search else []
    return jsonify([{"label": one.name, "text": f"{one.name} ({one.uid})"} for one in found])


@blueprint.get("/files/<uid>")
def show(uid: str) -> Response:
    """The page of a file: what it is, who made it, where it is used."""
    file = _visible(current_actor(), uid)
    content = Content(file.media_type, file.width, file.height)
    written = f"/files/{file.uid}/{file.name}"
    return answer(
        "files/show.html",
        file=file,
        kind=rules.kind_of(file.media_type),
        uploader=queries.uploader(file),
        pages=queries.pages_using(file),
        markdown=rules.markdown(file.name, written, content, file.alt),
        image=_thumbnail_url(file, rules.LARGE),
        url=_content_url(file),
    )


@blueprint.post("/files/<uid>")
def describe(uid: str) -> Response:
    """Change what is said about a file."""
    manage.redescribe(current_actor(), uid, _description())
    return redirect(url_for("wiki.files.show", uid=uid), 303)


@blueprint.post("/files/<uid>/delete")
def delete(uid: str) -> Response:
    """Put a file in the bin."""
    manage.delete(current_actor(), uid, request.form.get("reason", ""))
    restores = why_not(current_actor(), May.RESTORE, policy()) is None
    where = url_for("wiki.files.show", uid=uid) if restores else url_for("wiki.files.listing")
    return redirect(where, 303)


@blueprint.post("/files/<uid>/restore")
def restore(uid: str) -> Response:
    """Take a file out of the bin."""
    manage.restore(current_actor(), uid)
    return redirect(url_for("wiki.files.show", uid=uid), 303)


@blueprint.get("/files/<uid>/<name>")
def content(uid: str, name: str) -> Response:
    """The file itself."""
    file = _visible(current_actor(), uid)
    if name != file.name:
        return redirect(_content_url(file), 301)
    path = queries.content_path(file)
    if not path.is_file():
        raise Missing("file_missing")
    response = send_file(
        path,
        file.media_type,
        as_attachment=file.media_type not in rules.SHOWN_INLINE,
        download_name=file.name,
        etag=file.sha256,
        last_modified=file.created_at,
        max_age=_YEAR,
    )
    return _guarded(response, file)


@blueprint.get("/files/<uid>/<int:width>/<name>")
def thumbnail(uid: str, width: int, name: str) -> Response:
    """The image, smaller; its name is there for people only."""
    file = _visible(current_actor(), uid)
    del name
    path = thumbnails.path(file, width)
    etag = f"{file.sha256}-{width}"
    response = send_file(path, thumbnails.MEDIA_TYPE, etag=etag, max_age=_YEAR)
    return _guarded(response, file)


def _visible(actor: Actor, uid: str) -> File:
    """The file, if the actor may see it: those in the bin are the moderation's."""
    require(actor, May.READ, policy())
    return queries.get(uid, deleted=why_not(actor, May.RESTORE, policy()) is None)


def _guarded(response: Response, file: File) -> Response:
    """Nothing active runs from our address; only a public, living file goes to shared caches."""
    sandboxed = file.is_image or file.media_type not in rules.SHOWN_INLINE
    response.headers["Content-Security-Policy"] = _SANDBOX if sandboxed else _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    cache = response.cache_control
    if policy().is_private or file.deleted_at is not None:
        cache.clear()
        cache.private, cache.no_cache = True, True
    else:
        cache.public, cache.immutable = True, True
    return response


def _content_url(file: File) -> str:
    return url_for("wiki.files.content", uid=file.uid, name=file.name)


def _thumbnail_url(file: File, wanted: int = rules.SMALL) -> str | None:
    """The address of an image of about that width, None for a document."""
    if not file.is_image:
        return None
    width = thumbnails.shown_width(file, wanted)
    if width is None:
        return _content_url(file)
    return url_for("wiki.files.thumbnail", uid=file.uid, width=width, name=file.name)


@blueprint.get("/logo")
def logo() -> Response:
    """The logo, for everyone: a private wiki shows it at its door."""
    file = queries.find(str(setting("logo")))
    if file is None or file.deleted_at is not None or not file.is_image:
        raise Missing("file_missing")
    path = thumbnails.path(file, rules.SMALL)
    etag = f"{file.sha256}-logo"
    response = send_file(path, thumbnails.MEDIA_TYPE, etag=etag, max_age=300)
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.cache_control.public = True
    return response


@blueprint.get("/admin/logo")
def logo_form() -> Response:
    """Choose the logo."""
    require(current_actor(), May.MANAGE_SITE, policy())
    file = queries.find(str(setting("logo")))
    return answer("files/logo.html", file=file, accepted=_images())


@blueprint.post("/admin/logo")
@takes(_room)
def set_logo() -> Response:
    """Send a logo, or go back to the first one."""
    actor = current_actor()
    require(actor, May.MANAGE_SITE, policy())
    uid = ""
    if "remove" not in request.form:
        uid = add.add(actor, replace(_incoming(), image_only=True)).uid
    change_settings(actor, {"logo": uid})
    return redirect(url_for("wiki.files.logo_form"), 303)


def _images() -> str:
    return ",".join(name for name in EXTENSIONS if name.startswith("image/"))
