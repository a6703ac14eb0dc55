"""Commenting on a passage: a thread about words of a text, with another wording for them or not."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.discussions import rules
from wiki.discussions.kinds import blocks_of, require_on
from wiki.discussions.models import Passage, Rewriting
from wiki.discussions.passages import LONGEST, Block, Quoted, quoted
from wiki.discussions.service import places
from wiki.discussions.service.drafts import forget_draft
from wiki.discussions.service.speak import Said, Words, checked, start_thread
from wiki.discussions.spots import Spot
from wiki.kernel.db import act
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.permissions import Actor, May


@dataclass(frozen=True)
class Comment:
    """What is said of a passage: words of a block of a version, and how the block would read.

    `becomes` is Markdown; blank or as it is, no other wording is proposed.
    """

    revision: int
    block: str
    quote: str
    before: str = ""
    becomes: str = ""


def comment(actor: Actor, kind: str, uid: str, said_of: Comment, words: Words) -> Said:
    """Open a thread about a passage; raises `Invalid` when it does not stand there."""
    text = checked(words.text)
    with act() as session:
        require_on(actor, May.DISCUSS, kind, uid)
        block, passage = _passage(kind, uid, said_of)
        becomes = _wording(block, said_of.becomes)
        said, is_new = start_thread(actor, kind, uid, rules.subject_of(passage.quote), text, words)
        forget_draft(actor, Spot.passage(kind, uid, said_of.block))
        if not is_new:
            return said
        session.add(
            Passage(
                thread_id=said.thread.id,
                revision=said_of.revision,
                block=passage.block,
                quote=passage.quote,
                before=passage.before,
                after=passage.after,
            )
        )
        if becomes:
            session.add(Rewriting(turn_id=said.turn.id, was=block.source, becomes=becomes))
        session.flush()
        places.placed(said.thread)
        return said


def _passage(kind: str, uid: str, said_of: Comment) -> tuple[Block, Quoted]:
    """The block that is quoted, and the quotation as it stands there."""
    if len(said_of.quote) > LONGEST:
        raise Invalid("passage_too_long", limit=LONGEST, length=len(said_of.quote))
    try:
        found = blocks_of(kind, uid, said_of.revision)
    except Missing as error:
        raise Invalid("passage_unknown") from error
    block = next((one for one in found if one.id == said_of.block), None)
    passage = quoted(block, said_of.quote, said_of.before) if block else None
    if block is None or passage is None:
        raise Invalid("passage_unknown")
    return block, passage


def _wording(block: Block, becomes: str) -> str:
    """The other wording, "" when there is none."""
    if not becomes.strip() or becomes.strip("\n") == block.source.strip("\n"):
        return ""
    if block.is_part:
        raise Invalid("part_not_rewritten")
    return checked(becomes).strip("\n")
