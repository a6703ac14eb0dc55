"""Change sets mapped: the same intent, on a text that somebody else changed first.

The rules are those of CodeMirror's `ChangeSet.map`, section for section, so that a browser and the
server always agree. A stretch that both replace is emptied, and holds what both put there.
"""

from __future__ import annotations

from wiki.ot.change_set import BadChange, Builder, ChangeSet
from wiki.ot.cursor import Cursor


def map_over(changes: ChangeSet, over: ChangeSet, *, before: bool = False) -> ChangeSet:
    """`changes` as they are once `over` was made; both start from one text.

    What both insert at one place comes after what `over` inserts, or before it with `before`. For
    any two, `over` then `map_over(changes, over)` leads to the text that `changes` then
    `map_over(over, changes, before=True)` leads to. Raises `BadChange` when the texts that they
    start from are not of one length.
    """
    if changes.length != over.length:
        raise BadChange("length")
    return changes if over.is_empty else _Mapping(changes, over, before=before).result()


class _Mapping:
    """Both change sets read at once, along the text that they start from."""

    __slots__ = ("before", "mine", "put", "result_so_far", "theirs")

    def __init__(self, changes: ChangeSet, over: ChangeSet, *, before: bool) -> None:
        self.mine, self.theirs = Cursor(changes), Cursor(over)
        self.before = before
        self.result_so_far = Builder()
        #: The last section of mine whose text was put: it may be read in several pieces.
        self.put = 0

    def result(self) -> ChangeSet:
        mine, theirs = self.mine, self.theirs
        while not (mine.done and theirs.done):
            if theirs.text is not None and self._theirs_first():
                self._pass_theirs()
            elif mine.text is not None:
                self._take_mine()
            else:
                both = min(mine.length, theirs.length)
                self.result_so_far.add(both, None)
                mine.forward(both)
                theirs.forward(both)
        return self.result_so_far.done()

    def _theirs_first(self) -> bool:
        """Replacements are in the order of where they start, then of what they take."""
        mine, theirs = self.mine, self.theirs
        if mine.text is None or self.put == mine.index:
            return True
        if mine.offset:
            return False
        return theirs.length < mine.length or (theirs.length == mine.length and not self.before)

    def _pass_theirs(self) -> None:
        """Step over a replacement of theirs, and put in it what I put where it was."""
        mine, theirs = self.mine, self.theirs
        self.result_so_far.add(theirs.new_length, None)
        left = theirs.length
        while left:
            piece = min(mine.length, left)
            if mine.text is not None and self.put < mine.index and mine.length <= piece:
                self.result_so_far.add(0, mine.text)
                self.put = mine.index
            mine.forward(piece)
            left -= piece
        theirs.next()

    def _take_mine(self) -> None:
        """Take a replacement of mine, up to where theirs begins to replace in the midst of it."""
        mine, theirs = self.mine, self.theirs
        taken, left = 0, mine.length
        while left:
            if theirs.text is None:
                piece = min(left, theirs.length)
                taken += piece
                left -= piece
                theirs.forward(piece)
            elif not theirs.text and theirs.length < left:
                left -= theirs.length
                theirs.next()
            else:
                break
        self.result_so_far.add(taken, mine.text if self.put < mine.index else b"")
        self.put = mine.index
        mine.forward(mine.length - left)
