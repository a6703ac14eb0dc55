"""Where a message is written: what its draft is known by, and what the draft holds."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """A form of the discussions, for one person: which one, and what it is about."""

    #: `thread`, `answer`, `turn` or `passage`.
    form: str
    #: The uid of the thing, of the thread or of the turn.
    uid: str
    #: The kind of the thing, the uid of the turn that is answered, or the kind and the block.
    part: str = ""

    @classmethod
    def thread(cls, kind: str, uid: str) -> Spot:
        """Opening a thread about a thing."""
        return cls("thread", uid, kind)

    @classmethod
    def answer(cls, thread_uid: str, turn_uid: str = "") -> Spot:
        """Answering in a thread, or one of its turns."""
        return cls("answer", thread_uid, turn_uid)

    @classmethod
    def turn(cls, uid: str) -> Spot:
        """Changing one's own turn."""
        return cls("turn", uid)

    @classmethod
    def passage(cls, kind: str, uid: str, block: str) -> Spot:
        """Commenting on a passage of a block of a thing."""
        return cls("passage", uid, f"{kind}:{block}")

    @property
    def block(self) -> str:
        """The block of a passage."""
        return self.part.partition(":")[2]


class Unsent(NamedTuple):
    """What is being written: a message; its subject, or the passage and its other wording."""

    text: str
    subject: str = ""
    revision: int = 0
    quote: str = ""
    before: str = ""
    becomes: str = ""
