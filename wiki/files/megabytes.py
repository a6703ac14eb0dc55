"""How much the settings say that files may take."""

from __future__ import annotations

import re

from wiki.kernel.errors import Invalid


def octets(said: str) -> int | None:
    """The octets that a setting in megabytes allows; None for no bound."""
    return int(said) * 1_000_000 if said.strip() else None


def judged(said: str) -> None:
    """Raises `Invalid` for what is no number of megabytes."""
    if not re.fullmatch(r"[0-9]{0,9}", said.strip()):
        raise Invalid("file_megabytes")
