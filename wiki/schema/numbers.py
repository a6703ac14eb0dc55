"""The numbers that public registers give: SIRET, RNA, commune, phone."""

from __future__ import annotations

import re

from wiki.kernel.late import Late

phonenumbers = Late("phonenumbers")
_SEPARATORS = re.compile(r"[\s.\u00a0\u202f-]+")
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
_COMMUNE = re.compile(r"(?:[013-9][0-9]|2[AB1-9])[0-9]{3}")
#: The SIREN of La Poste, whose thousands of SIRET follow their own rule.
_LA_POSTE = "356000000"


def siret(text: str) -> str | None:
    """The fourteen digits of a SIRET, or None when a figure of it is wrong."""
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]{14}", digits):
        return None
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return digits
    return digits if _luhn(digits) else None


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def rna(text: str) -> str | None:
    """The number of an association, W and nine signs, or None."""
    found = _SEPARATORS.sub("", text).upper()
    return found if _RNA.fullmatch(found) else None


def commune(text: str) -> str | None:
    """The INSEE code of a commune, or None when it has not the form of one."""
    found = _SEPARATORS.sub("", text).upper()
    return found if _COMMUNE.fullmatch(found) else None


def phone(text: str) -> str | None:
    """A phone number as `+33557123456`, or None; without a country it is a French one."""
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or number.extension:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
