"""Files sent with the form of a sheet: kept first, then named in their fields."""

from __future__ import annotations

from flask import request

from wiki.files.models import File
from wiki.files.rules import Description
from wiki.files.service.add import Incoming, add
from wiki.kernel.db import state
from wiki.kernel.errors import Invalid, WikiError
from wiki.schema.kinds import Kind
from wiki.sheets import named
from wiki.sheets.forms import SheetForm
from wiki.web.actors import current_actor
from wiki.web.language import in_language
from wiki.web.room import LARGEST
from wiki.web.wording import sentence

#: What the name of a field that sends a file begins with, before that of the field.
UPLOAD = "upload-"
#: What a row says of its file, by the column that says it.
_ABOUT = ("alt", "credit", "licence")


def room() -> int:
    """Octets of a form with its files."""
    return int(state().options["WIKI_FILE_SIZE"]) + LARGEST


def received(form: SheetForm, title: str) -> dict[str, str]:
    """Keep the files that a form sends and name them in it; the sentences of what is wrong, by
    the path of the field. What is known of a file fills what its row does not say of it."""
    errors = {}
    for name, storage in request.files.items():
        field = name.removeprefix(UPLOAD)
        if field == name or not storage.filename:
            continue
        about = field.rpartition("-")[0]
        try:
            if field not in dict(named.fields_of(form.kind, form.texts | {field: [""]}, ("file",))):
                raise Invalid("file_none")
            said = _description(form, about)
            sent = Incoming(storage.filename, storage.stream.read(), said, title or None)
            file = add(current_actor(), sent)
        except WikiError as error:
            errors[field.removeprefix("field-").replace("-", "/")] = sentence(error)
            continue
        form.texts[field] = [named.written("file", file.uid)]
        _fill(form, about, file)
    return errors


def _description(form: SheetForm, about: str) -> Description:
    said = {name: form.texts.get(f"{about}-{name}", [""])[0] for name in _ABOUT}
    return Description(said["alt"], said["credit"], _licence(form.kind, about, said["licence"]))


def _licence(kind: Kind, about: str, code: str) -> str:
    """The name of a licence that a row has chosen."""
    one = kind.by_id.get(about.removeprefix("field-").rpartition("-")[0])
    column = one.columns.get("licence") if one else None
    choice = column.choices.get(code) if column else None
    return in_language(choice.labels) if choice else ""


def _fill(form: SheetForm, about: str, file: File) -> None:
    for name in ("alt", "credit"):
        key = f"{about}-{name}"
        if not form.texts.get(key, [""])[0].strip() and (said := getattr(file, name)):
            form.texts[key] = [said]
