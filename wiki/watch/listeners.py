"""What watching does when a day begins."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.watch.service.tidy import purge


def connect() -> None:
    """Listen to the upkeep."""
    signals.day_begun.connect(purge)
