"""What the screens of the files share: the blueprint, what is received, what is told."""

from __future__ import annotations

from os import SEEK_END

from flask import Blueprint, request, url_for
from werkzeug.datastructures import FileStorage

from wiki.files import directives, rules
from wiki.files.inspection import EXTENSIONS, Content
from wiki.files.models import File
from wiki.files.service import add, thumbnails
from wiki.kernel.db import state
from wiki.kernel.errors import Invalid, WikiError
from wiki.web.wording import sentence

blueprint = Blueprint("files", __name__)

#: Files of the longest size that one plain form may send.
AT_ONCE = 5
#: Room for the other fields of the form, in octets.
_FIELDS = 100_000


def room() -> int:
    """Octets of a form with one file."""
    return int(state().options["WIKI_FILE_SIZE"]) + _FIELDS


def room_for_several() -> int:
    """Octets of a form with several files."""
    return AT_ONCE * int(state().options["WIKI_FILE_SIZE"]) + _FIELDS


def incoming(sent: FileStorage | None) -> add.Incoming:
    """A file of a form. Raises `Invalid` when none was chosen, `TooMuch` when it is too long."""
    if sent is None or not sent.filename:
        raise Invalid("file_none")
    sent.stream.seek(0, SEEK_END)
    add.refuse_size(sent.stream.tell())  # before any of it is in memory
    sent.stream.seek(0)
    page = request.form.get("page") or None
    return add.Incoming(sent.filename, sent.stream.read(), description(), page)


def description() -> rules.Description:
    """What a form says about a file."""
    fields = (request.form.get(name, "") for name in ("alt", "credit", "licence"))
    return rules.Description(*fields)


def wrong(error: WikiError | None) -> dict[str, str]:
    """What a form of one file says is wrong, at its field: the file itself unless another is."""
    return {str(error.params.get("field", "file")): sentence(error)} if error else {}


def as_json(file: File) -> dict[str, object]:
    """What the editor and programs are told about a file."""
    return {
        "uid": file.uid,
        "name": file.name,
        "url": content_url(file),
        "thumbnail_url": thumbnail_url(file),
        "markdown": markdown_of(file),
        "size": file.size,
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
    }


def markdown_of(file: File) -> str:
    """What to write in a page; without the prefix of this wiki: it stays true wherever served."""
    content = Content(file.media_type, file.width, file.height)
    return rules.markdown(file.name, f"/files/{file.uid}/{file.name}", content, file.alt)


def content_url(file: File) -> str:
    """The address of what it is made of now."""
    return directives.address(file)


def thumbnail_url(file: File, wanted: int = rules.SMALL) -> str | None:
    """The address of an image of about that width, None for a document."""
    return directives.address(file, thumbnails.shown_width(file, wanted)) if file.is_image else None


def accepted() -> str:
    """What a form lets one choose."""
    return ",".join(EXTENSIONS)


def show_url(uid: str) -> str:
    """The address of the page of a file."""
    return url_for("wiki.files.show", uid=uid)
