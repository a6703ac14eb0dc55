"""What a sheet says under the names of another format, as the schema declares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet


def mapped(kind: Kind, sheet: Sheet, form: str) -> Iterator[tuple[str, Field, Any]]:
    """Each field that is said and has a name in the format: the name, the field, the value.

    Codes of choices are those of the format, and those it has none for are left.
    """
    for field in kind.fields:
        name, value = field.mapping.get(form), sheet.values.get(field.id)
        if name and value is not None and not field.hidden:
            theirs = in_words_of(field, value, form)
            if theirs not in (None, []):
                yield name, field, theirs


def in_words_of(field: Field, value: Any, form: str) -> Any:
    """The codes of a value as a format writes them; any other value as it is."""
    if not field.vocabulary or field.type == "rows":
        return value
    codes = value if isinstance(value, list) else [value]
    choices = (field.choices[code] for code in codes if code in field.choices)
    theirs = list(dict.fromkeys(one.mapping[form] for one in choices if form in one.mapping))
    return theirs if isinstance(value, list) else next(iter(theirs), None)
