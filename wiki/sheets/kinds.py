"""The kinds of sheets that the wiki has."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.schema.kinds import Kind, core_kinds


def kinds() -> Mapping[str, Kind]:
    """Every kind, by its code."""
    return core_kinds()
