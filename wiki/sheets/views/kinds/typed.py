"""What the screens of fields and of columns read of a form: types, numbers, lists, columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wiki.schema.declared import code_from
from wiki.schema.settled import schema_kind
from wiki.schema.settling import told
from wiki.schema.sheet import Sheet
from wiki.sheets.views.kinds.settling import typed
from wiki.web.language import gettext, in_language
from wiki.web.sheet_problems import sentence

#: The type of a field whose values are rows.
ROWS = "rows"
NUMBERS = ("integer", "number", "money")
LISTS = ("choice", "choices")
#: Most entries of a list that are read at once.
MOST = 300
#: Most digits of a number that is read.
_DIGITS = 15
#: Columns that a new field may have at once; more are added on their own screen.
_COLUMNS = 4


class NewColumn(NamedTuple):
    """A column of a new field, as it was typed; `choices` has an entry between two `;`."""

    place: int
    name: str
    type: str
    choices: str


def types(*, of_columns: bool = False) -> Mapping[str, str]:
    """The types that a network may give a field, or a column, with their names."""
    name = "columns" if of_columns else "fields"
    choices = schema_kind().field(name).columns["type"].choices
    return {code: in_language(choice.labels) for code, choice in choices.items()}


def type_name(type_: str) -> str:
    """What one puts in a field of a type, in words."""
    others = {"file": gettext("Un fichier"), "member": gettext("Un membre")}
    return types().get(type_) or others.get(type_, type_)


def units() -> list[tuple[str, str]]:
    """The units that numbers may have."""
    choices = schema_kind().field("fields").columns["unit"].choices
    return [(unit, in_language(choice.labels)) for unit, choice in choices.items()]


def number(name: str, errors: dict[str, str]) -> int | None:
    """The whole number that was typed; None when none was, or it is refused in `errors`."""
    text = "".join(typed(name).split())
    digits = text.removeprefix("-")
    if not text:
        return None
    if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS:
        return int(text)
    errors[name] = sentence("not_integer", {})
    return None


def with_entries(sheet: Sheet, of: str, text: str, taken: Sequence[str]) -> Sheet:
    """The sheet with new entries in the list of a field, one for each line."""
    codes = set(taken)
    for line in text.splitlines()[:MOST]:
        if name := " ".join(line.split()):
            code = code_from(name, codes)
            codes.add(code)
            sheet = told(sheet, "choices", of, code, fr=name)
    return sheet


def new_columns() -> list[NewColumn]:
    """The columns that were typed for a new field, as many as it may have."""
    return [
        NewColumn(
            place,
            typed(f"column-name-{place}"),
            typed(f"column-type-{place}") or "text",
            typed(f"column-choices-{place}"),
        )
        for place in range(1, _COLUMNS + 1)
    ]


def with_columns(sheet: Sheet, of: str) -> Sheet:
    """The sheet with the columns that were typed; the first one tells the rows apart."""
    codes: list[str] = []
    for one in new_columns():
        if one.name:
            code = code_from(one.name, {"new", *codes})
            named = None if codes else True
            sheet = told(sheet, "columns", of, code, type=one.type, fr=one.name, identity=named)
            if one.type in LISTS:
                lines = one.choices.replace(";", "\n")
                sheet = with_entries(sheet, f"{of}/{code}", lines, ())
            codes.append(code)
    return sheet
