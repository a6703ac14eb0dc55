"""Consent: objections are things that somebody can lift, silence is none, rounds have an end."""

from __future__ import annotations

from typing import NamedTuple

from wiki.charter.rules.moves import moved as move
from wiki.charter.rules.moves import moves
from wiki.charter.rules.tally import (
    ADOPTED,
    FALLBACK,
    INTEGRATION,
    REJECTED,
    UNDECIDED,
    Body,
    Rule,
    misses_quorum,
)
from wiki.kernel.errors import Invalid

RAISED, QUALIFIED, CONCERN, INTEGRATED, LIFTED, SUSTAINED = STATES = (
    "raised",
    "qualified",
    #: Recorded, and blocks nothing.
    "concern",
    "integrated",
    "lifted",
    "sustained",
)
OBJECTOR, GROUP, GUARANTOR, CLOCK = ACTORS = ("objector", "group", "guarantor", "clock")
QUALIFY, DEMOTE, LIFT, INTEGRATE, SUSTAIN = TRANSITIONS = (
    "qualify",
    "demote",
    "lift",
    "integrate",
    "sustain",
)
#: What may become of an objection; what is not here is refused. Nobody but the objector lifts one;
#: the group judges it by the opinions of the places, which are settled at the close.
MOVES = (
    *moves((RAISED,), LIFT, OBJECTOR, LIFTED),
    *moves((RAISED,), QUALIFY, GROUP, QUALIFIED),
    *moves((RAISED,), DEMOTE, GROUP, CONCERN),
    #: In the round that follows, who objected finds the new wording good, or objects again.
    *moves((QUALIFIED,), INTEGRATE, OBJECTOR, INTEGRATED),
    #: By the clock when no round follows any more.
    *moves((QUALIFIED,), SUSTAIN, (OBJECTOR, CLOCK), SUSTAINED),
)
#: Those that keep a text from being adopted.
BLOCKING = frozenset({RAISED, QUALIFIED, SUSTAINED})

#: Rounds of integration at most, and length of each part of an objection, in characters.
ROUNDS = 2
LEAST, MOST = 20, 4_000


class Objection(NamedTuple):
    """What an objection says: the harm it sees, in which article, and what would lift it."""

    harm: str
    block: str
    wording: str


def moved(state: str, transition: str, who: str) -> str:
    """What an objection becomes. Raises `Refused` for another's, `Conflict` for a wrong moment."""
    return move(
        MOVES,
        state,
        transition,
        (who,),
        not_now="objection_settled",
        not_yours="objection_not_yours",
    )


def checked(given: Objection) -> Objection:
    """An objection as it is kept. Raises `Invalid` that names the field to mend."""
    harm = _text(given.harm, "harm")
    if len(harm) < LEAST:
        raise Invalid("objection_harm", field="harm", least=LEAST)
    wording = _text(given.wording, "wording")
    if not wording:
        raise Invalid("objection_wording", field="wording")
    return Objection(harm, _text(given.block, "block").replace("\n", " "), wording)


def _text(raw: str, field: str) -> str:
    kept = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in kept:
        raise Invalid("objection_text", field=field)
    if len(kept) > MOST:
        raise Invalid("objection_long", field=field, limit=MOST)
    return kept


def judgement(founded: int, concerns: int) -> str:
    """How the group judges one, by the places that said so; its own place finds it founded.

    A place alone keeps nobody's objection from counting: it takes more than those who share it.
    """
    return DEMOTE if concerns > founded + 1 else QUALIFY


def agreed(rule: Rule, body: Body, blocking: int, round_: int) -> str:
    """What a round of consent decides: somebody must consent, and nobody's objection stand."""
    if blocking:
        return INTEGRATION if round_ < rule.rounds else FALLBACK
    if misses_quorum(rule, body) or not body.count.yes:
        return UNDECIDED
    return ADOPTED


def unopposed(body: Body, blocking: int) -> str:
    """What tacit consent decides: nobody has to speak, one objection is enough."""
    if not body.electors:
        return UNDECIDED
    return REJECTED if blocking else ADOPTED
