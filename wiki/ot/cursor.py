"""Reading a change set section by section, whole or by pieces."""

from __future__ import annotations

from wiki.ot.change_set import ChangeSet

_UNIT = 2


class Cursor:
    """What is left of the section being read, and which one it is.

    `length` is what it takes of the old text, still to be read; `text` what it puts there, None
    when it keeps. `index` counts sections from 1; past the last one, `done` is true.
    """

    __slots__ = ("_sections", "done", "index", "length", "offset", "text")

    def __init__(self, changes: ChangeSet) -> None:
        self._sections = changes.sections
        self.text: bytes | None
        self.index = 0
        self.next()

    def next(self) -> None:
        """Go to the next section."""
        self.done = self.index >= len(self._sections)
        self.length, self.text = (0, None) if self.done else self._sections[self.index]
        self.index += 1
        self.offset = 0

    def forward(self, length: int) -> None:
        """Read `length` units of the old text."""
        if length == self.length:
            self.next()
        else:
            self.length -= length
            self.offset += length

    @property
    def new_length(self) -> int:
        """What is left of the section in the new text, when it is read by `forward_new`."""
        return self.length if self.text is None else len(self.text) // _UNIT - self.offset

    def piece(self, length: int) -> bytes:
        """The next `length` units that the section puts."""
        start = _UNIT * self.offset
        return (self.text or b"")[start : start + _UNIT * length]

    def forward_new(self, length: int) -> None:
        """Read `length` units of the new text."""
        if self.text is None:
            self.forward(length)
        elif length == self.new_length:
            self.next()
        else:
            self.offset += length
