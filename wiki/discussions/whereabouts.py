"""Where passages that were chosen in versions of a thing stand in its newest one."""

from __future__ import annotations

from wiki.discussions.kinds import parts_of, writing_of
from wiki.discussions.passages import Block, Quoted, Way, is_part
from wiki.kernel.permissions import SYSTEM


class Whereabouts:
    """The newest version of a thing and those in which passages were chosen, each read once."""

    def __init__(self, kind: str, uid: str, text: str | None = None) -> None:
        self._about = (kind, uid)
        self._writing = writing_of(kind)
        self.head = self._writing.head(uid)
        #: What the newest version says, when that is known or was read.
        self._text = text
        self._ways: dict[int, Way] = {}
        self._parts: dict[int, dict[str, Block]] = {}

    def block_of(self, number: int, passage: Quoted) -> str | None:
        """The block where a passage of the version `number` stands now, or None."""
        if is_part(passage.block):
            now = self._parts_in(self.head).get(passage.block)
            then = self._parts_in(number).get(passage.block)
            return passage.block if now and now == then else None
        if number not in self._ways:
            self._ways[number] = Way(self._said_in(number), self._said_in(self.head))
        return self._ways[number].to(passage)

    def _said_in(self, number: int) -> str:
        if number == self.head and self._text is not None:
            return self._text
        text = self._writing.text(self._about[1], number)
        if number == self.head:
            self._text = text
        return text

    def _parts_in(self, number: int) -> dict[str, Block]:
        if number not in self._parts:
            # A field that is kept from some by now has not changed for that.
            found = (*parts_of(*self._about, number, SYSTEM), *parts_of(*self._about, number))
            self._parts[number] = {block.id: block for block in found}
        return self._parts[number]
