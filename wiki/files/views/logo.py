"""The logo of the wiki: shown to everyone, chosen by the administration."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, request, send_file, url_for
from werkzeug import Response

from wiki.files import queries, rules
from wiki.files.inspection import EXTENSIONS
from wiki.files.service import add, thumbnails
from wiki.files.views.blueprint import blueprint, incoming, room
from wiki.files.views.shown import SANDBOX
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import May, require
from wiki.site.queries import policy, setting
from wiki.site.service import change_settings
from wiki.web.actors import current_actor
from wiki.web.room import takes
from wiki.web.templates import answer


@blueprint.get("/logo")
def logo() -> Response:
    """The logo, for everyone: a private wiki shows it at its door."""
    file = queries.find(str(setting("logo")))
    if file is None or file.deleted_at is not None or not file.is_image:
        raise Missing("file_missing")
    path = thumbnails.path(file, rules.SMALL)
    etag = f"{file.sha256}-logo"
    response = send_file(path, thumbnails.MEDIA_TYPE, etag=etag, max_age=300)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.cache_control.public = True
    return response


@blueprint.get("/admin/logo")
def logo_form() -> Response:
    """Choose the logo."""
    require(current_actor(), May.MANAGE_SITE, policy())
    file = queries.find(str(setting("logo")))
    return answer("files/logo.html", file=file, accepted=_images())


@blueprint.post("/admin/logo")
@takes(room)
def set_logo() -> Response:
    """Send a logo, or go back to the first one."""
    actor = current_actor()
    require(actor, May.MANAGE_SITE, policy())
    uid = ""
    if "remove" not in request.form:
        sent = incoming(request.files.get("file"))
        uid = add.add(actor, replace(sent, image_only=True)).uid
    change_settings(actor, {"logo": uid})
    return redirect(url_for("wiki.files.logo_form"), 303)


def _images() -> str:
    return ",".join(name for name in EXTENSIONS if name.startswith("image/"))
