"""Kinds of sheets and what can be done with a sheet: pure functions of plain values."""

from __future__ import annotations

from wiki.schema.kinds import Choice, Field, Group, Kind, core_kinds
from wiki.schema.sheet import MalformedSheet, Sheet
from wiki.schema.validation import Problem, validated

__all__ = [
    "Choice",
    "Field",
    "Group",
    "Kind",
    "MalformedSheet",
    "Problem",
    "Sheet",
    "core_kinds",
    "validated",
]
