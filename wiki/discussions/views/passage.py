"""Commenting on a passage of a page: choosing it, saying something of it, deciding of a wording."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.forms import PassageForm, TurnForm
from wiki.discussions.passages import LONGEST, Block, blocks, find
from wiki.discussions.queries import turns
from wiki.discussions.service.comment import comment
from wiki.discussions.service.rewritings import accept, decline
from wiki.discussions.spots import Spot
from wiki.discussions.views.blueprint import (
    blueprint,
    reason_not_to,
    said_url,
    talk_url,
    thing_url,
    turn_url,
)
from wiki.discussions.views.drafts import Writing, respond, taken_up
from wiki.discussions.views.talk import thing_of_page
from wiki.kernel.discussed import Discussed
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import May
from wiki.kernel.texts import one_line
from wiki.web.actors import current_actor, place
from wiki.web.templates import answer

#: Longest quotation that an address may carry, in characters.
_LONGEST = 2_000


@dataclass(frozen=True)
class Source:
    """The text in which a passage is chosen."""

    thing: Discussed
    revision: int
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, thing: Discussed) -> Source:
        """The newest text of a thing."""
        writing = kinds.writing_of(thing.kind)
        number = writing.head(thing.uid)
        return cls(thing, number, blocks(writing.text(thing.uid, number)))

    def block(self, name: str) -> Block | None:
        """A block by its identifier."""
        return next((block for block in self.blocks if block.id == name), None)


@blueprint.get("/wiki/<path:title>/talk/passage", endpoint="passage")
def choose(title: str) -> AnyResponse:
    """Choose a passage, `?block=` or `?quote=` with what is around it; then comment on it."""
    thing = thing_of_page(title)
    if reason := reason_not_to(May.DISCUSS, thing):
        raise Refused(reason, right=May.DISCUSS.code)
    source = Source.of(thing)
    asked = {name: request.args.get(name, "")[:_LONGEST] for name in ("quote", "before", "after")}
    if asked["quote"]:
        found = find(source.blocks, **asked)
        if found is None:
            return _choice_page(source, missing=True)
        block = source.block(found.block)
        return _opened(source, _form(source, found.block, found.quote, found.before, block))
    name = one_line(request.args.get("block", ""))[:40]
    block = source.block(name)
    quote = block.text[:LONGEST] if block else ""
    return _opened(source, _form(source, name, quote, "", block))


@blueprint.post("/wiki/<path:title>/talk/passage", endpoint="comment")
def say(title: str) -> AnyResponse:
    """Comment on a passage, with another wording for it or not."""
    thing = thing_of_page(title)
    form = PassageForm.sent()

    def act() -> str:
        actor = current_actor()
        return said_url(comment(actor, thing.kind, thing.uid, form.comment, form.words.words))

    spot = Spot.passage(thing.uid, one_line(form.block))
    return respond(spot, form, act, lambda writing: _form_page(Source.of(thing), form, writing))


@blueprint.post("/talk/turns/<uid>/accept", endpoint="accept")
def accept_wording(uid: str) -> AnyResponse:
    """Save the wording that a turn proposes."""
    accept(current_actor(), uid, place=place())
    return _back(uid)


@blueprint.post("/talk/turns/<uid>/decline", endpoint="decline")
def decline_wording(uid: str) -> AnyResponse:
    """Say why the wording that a turn proposes is not taken."""
    decline(current_actor(), uid, request.form.get("reason", ""))
    return _back(uid)


def _opened(source: Source, blank: PassageForm) -> Response:
    """The form of a passage, with its draft or the offer of it; else the choice of another.

    A draft is of a passage that may be gone since.
    """
    form, writing = taken_up(Spot.passage(source.thing.uid, blank.block), blank, source.thing)
    if not form.quote:
        return _choice_page(source, missing="block" in request.args)
    return _form_page(source, form, writing)


def _back(uid: str) -> AnyResponse:
    line = turns.line(uid)
    return redirect(turn_url(line.thread_uid, line.uid, line.number), 303)


def _form(
    source: Source, block_id: str, quote: str, before: str, block: Block | None
) -> PassageForm:
    return PassageForm(
        words=TurnForm.blank(),
        revision=source.revision,
        block=block_id,
        quote=quote,
        before=before,
        becomes=block.source if block else "",
    )


def _choice_page(source: Source, *, missing: bool) -> Response:
    return answer(
        "discussions/passages.html",
        thing=source.thing,
        thing_url=thing_url(source.thing),
        talk_url=talk_url,
        blocks=source.blocks,
        missing=missing,
    )


def _form_page(source: Source, form: PassageForm, writing: Writing) -> Response:
    block = source.block(form.block)
    return answer(
        "discussions/passage.html",
        writing.status,
        thing=source.thing,
        thing_url=thing_url(source.thing),
        talk_url=talk_url,
        form=form,
        writing=writing,
        was=block.source if block else "",
    )
