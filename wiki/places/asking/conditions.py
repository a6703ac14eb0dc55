"""What is asked of a column: « 33, Dordogne », « >= 10 ; < 50 », « sauf fermé », « inconnu »."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wiki.geography.communes import departments, regions
from wiki.geography.finding import understood
from wiki.kernel.slugs import title_key
from wiki.places.asking.columns import Column, ProblemError
from wiki.schema import dates
from wiki.schema.naming import key_of, nearest
from wiki.schema.reading import read

#: Most values of one condition.
MOST_VALUES = 50
_APART = re.compile(r"\s*;\s*|\s+(?:ou|or)\s+")
_LISTED = frozenset(
    {"choice", "choices", "commune", "department", "region", "link", "links", "boolean"}
)
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|…|\s+à\s+)\s*(.+)")
_SIGNS = {
    ">=": "ge",
    "≥": "ge",
    "<=": "le",
    "≤": "le",
    ">": "gt",
    "<": "lt",
    "!=": "is_not",
    "≠": "is_not",
    "=": "is",
    "depuis ": "ge",
    "since ": "ge",
    "après ": "gt",
    "after ": "gt",
    "avant ": "lt",
    "before ": "lt",
    "sauf ": "is_not",
    "not ": "is_not",
}
_ORDERED = frozenset({"ge", "le", "gt", "lt"})
_STATES = {
    key_of(word): state
    for state, words in {
        "unknown": ("inconnu", "inconnue", "unknown", "non renseigné", "vide"),
        "known": ("renseigné", "renseignée", "connu", "connue", "known"),
        "not_concerned": ("ne s’applique pas", "sans objet", "not concerned"),
    }.items()
    for word in words
}


@dataclass(frozen=True)
class Comparison:
    """One comparison: `is`, `is_not`, `contains`, `ge`, `gt`, `le`, `lt`, or one of the states."""

    how: str
    value: str | float = ""


@dataclass(frozen=True)
class Condition:
    """A column and its tests: one of `some` holds, if there are any, and all of `every`."""

    column: Column
    some: tuple[Comparison, ...] = ()
    every: tuple[Comparison, ...] = ()


def condition(column: Column, text: str) -> Condition:
    """What a text asks of a column. Raises `ProblemError`."""
    pieces = [piece for one in _APART.split(text.strip()) for piece in _listed(column, one)]
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    if not pieces:
        raise ProblemError("value_missing", name=column.label)
    if len(pieces) > MOST_VALUES:
        raise ProblemError("values_many", name=column.label, most=str(MOST_VALUES))
    tests = [test for piece in pieces for test in _tests(column, piece)]
    apart = ("is", "contains", "known", "unknown", "not_concerned")
    return Condition(
        column,
        tuple(test for test in tests if test.how in apart),
        tuple(test for test in tests if test.how not in apart),
    )


def _listed(column: Column, text: str) -> list[str]:
    return text.split(",") if column.type in _LISTED else [text]


def _tests(column: Column, text: str) -> list[Comparison]:
    if (state := _STATES.get(key_of(text))) is not None:
        return [Comparison(state)]
    how = "is"
    for sign, meaning in _SIGNS.items():
        if text.lower().startswith(sign):
            how, text = meaning, text[len(sign) :].strip()
            break
    if how in _ORDERED and column.type not in ("integer", "number", "money", "date"):
        raise ProblemError("value_unordered", name=column.label)
    ordered = column.type in ("integer", "number", "money", "date")
    if how == "is" and ordered and (found := _RANGE.fullmatch(text)):
        return [
            Comparison("ge", _value(column, found[1])),
            Comparison("le", _value(column, found[2])),
        ]
    if column.type == "commune":
        return [Comparison(how, code) for code in _communes(column, text)]
    if how == "is" and _is_text(column):
        how = "contains"
    return [Comparison(how, _value(column, text))]


def _is_text(column: Column) -> bool:
    return column.type in ("text", "longtext", "texts", "url", "phone")


def _value(column: Column, text: str) -> str | float:
    match column.type:
        case "department":
            names = {one.code: one.name for one in departments().values()}
            return _code(column, text, names)
        case "region":
            return _code(column, text, regions())
        case "link" | "links":
            return title_key(text)
        case "choice" | "choices":
            return _choice(column, text)
        case "integer" | "number" | "money" | "boolean" | "date":
            return _read(column, text)
    return text


def _code(column: Column, text: str, known: Mapping[str, str]) -> str:
    if text.upper() in known:
        return text.upper()
    by_name = {key_of(name): code for code, name in known.items()}
    if (code := by_name.get(key_of(text))) is not None:
        return code
    close = nearest({key: known[code] for key, code in by_name.items()}, text)
    raise ProblemError("value_unknown", name=column.label, value=text, nearest=close)


def _choice(column: Column, text: str) -> str:
    field = column.field
    if text in field.choices:
        return text
    labels = {key_of(label): one for one in field.vocabulary for label in one.labels.values()}
    if (found := labels.get(key_of(text))) is not None:
        return found.code
    close = nearest({key: one.labels["fr"] for key, one in labels.items()}, text)
    raise ProblemError("value_unknown", name=column.label, value=text, nearest=close)


def _communes(column: Column, text: str) -> list[str]:
    found = [one.insee for one in understood(text)]
    if not found:
        raise ProblemError("value_unknown", name=column.label, value=text, nearest="")
    return found


def _read(column: Column, text: str) -> str | float:
    value = read(column.field, text)
    if isinstance(value, dict):
        return float(value["cents"])
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return float(value)
    if column.type == "date" and isinstance(value, str) and _is_date(value):
        return value
    raise ProblemError(f"value_not_{_sort(column.type)}", name=column.label, value=text)


def _is_date(text: str) -> bool:
    try:
        return bool(dates.parts(text))
    except ValueError:
        return False


def _sort(type_: str) -> str:
    return type_ if type_ in ("date", "boolean") else "number"
