"""Who comes to a shared text, found as the views of pages find it, hosts included.

The gateway, which is not Flask's, asks this address of the application for each window and leaves
in the environment what is to be called with the answer. Asked from outside, there is nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request, session

from wiki.kernel.db import state
from wiki.kernel.errors import Missing, Refused, TooMuch, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.live.rules import MESSAGE, is_client
from wiki.live.service import log
from wiki.live.service.hearing import UnreadableError, alone, posted, read
from wiki.live.service.hub import Hub
from wiki.live.service.rooms import Key, Room
from wiki.live.service.text import SharedText
from wiki.live.views.blueprint import blueprint
from wiki.site.queries import policy
from wiki.web import csrf
from wiki.web.actors import current_actor, let_in, remote_address
from wiki.web.language import language
from wiki.web.wording import sentence

#: Where the gateway leaves what is to be called, and that a stream of events is asked for.
DOOR, STREAM = "wiki.live.door", "wiki.live.stream"


@dataclass(frozen=True)
class Entered:
    """Somebody may come in."""

    actor: Actor
    #: Whose windows are counted together.
    address: str
    #: Who alone may use the names of their windows.
    whose: str
    language: str
    #: Why they may not write, as a sentence.
    readonly: str | None
    text: SharedText


@dataclass(frozen=True)
class TurnedAwayError(Exception):
    """Somebody may not come in: the error, and whether they were known."""

    error: WikiError
    actor: Actor


Answer = Callable[[Entered | TurnedAwayError], None]


@blueprint.get("/live/<kind>/<uid>")
@blueprint.get("/live/<kind>/<uid>/<part>")
def window(kind: str, uid: str, part: str = "") -> tuple[str, int]:
    """Judge somebody who opens a window on a text."""
    answer: Answer | None = request.environ.get(DOOR)
    if answer is None:
        let_in()
        raise Missing("http_404")
    if not _comes_from_here():
        return "", 403
    try:
        answer(_entered((kind, uid, part)))
    except WikiError as error:
        answer(TurnedAwayError(error, current_actor()))
    return "", 204


@blueprint.post("/live/<kind>/<uid>/push")
@blueprint.post("/live/<kind>/<uid>/<part>/push")
def push(kind: str, uid: str, part: str = "") -> tuple[str, int]:
    """A message of a window that hears by a stream of events; what comes of it is told there."""
    actor = current_actor()
    require(actor, May.EDIT, policy(), f"{kind}:{uid}")
    hub: Hub | None = state().kept.get(log.HUB)
    client = request.args.get("client")
    if hub is None or not is_client(client):
        raise Missing("http_404")
    if (request.content_length or 0) > MESSAGE:
        raise TooMuch("too_large")
    verdict = log.kind_of(kind).judge(uid, part)(actor)
    if reason := verdict.read or verdict.write:
        raise Refused(reason, right=May.EDIT.code)
    try:
        raw = request.get_data().decode()
        read(raw)
    except (UnicodeDecodeError, UnreadableError):
        return "", 400
    sender = alone(str(client))
    sender.actor, sender.address, sender.language = actor, _address(actor), language()
    sender.whose = _whose(actor)
    sender.epoch = request.args.get("epoch", type=int) or 0
    room = Room(log.opened(kind, uid, part).head.doc_id, (kind, uid, part))
    hub.loop.call_soon_threadsafe(posted, hub, room, sender, raw)
    return "", 204


def _entered(key: Key) -> Entered:
    actor = current_actor()
    verdict = log.kind_of(key[0]).judge(*key[1:])(actor)
    if verdict.read:
        raise Refused(verdict.read, right=May.READ.code)
    if verdict.write and actor.member_id is None:
        raise Refused(verdict.write, right=May.EDIT.code)
    readonly = sentence(Refused(verdict.write, right=May.EDIT.code)) if verdict.write else None
    return Entered(actor, _address(actor), _whose(actor), language(), readonly, _text(key))


def _text(key: Key) -> SharedText:
    """The text as this process has it, else as the database does."""
    hub: Hub | None = state().kept.get(log.HUB)
    known = hub.text_of(key) if hub else None
    if known is not None:
        return known
    opened = log.opened(*key)
    changes = log.changes_between(opened.head.doc_id, opened.head.base_v, opened.head.v)
    return SharedText.load(opened, changes)


def _address(actor: Actor) -> str:
    return remote_address() if actor.member_id is None else str(actor.member_id)


def _whose(actor: Actor) -> str:
    """The session of a visitor: what their form is signed for tells it from all others."""
    own = session.get(csrf.FIELD) if actor.member_id is None else None
    return f"session {own}" if own else _address(actor)


def _comes_from_here() -> bool:
    """Whether a page of this wiki opens it: browsers say where a script runs.

    They say nothing of a stream of events of the site itself.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        same = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        return STREAM in request.environ and same
    return origin in (_origin(request.host_url), _origin(state().options["WIKI_PUBLIC_URL"]))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
