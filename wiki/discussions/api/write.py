"""Speaking over the API: the same acts as the forms."""

from __future__ import annotations

from typing import Any

from wiki.discussions import kinds
from wiki.discussions.api import shapes
from wiki.discussions.api.blueprint import blueprint
from wiki.discussions.passages import find
from wiki.discussions.queries import turns
from wiki.discussions.service import settle
from wiki.discussions.service.comment import Comment
from wiki.discussions.service.comment import comment as comment_on
from wiki.discussions.service.speak import Said, Words, open_thread
from wiki.discussions.service.speak import answer as answer_in
from wiki.discussions.views.passage import Source
from wiki.discussions.views.talk import thing_of_page
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import May
from wiki.web import api
from wiki.web.actors import current_actor, place
from wiki.web.api_shapes import IDEMPOTENCY_KEY, idempotency_key

_HEADERS = {"Idempotency-Key": IDEMPOTENCY_KEY}


@api.operation(
    blueprint,
    "POST",
    "/pages/<path:title>/talk",
    "Ouvrir un fil de discussion",
    body=shapes.NEW_THREAD,
    headers=_HEADERS,
    answers={201: shapes.SAID},
)
def open_(title: str, body: dict[str, Any]) -> api.Answer:
    """A thread about a page, with its first turn."""
    thing = thing_of_page(title)
    return _created(
        open_thread(current_actor(), thing.kind, thing.uid, body["subject"], _words(body))
    )


@api.operation(
    blueprint,
    "POST",
    "/pages/<path:title>/talk/passage",
    "Commenter un passage d’une page",
    body=shapes.COMMENT,
    headers=_HEADERS,
    answers={201: shapes.SAID},
)
def comment(title: str, body: dict[str, Any]) -> api.Answer:
    """A thread about words of the newest version, with another wording for them or not."""
    thing, actor = thing_of_page(title), current_actor()
    kinds.require_on(actor, May.DISCUSS, thing.kind, thing.uid)
    source = Source.of(thing)
    found = find(source.blocks, body["quote"], body["before"], body["after"])
    if found is None:
        raise Invalid("passage_not_found")
    chosen = Comment(source.revision, found.block, found.quote, found.before, body["becomes"])
    return _created(comment_on(actor, thing.kind, thing.uid, chosen, _words(body)))


@api.operation(
    blueprint,
    "POST",
    "/talk/threads/<uid>",
    "Répondre dans un fil",
    body=shapes.NEW_TURN,
    headers=_HEADERS,
    answers={201: shapes.SAID},
)
def answer(uid: str, body: dict[str, Any]) -> api.Answer:
    """One turn more in a thread."""
    to = "" if body["answers"] is None else turns.uid_at(uid, body["answers"])
    return _created(answer_in(current_actor(), uid, _words(body), to=to))


@api.operation(
    blueprint,
    "POST",
    "/talk/threads/<uid>/resolve",
    "Dire qu’un fil est réglé",
    answers={200: shapes.THREAD},
)
def resolve(uid: str) -> api.Answer:
    """A thread that is settled; it stays to be read."""
    settle.resolve(current_actor(), uid)
    return shapes.thread(uid)[0]


@api.operation(
    blueprint,
    "POST",
    "/talk/threads/<uid>/reopen",
    "Rouvrir un fil",
    answers={200: shapes.THREAD},
)
def reopen(uid: str) -> api.Answer:
    """A settled thread that is taken up again."""
    settle.reopen(current_actor(), uid)
    return shapes.thread(uid)[0]


def _words(body: dict[str, Any]) -> Words:
    return Words(body["text"], idempotency_key(), place())


def _created(done: Said) -> api.Answer:
    shown = shapes.said(done.thread.uid, done.turn.uid)
    return shown, 201, {"Location": shown["turn"]["url"]}
