"""The subject of a thread, with what may keep it from some readers."""

from __future__ import annotations

from typing import NamedTuple


class ThreadSubject(NamedTuple):
    """The subject of a thread; what that is about, and the passage whose first words it may be.

    It belongs to the first turn, and is hidden with it.
    """

    text: str
    is_hidden: bool
    target_kind: str
    target_uid: str
    revision: int | None
    block: str | None
    quote: str | None
