"""What the answers of all places make together: figures, counts, lists. On plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wiki.schema.kinds import Field
from wiki.schema.sheet import Sheet

#: How a question is summed up: figures, how many say each thing, what each one says.
FIGURES, COUNTS, WORDS = SHAPES = ("figures", "counts", "words")
_NUMBERS = ("integer", "number", "money")
_COUNTED = ("boolean", "choice", "choices", "texts")
#: What a place that answers « yes » or « no » says.
YES, NO = "true", "false"


@dataclass(frozen=True)
class Said:
    """What the places say to one question: `answered` of them, `away` that it does not concern.

    `figures` are total (but of amounts), least, median and most; `counts` give who says each
    thing, the most said first, a choice that nobody made last; `words` give each place with what
    it says.
    """

    field: Field
    shape: str
    answered: int
    away: int
    figures: Mapping[str, float]
    counts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[tuple[str, Any], ...] = ()


def said(field: Field, answers: Sequence[tuple[str, Sheet]]) -> Said:
    """What places, each by its title, say to one question."""
    values = [
        (title, sheet.values[field.id]) for title, sheet in answers if field.id in sheet.values
    ]
    away = sum(field.id in sheet.not_concerned for _, sheet in answers)
    if field.type in _NUMBERS and not field.is_year:
        figures = _figures(values)
        if field.type == "money":  # prices do not add up
            figures.pop("total", None)
        return Said(field, FIGURES, len(values), away, figures, words=tuple(values))
    if field.type in _COUNTED:
        return Said(field, COUNTS, len(values), away, {}, counts=_counts(field, values))
    return Said(field, WORDS, len(values), away, {}, words=tuple(values))


def _figures(values: Sequence[tuple[str, Any]]) -> dict[str, float]:
    numbers = sorted(value["cents"] if isinstance(value, Mapping) else value for _, value in values)
    if not numbers:
        return {}
    middle = len(numbers) // 2
    return {
        "total": sum(numbers),
        "least": numbers[0],
        "median": (numbers[middle] + numbers[-middle - 1]) / 2,
        "most": numbers[-1],
    }


def _counts(
    field: Field, values: Sequence[tuple[str, Any]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = [YES, NO] if field.type == "boolean" else [one.code for one in field.offered]
    found: dict[str, list[str]] = {code: [] for code in known}
    names: dict[str, str] = {}
    for title, value in values:
        for one in value if isinstance(value, list) else [value]:
            code = str(one).lower() if isinstance(one, bool) else str(one)
            if field.type == "texts":  # alike but for their capitals
                code = names.setdefault(code.casefold(), code)
            found.setdefault(code, []).append(title)
    each = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple((code, tuple(titles)) for code, titles in each)
