"""Places with the name of where they come from: its licence, its day, its own numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wiki.places.imports.reading import Found
from wiki.places.imports.records import NO_FAMILY, Origin
from wiki.schema.folding import folded
from wiki.schema.sheet import Sheet

#: Fields that say where the sheet comes from: they have no source of their own.
OF_ORIGIN = frozenset(("external_ids", "data_source", "data_licence"))
#: The register of numbers that are those of one file alone.
_ANY = "other"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Credit:
    """Who gives a file: a name, an address, the code of a licence, a day in ISO 8601; or ""."""

    name: str
    url: str = ""
    licence: str = ""
    day: str = ""

    @property
    def source(self) -> dict[str, str]:
        """It, as the source of a value."""
        said = {"text": self.name, "url": self.url, "checked": self.day}
        return {part: text for part, text in said.items() if text}


def signed(one: Found, credit: Credit, origin: Origin) -> Found:
    """A place whose every value says where it comes from.

    Numbers of no register are those of the source: two files may number theirs alike.
    """
    values = dict(one.sheet.values)
    if values.get("data_source") in (None, origin.name):
        values["data_source"] = credit.name
    if credit.licence:
        values["data_licence"] = credit.licence
    number = one.id
    if origin.register == _ANY and number:
        number = _of_source(credit.name, number)
        values["external_ids"] = [{"register": _ANY, "id": number}]
    apart = {*OF_ORIGIN, "families", "families_other"} if _is_put(values) else OF_ORIGIN
    sources = {name: credit.source for name in values if name not in apart}
    sheet = Sheet(one.sheet.kind, values, one.sheet.not_concerned, sources)
    return replace(one, id=number, sheet=sheet)


def _is_put(values: Mapping[str, Any]) -> bool:
    """Whether a family was put where the file says none."""
    return str(values.get("families_other", "")).startswith(NO_FAMILY)


def _of_source(name: str, number: str) -> str:
    whole = f"{folded(name)}:{number}"
    if len(whole) <= _LONGEST:
        return whole
    return f"{whole[:120]}:{hashlib.sha256(whole.encode()).hexdigest()[:40]}"
