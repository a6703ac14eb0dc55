"""The sites that may show the map in their pages, as a setting names them: one on each line."""

from __future__ import annotations

import re

from wiki.kernel.errors import Invalid

_NAME = r"[a-z0-9-]+"
_SITE = re.compile(
    rf"https?://(?:\*\.)?{_NAME}(?:\.{_NAME})*(?::[0-9]{{1,5}})?", re.ASCII | re.IGNORECASE
)
#: Of a line that is told, the most signs.
_SHOWN = 80


def framing_sites(written: str) -> list[str]:
    """The sites that may frame the map: lines that are no address of a site name none."""
    return [site for site in _lines(written) if _SITE.fullmatch(site)]


def judged(written: str) -> None:
    """Take what names sites and nothing else. Raises `Invalid` with the first other line."""
    for line in _lines(written):
        if not _SITE.fullmatch(line):
            shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
            raise Invalid("frame_unread", line=shown)


def _lines(written: str) -> list[str]:
    return [site for line in written.splitlines() if (site := line.strip().rstrip("/"))]
