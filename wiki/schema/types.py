"""The types of fields: what each accepts and the form it is kept in."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title
from wiki.schema import dates, hours, numbers
from wiki.schema.kinds import Field
from wiki.schema.sheet import Value

#: Whether what a value names exists: `known("commune", "33328")`; also « file » and « member ».
Known = Callable[[str, str], bool]
TAXES = ("incl", "excl", "exempt")
PRECISIONS = ("pin", "address", "commune", "epci")
#: Types whose value is a list without order that counts.
SETS = ("choices", "links", "texts")
_MAX_TEXT = 500
_MAX_LONGTEXT = 20_000
_MAX_URL = 2_000
_MAX_ITEMS = 500
#: Greater amounts would not be read back exactly from JSON by a browser.
_MAX_NUMBER = 2**53
#: Nothing is measured finer, and it can be written without an exponent.
_DECIMALS = 6
_SPACES = re.compile(r"\s+")


class Unfit(Exception):
    """A value is not of its type; `code` says why, `parameters` what the sentence needs."""

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


def everything(_type: str, _value: str) -> bool:
    """For who has no list to look in: everything is known."""
    return True


def accepted(field: Field, value: Value, known: Known = everything) -> Value:
    """The value as it is kept, None when it says nothing; raises `Unfit`.

    For every type but rows.
    """
    return _TYPES[field.type](field, value, known)


def _text(field: Field, value: Value, _known: Known) -> str | None:
    text = _SPACES.sub(" ", _string(value)).strip()
    return _bounded(field, text, field.max_length or _MAX_TEXT) if text else None


def _longtext(field: Field, value: Value, _known: Known) -> str | None:
    text = _string(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _bounded(field, text, field.max_length or _MAX_LONGTEXT) if text else None


def _string(value: Value) -> str:
    if not isinstance(value, str):
        raise Unfit("not_text")
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Unfit("unreadable")
    return unicodedata.normalize("NFC", value)


def _bounded(field: Field, text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unfit("too_long", max=longest)
    if len(text) < field.min_length:
        raise Unfit("too_short", min=field.min_length)
    if field.pattern and not re.fullmatch(field.pattern, text):
        raise Unfit("pattern")
    return text


def _integer(field: Field, value: Value, _known: Known) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit("not_integer")
    return int(_within(field, value))


def _number(field: Field, value: Value, _known: Known) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit("not_number")
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Unfit("not_number")
        value = round(value, _DECIMALS)
        value = int(value) if value.is_integer() else value
    return _within(field, value)


def _within(field: Field, value: float) -> float:
    lowest = -_MAX_NUMBER if field.min is None else field.min
    highest = _MAX_NUMBER if field.max is None else field.max
    if value < lowest:
        raise Unfit("too_small", min=lowest)
    if value > highest:
        raise Unfit("too_great", max=highest)
    return value


def _money(field: Field, value: Value, known: Known) -> dict[str, Any]:
    if not isinstance(value, dict) or "cents" not in value or set(value) - {"cents", "tax"}:
        raise Unfit("not_money")
    amount: dict[str, Any] = {"cents": _integer(field, value["cents"], known)}
    if "tax" in value:
        if value["tax"] not in TAXES:
            raise Unfit("unknown_tax")
        amount["tax"] = value["tax"]
    return amount


def _date(_field: Field, value: Value, _known: Known) -> str | None:
    is_year = isinstance(value, int) and 1000 <= value < 3000  # so YAML reads « 2010 »
    text = str(value) if is_year else _string(value).strip()
    if not text:
        return None
    try:
        dates.parts(text)
    except ValueError:
        raise Unfit("not_date") from None
    return text


def _boolean(_field: Field, value: Value, _known: Known) -> bool:
    if not isinstance(value, bool):
        raise Unfit("not_boolean")
    return value


def _choice(field: Field, value: Value, _known: Known) -> str | None:
    code = _string(value)
    if code and code not in field.choices:
        raise Unfit("unknown_choice", value=code)
    return code or None


def _items(field: Field, value: Value) -> list[str]:
    if not isinstance(value, list):
        raise Unfit("not_list")
    items = [one for one in (_SPACES.sub(" ", _string(one)).strip() for one in value) if one]
    if len(items) > (most := field.max or _MAX_ITEMS):
        raise Unfit("too_many", max=int(most))
    return list(dict.fromkeys(items))


def _choices(field: Field, value: Value, _known: Known) -> list[str] | None:
    codes = _items(field, value)
    unknown = [code for code in codes if code not in field.choices]
    if unknown:
        raise Unfit("unknown_choice", value=unknown[0])
    return codes or None


def _texts(field: Field, value: Value, _known: Known) -> list[str] | None:
    longest = field.max_length or _MAX_TEXT
    return [_bounded(field, text, longest) for text in _items(field, value)] or None


def _link(_field: Field, value: Value, _known: Known) -> str | None:
    title = _string(value).replace("_", " ").strip()
    if not title:
        return None
    try:
        return clean_title(title)
    except Invalid as refusal:
        raise Unfit(refusal.code, **refusal.params) from None


def _links(field: Field, value: Value, known: Known) -> list[str] | None:
    titles = (_link(field, title, known) for title in _items(field, value))
    return list(dict.fromkeys(title for title in titles if title)) or None


def _url(_field: Field, value: Value, _known: Known) -> str | None:
    text = _string(value).strip()
    if not text:
        return None
    if len(text) > _MAX_URL:
        raise Unfit("too_long", max=_MAX_URL)
    try:
        address = urlsplit(text)
        host, _port = address.hostname, address.port
    except ValueError:
        raise Unfit("not_url") from None
    if address.scheme.lower() not in ("http", "https") or not host or _SPACES.search(text):
        raise Unfit("not_url")
    if address.username is not None:  # `https://bank.example@elsewhere.example` deceives
        raise Unfit("not_url")
    return text


def _registered(reader: Callable[[str], str | None], code: str) -> _Reader:
    def read(_field: Field, value: Value, _known: Known) -> str | None:
        text = _string(value).strip()
        if not text:
            return None
        if (found := reader(text)) is None:
            raise Unfit(code)
        return found

    return read


def _commune(_field: Field, value: Value, known: Known) -> str | None:
    text = _string(value).strip()
    if not text:
        return None
    code = numbers.commune(text)
    if code is None or not known("commune", code):
        raise Unfit("unknown_commune", value=text)
    return code


def _point(_field: Field, value: Value, _known: Known) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != {"lat", "lon", "precision"}:
        raise Unfit("not_point")
    if value["precision"] not in PRECISIONS:
        raise Unfit("unknown_precision")
    return {
        "lat": _degrees(value["lat"], 90),
        "lon": _degrees(value["lon"], 180),
        "precision": value["precision"],
    }


def _degrees(value: object, most: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        raise Unfit("not_point")
    return round(float(value), _DECIMALS)  # a decimetre


def _hours(field: Field, value: Value, _known: Known) -> str | None:
    text = _SPACES.sub(" ", _string(value)).strip()
    if not text:
        return None
    _bounded(field, text, field.max_length or _MAX_TEXT)
    if not hours.is_osm(text):
        raise Unfit("not_hours")
    return text


def _named(_field: Field, value: Value, known: Known) -> str | None:
    uid = _string(value).strip()
    if uid and (len(uid) > 100 or not known(_field.type, uid)):
        raise Unfit(f"unknown_{_field.type}", value=uid[:100])
    return uid or None


_Reader = Callable[[Field, Value, Known], Value]
_TYPES: Mapping[str, _Reader] = {
    "text": _text,
    "longtext": _longtext,
    "texts": _texts,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "date": _date,
    "boolean": _boolean,
    "choice": _choice,
    "choices": _choices,
    "link": _link,
    "links": _links,
    "url": _url,
    "phone": _registered(numbers.phone, "not_phone"),
    "siret": _registered(numbers.siret, "not_siret"),
    "rna": _registered(numbers.rna, "not_rna"),
    "commune": _commune,
    "point": _point,
    "hours": _hours,
    "file": _named,
    "member": _named,
}
#: Every type of field. A contact never enters a revision: there is no type for one.
TYPES = (*_TYPES, "rows")
