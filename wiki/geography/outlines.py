"""The outlines of the departments, to be drawn in a picture of `WIDTH` by `HEIGHT`.

The table is made by `python -m tools.geography`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

WIDTH, HEIGHT = 600, 560
_TABLE = Path(__file__).parent / "data" / "outlines.tsv"


@cache
def outlines() -> Mapping[str, str]:
    """The path of each department, by code."""
    lines = _TABLE.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)
