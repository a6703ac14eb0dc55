"""Kinds of sheets and what can be done with a sheet: pure functions of plain values."""

from __future__ import annotations

from wiki.schema.audience import cut, restored, visible
from wiki.schema.completeness import Completeness, completeness
from wiki.schema.customised import customised
from wiki.schema.difference import Difference, State, differences, state_of
from wiki.schema.kinds import Choice, Field, Group, Kind, core_kinds, core_units
from wiki.schema.merging import Conflict, SheetMerge, Side, merged
from wiki.schema.sheet import MalformedSheet, Sheet
from wiki.schema.spoken import Spoken, spoken
from wiki.schema.submitted import form_of, submitted
from wiki.schema.unfitting import Unfitting, unfitting
from wiki.schema.validation import Problem, validated

__all__ = [
    "Choice",
    "Completeness",
    "Conflict",
    "Difference",
    "Field",
    "Group",
    "Kind",
    "MalformedSheet",
    "Problem",
    "Sheet",
    "SheetMerge",
    "Side",
    "Spoken",
    "State",
    "Unfitting",
    "completeness",
    "core_kinds",
    "core_units",
    "customised",
    "cut",
    "differences",
    "form_of",
    "merged",
    "restored",
    "spoken",
    "state_of",
    "submitted",
    "unfitting",
    "validated",
    "visible",
]
