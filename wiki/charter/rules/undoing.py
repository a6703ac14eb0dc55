"""What undoes an amendment that the text took in: on plain values."""

from __future__ import annotations

from wiki.charter.rules.operations import Kind, Operation, Text, before, found
from wiki.charter.rules.rebase import Rebased, Verdict, rebased


def inverse(was: Text, operation: Operation) -> Operation:
    """What asks of a text that took an operation in to read again as it `was`."""
    if operation.kind is Kind.ADD_AFTER:
        return Operation(Kind.DELETE, operation.block)
    block = found(was, operation.block)
    if block is None:  # it took nothing in
        return Operation(Kind.DELETE, operation.block)
    if operation.kind is Kind.MOVE:
        return Operation(Kind.MOVE, block.id, after=before(was, block.id))
    if operation.kind is Kind.DELETE:
        after = before(was, block.id)
        return Operation(Kind.ADD_AFTER, block.id, block.title, block.text, after, block.level)
    return Operation(Kind.MODIFY, block.id, block.title, block.text)


def undone(was: Text, became: Text, head: Text, operation: Operation) -> Rebased:
    """What takes an operation out of `head`, whose text it made `became` from what it `was`.

    What others changed since in the same sentence is for people to read.
    """
    if was == became:
        return Rebased(Verdict.SATISFIED)
    return rebased(became, head, inverse(was, operation))
