"""The words of a sentence, where a *value* is one word.

A value is what nobody may mix: an e-mail, an address, a link target, a telephone number, a date, an
amount. «05 57 00 00 02» and «12 octobre 2010» are one word each.
"""

from __future__ import annotations

import re

_SPACE = r"[ \u00a0\u202f]"
_MONTH = (
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|janv|févr|avr|juil|sept|oct|nov|déc)"
)
_UNIT = r"(?:km|m²|m|k€|euros?|heures?|h|min|ans?|mois|semaines?|jours?|postes?|places?)"
_COUNT = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingt|trente|quarante|cinquante|soixante|cent|cents|mille)"
)
# Every repetition is bounded or cannot overlap what follows it, so that a match is linear.
_VALUE = re.compile(
    rf"""
    \[\[[^\[\]\n]{{1,300}}\]\]                                # [[Titre]]
    | \]\([^()\s]{{0,2000}}\)                                 # ](cible)
    | (?:https?://|www\.)[^\s<>()\[\]"]++
    | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,8}}
    | (?:\d{{1,2}}(?:er)?{_SPACE})?(?<![\w]){_MONTH}\b(?:{_SPACE}\d{{4}}\b)?
    | \+?\d+(?:(?:[.,:/h°'’-]|{_SPACE})\d+)*+
      (?:(?:er|e|ème)\b|{_SPACE}?(?:[€%°]|{_UNIT}\b))?
      (?:{_SPACE}{_MONTH}\b(?:{_SPACE}\d{{4}}\b)?)?
    | \b{_COUNT}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = r"\w+(?:['’-]\w+)*+['’]?"
_TOKEN = re.compile(rf"{_VALUE.pattern}|{_WORD}|\s+|[^\w\s]", re.VERBOSE | re.IGNORECASE)
_SPELLED = re.compile(f"({_WORD})")
_SPELLED_WITH_VALUES = re.compile(f"({_VALUE.pattern}|{_WORD})", re.VERBOSE | re.IGNORECASE)

# Without one of these there is no value in a text, but for months and numbers spelled out.
_DIGIT = re.compile(r"\d")
_SIGNS_OF_VALUES = ("@", "[[", "](", "://", "www.")
_NAME = re.compile(rf"(?:{_MONTH}|{_COUNT})['’-]", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Words, values, spaces and signs of `text`; joined they are `text`."""
    return _TOKEN.findall(text)


def spelled(text: str) -> list[str]:
    """The same words and values, each between what parts it from its neighbours.

    `["", "Un", " ", "café", "."]`: words are at odd places, spaces and signs at even ones.
    """
    lowered = text.lower()
    if _DIGIT.search(text) or any(sign in lowered for sign in _SIGNS_OF_VALUES):
        return _SPELLED_WITH_VALUES.split(text)
    found = _SPELLED.split(text)
    # «dix-huit»: a number spelled out, or a month, is a value though a dash follows.
    has_joints = "-" in text or "'" in text or "’" in text
    if has_joints and any(_NAME.match(word) for word in found[1::2] if not word.isalpha()):
        return _SPELLED_WITH_VALUES.split(text)
    return found


def is_value(word: str) -> bool:
    """Tell whether a word of `words` is a value."""
    return any(letter.isdigit() for letter in word) or _VALUE.fullmatch(word) is not None


def is_word(word: str) -> bool:
    """Tell whether a word of `words` is more than space or a sign: what a reader counts."""
    return word.isalnum() or (len(word) > 1 and not word.isspace())
