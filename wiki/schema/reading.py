"""Values written by people, in French first: « 12 345,5 », « octobre 2010 », « 38 040 € TTC ».

What cannot be read stays the text it is: validation says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from babel.dates import get_month_names

from wiki.schema.folding import folded
from wiki.schema.hours import osm_from
from wiki.schema.kinds import Field, core_units
from wiki.schema.sheet import Value
from wiki.schema.types import SETS

_LANGUAGES = ("fr", "en")
_YES = frozenset(("oui", "yes", "true", "vrai", "o", "x", "1"))
_NO = frozenset(("non", "no", "false", "faux", "n", "0"))
_TAXES = {"ttc": "incl", "ht": "excl", "exonere": "exempt", "incl": "incl", "excl": "excl"}
_TAX = re.compile(r"\b(?:ttc|ht|exonéré|incl|excl)\b", re.IGNORECASE)
_EUROS = re.compile(r"\s*(?:€|eur(?:os?)?\b)", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{3}){2,}")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?|[+-]?[.,][0-9]+")
#: No number that people write has more signs.
_LONGEST = 30
_CODE_AT_END = re.compile(r"\(([0-9][0-9AB][0-9]{3})\)\s*$", re.IGNORECASE)
#: « 1er », « le 2 », « 3rd ».
_ORDINAL = re.compile(r"er|le|st|th|[nr]d")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def read(field: Field, text: str) -> Value | None:
    """The value that a text says; the text itself when it cannot be read, None when blank.

    For every type but rows and points. In a list each line is an item.
    """
    text = text.strip()
    if not text:
        return None
    if field.type in SETS:
        items = [line.strip() for line in text.splitlines() if line.strip()]
        return [code_of(field, item) for item in items] if field.vocabulary else items
    reader = _READERS.get(field.type)
    return text if reader is None else reader(field, text)


def code_of(field: Field, text: str) -> str:
    """The code of the choice that a text names, by its code, its label or another format's."""
    return text if text in field.choices else field.codes_by_name.get(folded(text), text)


def decimal(text: str) -> Decimal | None:
    """The number that a text writes with spaces, a comma or a point; None when it writes none.

    With both signs the last one is the decimal point: « 1.234,5 » and « 1,234.5 » are the same.
    """
    digits = re.sub(r"[\s\u00a0\u202f'’]", "", text).replace("−", "-")
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", "")
    elif "." in digits and "," in digits:
        groups = "." if digits.rindex(",") > digits.rindex(".") else ","
        digits = digits.replace(groups, "")
    if len(digits) > _LONGEST or not _NUMBER.fullmatch(digits):
        return None
    return Decimal(digits.replace(",", "."))


def _number(field: Field, text: str) -> Value:
    found = decimal(without_unit(field, text))
    if found is None:
        return text
    return int(found) if found == found.to_integral_value() else float(found)


def without_unit(field: Field, text: str) -> str:
    """The text without the sign of the unit, for who writes it too: « 120 m² »."""
    for sign in core_units().get(field.unit, {}).values():
        if text.casefold().endswith(sign.casefold()):
            return text[: -len(sign)].strip()
    return text


def _money(_field: Field, text: str) -> Value:
    words = folded(text).split()
    tax = next((_TAXES[word] for word in words if word in _TAXES), None)
    found = decimal(without_money(text))
    if found is None or found * 100 != (found * 100).to_integral_value():
        return text
    return {"cents": int(found * 100)} | ({"tax": tax} if tax else {})


def without_money(text: str) -> str:
    """The text of an amount without the sign of euros, nor the word of a tax."""
    return _EUROS.sub("", _TAX.sub("", text))


def _date(_field: Field, text: str) -> Value:
    parts = re.findall(r"[0-9]+|[^\W\d_]+", text)
    parts = [part for part in parts if not _ORDINAL.fullmatch(folded(part))]
    read = [_months().get(folded(part), part) for part in parts]
    if not 1 <= len(read) <= 3 or not all(part.isascii() and part.isdigit() for part in read):
        return text
    if len(read[0]) != 4:
        read.reverse()
    if len(read[0]) != 4:
        return text
    return "-".join([read[0], *(f"{int(part):02d}" for part in read[1:])])


@cache
def _months() -> Mapping[str, str]:
    return {
        folded(name): str(number)
        for language in _LANGUAGES
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, locale=language).items()
    }


def _boolean(_field: Field, text: str) -> Value:
    said = folded(text)
    return said in _YES if said in _YES | _NO else text


def _commune(_field: Field, text: str) -> Value:
    found = _CODE_AT_END.search(text)
    return found[1].upper() if found else text


def _url(_field: Field, text: str) -> Value:
    alone = " " not in text and "." in text
    return f"https://{text}" if alone and not _SCHEME.match(text) else text


def _hours(_field: Field, text: str) -> Value:
    return osm_from(text)


_READERS: Mapping[str, Callable[[Field, str], Value]] = {
    "integer": _number,
    "number": _number,
    "money": _money,
    "date": _date,
    "boolean": _boolean,
    "choice": code_of,
    "commune": _commune,
    "url": _url,
    "hours": _hours,
}


# -- The other way


def written(field: Field, value: Value) -> str:
    """The text that a form shows for a value, which `read` reads back.

    For every type but rows and points; a value that is not of its type is written as it is.
    """
    if field.type in SETS and isinstance(value, list):
        return "\n".join(map(str, value))
    if field.type == "boolean" and isinstance(value, bool):
        return "yes" if value else "no"
    if field.type == "money" and isinstance(value, dict):
        cents = value.get("cents")
        return _comma(Decimal(cents) / 100) if isinstance(cents, int) else ""
    if field.type == "date" and isinstance(value, str):
        return "/".join(reversed(value.split("-")))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _comma(Decimal(str(value)))
    return str(value)


def _comma(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")
