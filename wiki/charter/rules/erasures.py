"""Erasing a passage of a frozen text, as the law may ask: where it stands, and who agrees.

Nobody does it alone: an administrator and a guarantor do, one after the other. The passage goes,
what it was is kept as a hash, and the journal says the hash of the text that is left.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from wiki.charter.rules.blocks import Block
from wiki.charter.rules.chain import canonical, thawed
from wiki.charter.rules.moves import moved as move
from wiki.charter.rules.moves import moves
from wiki.kernel.errors import Conflict, Invalid
from wiki.markup.typography import french

ASKED, AGREED, DONE, DROPPED = STATES = ("asked", "agreed", "done", "dropped")
#: The other one is another person than who asked, and holds the other office.
OTHER, EITHER, SYSTEM = ACTORS = ("other", "either", "system")
AGREE, DROP, ERASE = STEPS = ("agree", "drop", "erase")
#: What may become of an erasure, and by whom; what is not here is refused.
MOVES = (
    *moves((ASKED,), AGREE, OTHER, AGREED),
    *moves((ASKED,), DROP, (OTHER, EITHER), DROPPED),
    *moves((AGREED,), ERASE, SYSTEM, DONE),
)
ADMINISTRATOR, GUARANTOR = OFFICES = ("administrator", "guarantor")
#: Why a passage may be erased: a code, and what stands in its place says.
WHYS = {
    "personal": "données personnelles",
    "defamation": "propos diffamatoires",
    "judgment": "décision de justice",
}
#: In characters.
PASSAGE = 5_000


class Place(NamedTuple):
    """Where a passage stands in a frozen text: from which character, counted from 1, how many."""

    start: int
    size: int


def moved(state: str, step: str, who: Collection[str]) -> str:
    """What an erasure becomes. Raises `Conflict`, or `Refused` for who may not."""
    return move(
        MOVES, state, step, who, not_now="erasure_settled", not_yours="erasure_needs_another"
    )


def answers_as(
    member_id: int | None, asked_by: int, asked_as: str, offices: Collection[str]
) -> tuple[str, ...]:
    """As whom somebody who holds some offices answers what another one asked."""
    other = GUARANTOR if asked_as == ADMINISTRATOR else ADMINISTRATOR
    if member_id is not None and member_id != asked_by and other in offices:
        return (OTHER, EITHER)
    return (EITHER,) if offices else ()


def words(raw: str) -> str:
    """The passage as it was typed, or copied from the screen. Raises `Invalid`."""
    kept = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip("\n")
    if not kept.strip() or len(kept) > PASSAGE:
        raise Invalid("erasure_words", field="words", limit=PASSAGE)
    return kept


def why(code: str) -> str:
    """One of the reasons. Raises `Invalid`."""
    if code not in WHYS:
        raise Invalid("erasure_why", field="reason")
    return code


def mark(code: str, day: str) -> str:
    """What stands in the place of a passage: « passage effacé le … »."""
    return french(f"[passage effacé le {day} : {WHYS[code]}]")


def found(text: str, block: str, passage: str) -> Place | None:
    """Where a passage stands in a block of a frozen text; None when it does not.

    Raises `Conflict` when it stands there more than once: nobody could tell which goes.
    """
    whole = next((one for one in json.loads(text)["blocks"] if one["id"] == block), None)
    if whole is None:
        return None
    said = canonical(whole)
    written = json.dumps(passage, ensure_ascii=False)[1:-1]
    times = said.count(written)
    if times > 1:
        raise Conflict("erasure_twice", field="words")
    if not times or passage not in whole["text"]:
        return None
    return Place(text.index(said) + said.index(written) + 1, len(written))


def at(text: str, place: Place) -> str:
    """The passage that stands somewhere, as it was typed."""
    written = text[place.start - 1 : place.start - 1 + place.size]
    return str(json.loads(f'"{written}"'))


def without(text: str, place: Place, put: str) -> str:
    """The text with something else in that place."""
    begin = place.start - 1
    return text[:begin] + put + text[begin + place.size :]


def block_of(text: str, name: str) -> Block | None:
    """A block of a frozen text."""
    return next((one.block for one in thawed(text) if one.block.id == name), None)
