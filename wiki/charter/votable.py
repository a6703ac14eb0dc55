"""What a ballot may be about: its sort is known by a name, and by who finds one of it.

A ballot knows what it is about by these values only. Who keeps such things offers how they are
found, and learns from `ballot_opened`, `ballot_proclaimed` and `ballot_cancelled` what became of
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wiki.kernel.errors import Missing

#: What somebody asks the places in their own words, about nothing that is kept elsewhere.
QUESTION = "question"


class Option(NamedTuple):
    """One of several wordings that are put to a ballot together."""

    uid: str
    title: str
    text: str
    hash: str


@dataclass(frozen=True)
class Votable:
    """One thing put to a ballot: what it says, in Markdown, under a hash that names that text.

    `endpoint` and `values` make the address at which it is shown, "" for none; `rule`, `days`
    and `terms` are what its charter says of such a ballot.
    """

    kind: str
    uid: str
    title: str
    text: str
    hash: str
    endpoint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""
    days: int = 7
    terms: Mapping[str, Any] = field(default_factory=dict)
    #: The wordings that are told apart, each against the text as it is; none for one text.
    options: tuple[Option, ...] = ()


#: Finds one by the uids of its charter and its own; raises `Missing` when there is none, `Conflict`
#: when it may not be voted on now.
Find = Callable[[str, str], Votable]

_FINDERS: dict[str, Find] = {}


def offer(kind: str, find: Find) -> None:
    """Let things of a sort be put to a ballot."""
    _FINDERS[kind] = find


def found(kind: str, charter_uid: str, uid: str) -> Votable:
    """One of them, as it may be voted on now. Raises `Missing`, `Conflict`."""
    if kind not in _FINDERS:
        raise Missing("ballot_object")
    return _FINDERS[kind](charter_uid, uid.replace("\x00", ""))
