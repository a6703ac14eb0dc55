"""How much of a sheet is filled, and what would help most."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet

#: Types of fields whose values are figures.
_FIGURES = ("integer", "number", "money")


@dataclass(frozen=True, slots=True)
class Completeness:
    """The share that is filled, in whole per cent, and the fields that are not, best first."""

    percent: int
    missing: tuple[Field, ...]

    @property
    def next(self) -> Field | None:
        """The most useful field to fill; None when all are."""
        return self.missing[0] if self.missing else None


def completeness(kind: Kind, sheet: Sheet, *, shown: Collection[str] | None = None) -> Completeness:
    """How complete a sheet is, each field counting as its weight says.

    « Not concerned » is an answer. Fields that are hidden, that another one does not call for, or
    that are not among `shown`, the ones a reader may see, do not count.
    """
    counted = [
        one
        for one in kind.fields
        if one.weight
        and not one.hidden
        and (shown is None or one.id in shown)
        and (one.when is None or one.when.holds(sheet.values))
    ]
    missing = [
        one for one in counted if one.id not in sheet.values and one.id not in sheet.not_concerned
    ]
    total = sum(one.weight for one in counted)
    lacking = sum(one.weight for one in missing)
    percent = 100 * (total - lacking) // total if total else 100
    return Completeness(percent, tuple(sorted(missing, key=lambda one: -one.weight)))


def unsourced(kind: Kind, sheet: Sheet, shown: Collection[str]) -> list[Field]:
    """The fields among `shown` that say a figure without saying where it comes from."""
    return [
        one
        for one in kind.fields
        if one.id in shown
        and one.id in sheet.values
        and _is_figure(one)
        and not _is_sourced(sheet, one)
    ]


def _is_figure(one: Field) -> bool:
    if one.type == "rows":
        return any(map(_is_figure, one.fields))
    return one.type in _FIGURES and not one.is_year


def _is_sourced(sheet: Sheet, one: Field) -> bool:
    said = sheet.sources.get(one.id, {})
    return bool(said.get("text") or said.get("url"))
