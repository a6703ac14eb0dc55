"""What reading a file gives: sheets to save, and a remark for all that was not as it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wiki.schema.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Remark:
    """Something at a line of the file, by a code that the faces word with the parameters."""

    line: int
    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the file: its line, its number in its register, a free title, its sheet."""

    line: int
    id: str
    title: str
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Reading:
    """The places found, and what there is to say, by line; `left` are lines that gave no place."""

    places: tuple[Found, ...]
    remarks: tuple[Remark, ...]
    left: tuple[int, ...] = ()
