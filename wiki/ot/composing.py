"""Two change sets made one after the other, as one."""

from __future__ import annotations

from wiki.ot.change_set import BadChange, Builder, ChangeSet
from wiki.ot.cursor import Cursor


def compose(first: ChangeSet, then: ChangeSet) -> ChangeSet:
    """What `first` and `then` do, in one change set; the rules are those of CodeMirror.

    To map over the result is not to map over one, then over the other: `wiki.ot.rebasing` never
    composes. Raises `BadChange` when `then` does not start from the text that `first` leads to.
    """
    if first.new_length != then.length:
        raise BadChange("length")
    if first.is_empty:
        return then
    if then.is_empty:
        return first
    return _compose(Cursor(first), Cursor(then))


def _compose(first: Cursor, then: Cursor) -> ChangeSet:
    result = Builder()
    goes_on = False
    while not (first.done and then.done):
        if first.text == b"":
            result.add(first.length, b"", join=goes_on)
            first.next()
        elif not then.length and not then.done:
            result.add(0, then.text, join=goes_on)
            then.next()
        else:
            goes_on = _take_both(first, then, result, goes_on=goes_on)
    return result.done()


def _take_both(first: Cursor, then: Cursor, result: Builder, *, goes_on: bool) -> bool:
    """Add the longest stretch that one section of each covers; whether the next goes on with it."""
    length = min(first.new_length, then.length)
    sections = len(result.sections)
    put = then.text if then.text is None or not then.offset else b""
    if first.text is None:
        result.add(length, put, join=goes_on)
    else:
        taken = 0 if first.offset else first.length
        result.add(taken, first.piece(length) if put is None else put, join=goes_on)
    is_cut = (first.text is not None and first.new_length > length) or (
        then.text is not None and then.length > length
    )
    is_open = is_cut and (goes_on or len(result.sections) > sections)
    first.forward_new(length)
    then.forward(length)
    return is_open
