"""Sending files by a plain form, new ones or versions, and tending those that are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import jsonify, redirect, request, url_for
from werkzeug import Response
from werkzeug.datastructures import FileStorage

from wiki.files import queries
from wiki.files.models import File
from wiki.files.service import add, manage, room
from wiki.files.service.replace import replace, restore_version
from wiki.files.views.blueprint import (
    AT_ONCE,
    accepted,
    as_json,
    blueprint,
    content_url,
    description,
    incoming,
    room_for_several,
    show_url,
    wrong,
)
from wiki.files.views.shown import page_of
from wiki.kernel.db import state
from wiki.kernel.errors import Invalid, TooMuch, WikiError
from wiki.kernel.permissions import May, require, why_not
from wiki.site.queries import policy
from wiki.web.actors import current_actor, require_writer
from wiki.web.language import gettext
from wiki.web.room import takes
from wiki.web.templates import answer
from wiki.web.wording import sentence


class Outcome(NamedTuple):
    """What became of one of several files."""

    name: str
    file: File | None
    error: WikiError | None = None

    @property
    def why(self) -> str:
        """Why it was refused, nothing when it was kept."""
        return sentence(self.error) if self.error else ""


@blueprint.get("/files/new")
def new() -> Response:
    """The form to send files."""
    require(current_actor(), May.UPLOAD, policy())
    return answer("files/new.html", **_form(request.args.get("page", "")))


def _form(page: str, errors: dict[str, str] | None = None) -> dict[str, object]:
    """What the form shows; after a refusal, what was typed is in it, and each sentence at its
    field."""
    return {
        "limit": state().options["WIKI_FILE_SIZE"],
        "at_once": AT_ONCE,
        "accepted": accepted(),
        "page": page,
        "mine": room.of_member(current_actor().member_id),
        "said": description(),
        "errors": errors or {},
    }


@blueprint.post("/files")
@takes(room_for_several)
def send() -> Response:
    """Keep one file: 201 and JSON for a program, its page for a person; or tell of several."""
    require(current_actor(), May.UPLOAD, policy())
    sent = [one for one in request.files.getlist("file") if one.filename]
    if len(sent) > 1:
        return _told([_kept(one) for one in sent])
    if _is_person():
        return _sent_by_form(sent[0] if sent else None)
    file = add.add(current_actor(), incoming(sent[0] if sent else None))
    response = jsonify(as_json(file))
    response.status_code = 201
    response.headers["Location"] = content_url(file)
    return response


def _sent_by_form(given: FileStorage | None) -> Response:
    """The page of a file; the form again when it is refused to who may send others."""
    try:
        file = add.add(current_actor(), incoming(given))
    except WikiError as error:
        form = _form(request.form.get("page", ""), wrong(error))
        return answer("files/new.html", error.status, **form)
    return redirect(show_url(file.uid), 303)


def _kept(given: FileStorage) -> Outcome:
    """One of several: what is wrong with one stops no other."""
    name = given.filename or ""
    try:
        return Outcome(name, add.add(current_actor(), incoming(given)))
    except WikiError as error:
        return Outcome(name, None, error)


def _told(found: Sequence[Outcome]) -> Response:
    status = 200 if any(one.file for one in found) else 422
    if _is_person():
        return _told_by_form(found, status)
    told = [
        as_json(one.file) if one.file else {"name": one.name, "detail": one.why} for one in found
    ]
    response = jsonify(told)
    response.status_code = 201 if status == 200 else status
    return response


def _told_by_form(found: Sequence[Outcome], status: int) -> Response:
    """What became of each; while one is refused, the form again, with what was said of them."""
    page = request.form.get("page", "")
    if status == 200:
        return answer("files/sent.html", found=found, **_form(page))
    return answer("files/new.html", status, **_form(page, _all_wrong(found)))


def _all_wrong(found: Sequence[Outcome]) -> dict[str, str]:
    """The sentences at each field: of the files by their names, of what is said of all once."""
    told: dict[str, list[str]] = {}
    for one in found:
        for field, why in wrong(one.error).items():
            named = gettext("« %(name)s » : %(why)s", name=one.name, why=why)
            told.setdefault(field, []).append(named if field == "file" else why)
    return {field: " ".join(dict.fromkeys(sentences)) for field, sentences in told.items()}


def _is_person() -> bool:
    return any(value == "text/html" for value, _quality in request.accept_mimetypes)


@blueprint.post("/files/<uid>/versions")
@takes(room_for_several)  # one too long is told at its field, not before it is read
def send_version(uid: str) -> Response:
    """Give a file a new content under its name; refused, its page says why beside the field."""
    return _changed(uid, lambda: replace(current_actor(), uid, incoming(request.files.get("file"))))


def _changed(uid: str, change: Callable[[], File]) -> Response:
    """The page of a file that a form of it changes; refused, with that form as it was filled."""
    require(current_actor(), May.UPLOAD, policy())
    file = queries.get(uid)
    try:
        change()
    except (Invalid, TooMuch) as error:  # what else stands in the way is not the form's to say
        if not _is_person():
            raise
        return page_of(file, error)
    return redirect(show_url(uid), 303)


@blueprint.post("/files/<uid>/versions/<int:number>/restore")
def bring_version_back(uid: str, number: int) -> Response:
    """Make a file of what it was."""
    restore_version(current_actor(), uid, number)
    return redirect(show_url(uid), 303)


@blueprint.post("/files/<uid>")
def describe(uid: str) -> Response:
    """Change what is said about a file."""
    return _changed(uid, lambda: manage.redescribe(current_actor(), uid, description()))


@blueprint.post("/files/<uid>/delete")
def delete(uid: str) -> Response:
    """Put a file in the bin."""
    manage.delete(current_actor(), uid, request.form.get("reason", ""))
    if request.form.get("from") == "orphans":
        return redirect(url_for("wiki.files.orphans"), 303)
    restores = why_not(current_actor(), May.RESTORE, policy()) is None
    return redirect(show_url(uid) if restores else url_for("wiki.files.listing"), 303)


@blueprint.post("/files/<uid>/restore")
def restore(uid: str) -> Response:
    """Take a file out of the bin."""
    manage.restore(current_actor(), uid)
    return redirect(show_url(uid), 303)


#: Files offered while one types.
_OFFERED = 8


@blueprint.get("/files/suggest")
def suggest() -> Response:
    """The newest files whose name, alternative text or credit holds the words of `?q=`, in JSON:
    offered where a form names one."""
    require_writer()
    search = request.args.get("q", "").strip()[:100]
    found = queries.listing(search, size=_OFFERED).rows if search else []
    return jsonify([{"label": one.name, "text": f"{one.name} ({one.uid})"} for one in found])
