"""What is told of where an event is, whoever holds it."""

from __future__ import annotations

from typing import Protocol


class Located(Protocol):
    """What is told of where an event is."""

    @property
    def place(self) -> str: ...

    @property
    def address(self) -> str: ...

    @property
    def insee(self) -> str: ...

    @property
    def online(self) -> str: ...
