"""Who supports an amendment beside its author: other places, for the words that hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from wiki.charter.rules.amendments import State
from wiki.kernel.errors import Conflict, Invalid

#: Places that a charter may ask for, at most.
MOST = 20
#: States in which an amendment is supported.
SUPPORTED = frozenset({State.TABLED, State.ADMISSIBLE, State.TO_UPDATE})


class Support(NamedTuple):
    """A place supported the wording of a number, or took that back."""

    place_id: int
    title: str
    wording: int
    is_given: bool


def number(raw: str) -> int:
    """How many places have to support what changes a statutory article. Raises `Invalid`."""
    typed = raw.strip() or "0"
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4 and int(typed) <= MOST):
        raise Invalid("charter_sponsors", field="sponsors", most=MOST)
    return int(typed)


def holding(said: Iterable[Support], since: int) -> dict[int, str]:
    """The places that support an amendment now: those that spoke since it was last reworded by
    somebody, and whose last word is that they do."""
    found: dict[int, str] = {}
    for one in said:
        found.pop(one.place_id, None)
        if one.is_given and one.wording >= since:
            found[one.place_id] = one.title
    return found


def needed(rules: Mapping[str, Any], block: str) -> int:
    """How many places have to support an amendment of a block before it is admitted."""
    return int(rules.get("sponsors") or 0) if block in rules.get("statutory", ()) else 0


def is_supported(state: State, *, is_to_sign: bool) -> bool:
    """Whether an amendment is supported; one that combines two is, before it is signed."""
    return state in SUPPORTED or (state is State.DRAFT and is_to_sign)


def check(supported: bool, *, is_own: bool, is_given: bool, holds: bool) -> None:
    """Refuse support that cannot be given, or taken back, now. Raises `Conflict`."""
    if not supported:
        raise Conflict("amendment_step")
    if is_own:
        raise Conflict("amendment_sponsor_own")
    if holds == is_given:
        raise Conflict("amendment_sponsor_twice" if is_given else "amendment_sponsor_none")
