"""Commenting on a passage: choosing it, saying something of it, deciding of a wording."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.discussions import kinds
from wiki.discussions.forms import LONGEST_NAME, PassageForm, TurnForm
from wiki.discussions.passages import LONGEST, Block, Quoted, find, whole
from wiki.discussions.queries import turns
from wiki.discussions.service.comment import comment
from wiki.discussions.service.rewritings import accept, decline
from wiki.discussions.spots import Spot
from wiki.discussions.views.blueprint import (
    blueprint,
    passage_url,
    reason_not_to,
    said_url,
    talk_url,
    thing_url,
    turn_url,
)
from wiki.discussions.views.drafts import Writing, respond, taken_up
from wiki.discussions.views.sight import quoting_shown
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
    """The version in which a passage is chosen."""

    thing: Discussed
    revision: int
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, thing: Discussed) -> Source:
        """The newest version of a thing."""
        number = kinds.writing_of(thing.kind).head(thing.uid)
        return cls(thing, number, kinds.blocks_of(thing.kind, thing.uid, number))

    def block(self, name: str) -> Block | None:
        """A block by its identifier."""
        return next((block for block in self.blocks if block.id == name), None)

    def find(self, quote: str, before: str, after: str, *, is_whole: bool = False) -> Quoted | None:
        """The one place of the text where a quotation stands: a whole block, when it is said so."""
        text = [block for block in self.blocks if not block.is_part]
        return (whole(text, quote) if is_whole else None) or find(text, quote, before, after)


@blueprint.get("/wiki/<path:title>/talk/passage", endpoint="talk_passage")
def choose(title: str) -> AnyResponse:
    """Choose a passage of a page, `?block=` or `?quote=` with what is around it; comment on it."""
    return _choose(thing_of_page(title))


@blueprint.get("/talk/about/<kind>/<uid>/passage", endpoint="about_passage")
def choose_about(kind: str, uid: str) -> AnyResponse:
    """Choose a passage of anything that has versions, in the same way."""
    thing = kinds.thing(kind, uid)
    if thing.talk_endpoint:
        return redirect(passage_url(thing, **request.args))
    return _choose(thing)


def _choose(thing: Discussed) -> Response:
    if reason := reason_not_to(May.DISCUSS, thing):
        raise Refused(reason, right=May.DISCUSS.code)
    source = Source.of(thing)
    asked = {name: request.args.get(name, "")[:_LONGEST] for name in ("quote", "before", "after")}
    if asked["quote"]:
        found = source.find(**asked, is_whole="whole" in request.args)
        if found is None:
            return _choice_page(source, missing=True)
        block = source.block(found.block)
        return _opened(source, _form(source, found.block, found.quote, found.before, block))
    name = one_line(request.args.get("block", ""))[:LONGEST_NAME]
    block = source.block(name)
    quote = block.text[:LONGEST] if block else ""
    return _opened(source, _form(source, name, quote, "", block))


@blueprint.post("/wiki/<path:title>/talk/passage", endpoint="comment")
def say(title: str) -> AnyResponse:
    """Comment on a passage of a page, with another wording for it or not."""
    return _say(thing_of_page(title))


@blueprint.post("/talk/about/<kind>/<uid>/passage", endpoint="comment_about")
def say_about(kind: str, uid: str) -> AnyResponse:
    """Comment on a passage of anything that has versions."""
    return _say(kinds.thing(kind, uid))


def _say(thing: Discussed) -> AnyResponse:
    form = PassageForm.sent()

    def act() -> str:
        actor = current_actor()
        return said_url(comment(actor, thing.kind, thing.uid, form.comment, form.words.words))

    spot = Spot.passage(thing.kind, thing.uid, one_line(form.block))
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
    thing = source.thing
    form, writing = taken_up(Spot.passage(thing.kind, thing.uid, blank.block), blank, thing)
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
        passage_url=passage_url,
        blocks=source.blocks,
        missing=missing,
    )


def _form_page(source: Source, form: PassageForm, writing: Writing) -> Response:
    block = source.block(form.block)
    form = quoting_shown(form, source.thing)
    return answer(
        "discussions/passage.html",
        writing.status,
        thing=source.thing,
        thing_url=thing_url(source.thing),
        talk_url=talk_url,
        passage_url=passage_url,
        form=form,
        writing=writing,
        was=block.source if block else "",
        is_part=block is not None and block.is_part,
    )
