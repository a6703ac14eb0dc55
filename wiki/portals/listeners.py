"""What the portals do when a day begins."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.pages.service.derive import mark_stale
from wiki.portals.service import DAY


def connect() -> None:
    """Listen to the upkeep."""
    signals.day_begun.connect(on_day)


def on_day(**_: object) -> None:
    """Make anew what depends on which day it is."""
    mark_stale([DAY])
