"""A value said in another type, when nothing of what it says goes: else it is refused.

« 2010 ? » is no date, « 1.200 » no number, « 012 » none either: the doubt, the grouping and the
zero would go unsaid.
"""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from typing import Any

from wiki.schema.kinds import Field
from wiki.schema.reading import decimal, read, without_money, without_unit, written
from wiki.schema.sheet import Value
from wiki.schema.types import SETS, Unfit, accepted

_NUMBERS = ("integer", "number", "money")
#: A number that can be read in one way only: a separator before three figures may group them.
_PLAIN = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:[.,](?![0-9]{3}$)[0-9]+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
#: What stands between the parts of a date.
_DATE_SIGNS = re.compile(r"[\w\s\u00a0\u202f/.,-]*")
_TAXES = {"incl": "TTC", "excl": "HT", "exempt": "exonéré"}


def converted(field: Field, value: Value) -> Value:
    """The value as a field keeps it, whatever type it was of.

    Raises `Unfit`: `lossy` when something of it would go, or why the field does not take it.
    """
    if field.type == "rows":
        raise Unfit("not_rows")
    if isinstance(value, str) and field.type == "text" and len(value.strip().splitlines()) > 1:
        raise Unfit("lossy")
    with suppress(Unfit):
        if (fits := accepted(field, value)) is not None:
            return fits
    found = accepted(field, _said_so(field, value))
    if found is None:
        raise Unfit("nothing_there")
    return found


def _said_so(field: Field, value: Value) -> Value:
    if field.type in SETS:
        return _items(field, value)
    if isinstance(value, list):
        if field.type == "longtext":
            return "\n".join(_items(field, value))
        if len(value) != 1:
            raise Unfit("lossy" if value else "nothing_there")
        value = value[0]
    if field.type in _NUMBERS:
        return _number(field, value)
    text = _as_text(value)
    if field.type == "date" and not _DATE_SIGNS.fullmatch(text):
        raise Unfit("lossy")
    made = read(field, text)
    if field.type == "commune" and made != text.strip():
        raise Unfit("lossy")  # a name and a postcode, not the code of a commune
    return made


def _items(field: Field, value: Value) -> list[str]:
    """Each item of a list; a text is one, whatever its lines."""
    texts = [_as_text(one) for one in (value if isinstance(value, list) else [value])]
    if any(len(text.strip().splitlines()) > 1 for text in texts):
        raise Unfit("lossy")
    read_ = [read(field, text) for text in texts]
    return [item for items in read_ if items for item in items] if field.type in SETS else texts


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return written(_PLAIN_NUMBER, value)
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("cents"), int):
        amount = f"{Decimal(value['cents']) / 100:.2f}".removesuffix(".00").replace(".", ",")
        return " ".join(filter(None, (amount, "€", _TAXES.get(value.get("tax", ""), ""))))
    raise Unfit("lossy")


def _number(field: Field, value: Value) -> Value:
    if isinstance(value, dict):
        if field.type == "money" or value.keys() != {"cents"}:
            raise Unfit("lossy")
        return _whole(Decimal(value["cents"]) / 100)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unfit(f"not_{field.type}")
    if isinstance(value, str):
        bare = without_money(value) if field.type == "money" else without_unit(field, value)
        if not _PLAIN.fullmatch(_SPACES.sub("", bare).replace("−", "-")):
            raise Unfit(f"not_{field.type}" if decimal(bare) is None else "lossy")
        return read(field, value)
    cents = Decimal(str(value)) * 100
    if field.type != "money":
        return value
    if cents != cents.to_integral_value():
        raise Unfit("lossy")
    return {"cents": int(cents)}


def _whole(number: Decimal) -> Any:
    return int(number) if number == number.to_integral_value() else float(number)


_PLAIN_NUMBER = Field("number", {}, "number")
