"""What becomes of an amendment when its text has moved: on plain values, over the one merge.

Pages keep two insertions at one point and two removals that meet; a charter asks who wrote it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from wiki.charter.rules.blocks import Block, is_closed
from wiki.charter.rules.operations import Kind, Operation, Text, applied, found, place
from wiki.merge import outcome
from wiki.merge.outcome import Choice, Hunk
from wiki.merge.three_way import merge


class Verdict(StrEnum):
    """What becomes of an amendment, the worst last."""

    CLEAN = "clean"
    #: The text says already what it asks.
    SATISFIED = "satisfied"
    #: Its author is to read it again, and to confirm it.
    SUGGESTED = "suggested"
    #: Its author is to write it again.
    CONFLICT = "conflict"
    #: What it changed is there no more.
    FALLEN = "fallen"


_WORST = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of them; clean when there is none."""
    return max(verdicts, key=_WORST.__getitem__, default=Verdict.CLEAN)


@dataclass(frozen=True, slots=True)
class Rebased:
    """What an amendment asks of the text as it is now; None where nobody can tell."""

    verdict: Verdict
    operation: Operation | None = None


#: How much two may both write anew, in sentences of one times those of the other: to merge more
#: takes long, and nobody would take both.
_MOST = 40_000
_SENTENCE_END = re.compile(r"[\n.!?;]+")
_SATISFIED, _FALLEN = Rebased(Verdict.SATISFIED), Rebased(Verdict.FALLEN)
_CONFLICT = Rebased(Verdict.CONFLICT)


def rebased(base: Text, head: Text, operation: Operation) -> Rebased:
    """What `operation`, which was written on `base`, asks of `head`."""
    if base == head:
        return Rebased(Verdict.CLEAN, operation)
    match operation.kind:
        case Kind.ADD_AFTER:
            return _addition(base, head, operation)
        case Kind.MOVE:
            return _move(base, head, operation)
        case _:
            return _change(found(base, operation.block), found(head, operation.block), operation)


def _change(base: Block | None, head: Block | None, operation: Operation) -> Rebased:
    """A block that is deleted, renamed or written otherwise."""
    if operation.kind is Kind.DELETE:
        if head is None:
            return _SATISFIED
        return Rebased(Verdict.CLEAN, operation) if head == base else _CONFLICT
    if head is None or base is None:
        return _FALLEN
    title = _title(base.title, head.title, operation.title)
    if title is None:
        return _CONFLICT
    if operation.kind is Kind.RENAME:
        verdict, text = Verdict.CLEAN, head.text
        after = replace(operation, title=title)
    else:
        verdict, text = merged(base.text, head.text, operation.text)
        after = replace(operation, title=title, text=text)
    if verdict is Verdict.CONFLICT:
        return _CONFLICT
    if (title, text) == (head.title, head.text):
        return _SATISFIED
    return Rebased(verdict, after)


def _title(base: str, head: str, mine: str) -> str | None:
    """The title that keeps what both did; None when both changed it."""
    if mine == base:
        return head
    return mine if head in (base, mine) else None


def merged(base: str, head: str, mine: str) -> tuple[Verdict, str]:
    """What both did to a text, and whether its author is to confirm it; "" in a conflict."""
    if base == head:
        return Verdict.CLEAN, mine
    if _are_rewritten(base, head, mine):
        return Verdict.CONFLICT, ""
    result = merge(base, head, mine)
    judged = [_judged(hunk) for hunk in result.hunks]
    if Verdict.CONFLICT in judged:
        return Verdict.CONFLICT, ""
    text = result.resolve(dict.fromkeys(result.undecided, Choice.PROPOSAL))
    if not is_closed(text):
        return Verdict.CONFLICT, ""
    return worst(judged), text


def _are_rewritten(base: str, head: str, mine: str) -> bool:
    """Whether both wrote so much anew that it is for a person to read them."""
    return _written_anew(base, head) * _written_anew(base, mine) > _MOST


@lru_cache(maxsize=128)  # each of many is merged with each, on one base
def _written_anew(base: str, text: str) -> int:
    """How many sentences of a text its base does not have."""
    return (_sentences(text) - _sentences(base)).total()


@lru_cache(maxsize=64)
def _sentences(text: str) -> Counter[str]:
    return Counter(_SENTENCE_END.split(text))


def _judged(hunk: Hunk) -> Verdict:
    match hunk.verdict:
        case outcome.Verdict.CLEAN:
            return Verdict.SUGGESTED if hunk.base else Verdict.CONFLICT
        case outcome.Verdict.SUGGESTED:
            return Verdict.SUGGESTED
        case outcome.Verdict.CONFLICT:
            return Verdict.CONFLICT
        case _:
            return Verdict.CLEAN


def _addition(base: Text, head: Text, operation: Operation) -> Rebased:
    if place(head, operation.block) is not None or _is_said(base, head, operation):
        return _SATISFIED
    verdict, after = _anchor(base, head, operation)
    if verdict is Verdict.CONFLICT:
        return _CONFLICT
    return Rebased(verdict, replace(operation, after=after))


def _is_said(base: Text, head: Text, operation: Operation) -> bool:
    """Whether somebody added the same words at the same place."""
    follower = _next(head, operation.after)
    return (
        follower is not None
        and place(base, follower.id) is None
        and (follower.title, follower.text) == (operation.title, operation.text)
    )


def _move(base: Text, head: Text, operation: Operation) -> Rebased:
    if place(head, operation.block) is None:
        return _FALLEN
    verdict, after = _anchor(base, head, operation)
    if verdict is Verdict.CONFLICT:
        return _CONFLICT
    after_all = replace(operation, after=after)
    if applied(head, after_all) == head:
        return _SATISFIED
    known = {one.id for one in head} & {one.id for one in base}
    was = [one.id for one in base if one.id in known]
    now = [one.id for one in head if one.id in known]
    if was != now:
        if _without(was, operation.block) == _without(now, operation.block):
            return _CONFLICT
        verdict = Verdict.SUGGESTED
    return Rebased(verdict, after_all)


def _without(ids: list[str], block: str) -> list[str]:
    return [one for one in ids if one != block]


def _anchor(base: Text, head: Text, operation: Operation) -> tuple[Verdict, str]:
    """What is added or moved now follows, and whether the place is as it was."""
    verdict, after = Verdict.CLEAN, operation.after
    if after and place(head, after) is None:
        verdict, after = Verdict.SUGGESTED, _surviving(base, head, operation)
    follower = _next(head, after, operation.block)
    if follower is None or follower.id == _expected(base, head, operation):
        return verdict, after
    if place(base, follower.id) is None:
        return Verdict.CONFLICT, after
    return Verdict.SUGGESTED, after


def _surviving(base: Text, head: Text, operation: Operation) -> str:
    """The last block that stood before the place and is still there; "" when none is."""
    kept = {one.id for one in head} - {operation.block}
    until = place(base, operation.after) or 0
    return next((one.id for one in reversed(base[:until]) if one.id in kept), "")


def _expected(base: Text, head: Text, operation: Operation) -> str | None:
    """What would follow the place if blocks had only gone."""
    kept = {one.id for one in head} - {operation.block}
    at = place(base, operation.after)
    start = 0 if at is None else at + 1
    return next((one.id for one in base[start:] if one.id in kept), None)


def _next(text: Text, after: str, ignored: str = "") -> Block | None:
    """What follows a block, or begins the text; but for one block."""
    at = place(text, after)
    start = 0 if at is None else at + 1
    return next((one for one in text[start:] if one.id != ignored), None)
