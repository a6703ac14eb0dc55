"""Files that come in pieces, in the manner of tus: announced, then each piece, asked again after a
cut. The forms use it when there is JavaScript."""

from __future__ import annotations

from flask import jsonify, request, url_for
from werkzeug import Response

from wiki.files.models import File, FileUpload
from wiki.files.service import pieces
from wiki.files.views.blueprint import as_json, blueprint, description, show_url
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import May, require
from wiki.site.queries import policy
from wiki.web.actors import current_actor

#: The header that says where a piece begins, and how much came.
OFFSET = "Upload-Offset"


@blueprint.post("/files/uploads")
def begin_upload() -> Response:
    """Announce a file: what does not fit is refused now."""
    require(current_actor(), May.UPLOAD, policy())
    form = request.form
    announced = pieces.Announced(
        form.get("name", ""),
        _number(form.get("size", "")),
        description(),
        form.get("page") or None,
        form.get("replaces") or None,
    )
    upload = pieces.begin(current_actor(), announced)
    response = _told(upload)
    response.status_code = 201
    response.headers["Location"] = url_for("wiki.files.upload", uid=upload.uid)
    return response


@blueprint.get("/files/uploads/<uid>")
def upload(uid: str) -> Response:
    """How much of a file came."""
    return _told(pieces.look(current_actor(), uid))


@blueprint.patch("/files/uploads/<uid>")
def append(uid: str) -> Response:
    """Take the piece that begins where the header says; tell of the file once it is whole."""
    actor = current_actor()
    require(actor, May.UPLOAD, policy())
    offset, data = _number(request.headers.get(OFFSET, "")), request.get_data()
    file = pieces.append(actor, uid, offset, data)
    if file is not None:
        return _whole(file)
    response = Response(status=204)
    response.headers[OFFSET] = str(offset + len(data))
    return response


@blueprint.delete("/files/uploads/<uid>")
def drop_upload(uid: str) -> Response:
    """Give up sending."""
    pieces.drop(current_actor(), uid)
    return Response(status=204)


def _whole(file: File) -> Response:
    return jsonify(as_json(file) | {"page": show_url(file.uid)})


def _told(upload: FileUpload) -> Response:
    where = url_for("wiki.files.upload", uid=upload.uid)
    told = {"url": where, "offset": upload.received, "size": upload.size, "piece": pieces.PIECE}
    response = jsonify(told)
    response.headers[OFFSET] = str(upload.received)
    response.headers["Cache-Control"] = "no-store"
    return response


def _number(raw: str) -> int:
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 16):
        raise Invalid("upload_length")
    return int(raw)
