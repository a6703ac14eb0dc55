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
    | \+?\d+(?>(?:(?:[.,:/h°'’-]|{_SPACE})\d+)*)
      (?:(?:er|e|ème)\b|{_SPACE}?(?:[€%°]|{_UNIT}\b))?
      (?:{_SPACE}{_MONTH}\b(?:{_SPACE}\d{{4}}\b)?)?
    | \b{_COUNT}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = r"\w+(?>(?:['’-]\w+)*)['’]?"
_TOKEN = re.compile(rf"{_VALUE.pattern}|{_WORD}|\s+|[^\w\s]", re.VERBOSE | re.IGNORECASE)
# The same words: letters that French texts are made of are found before all others are asked for.
_LETTER = r"[a-zA-Z0-9_ªµºÀ-ÖØ-öø-ÿ\w]"
_SPELLED = re.compile(rf"({_LETTER}++(?>(?:['’-]{_LETTER}++)*)['’]?+)")
_SPELLED_WITH_VALUES = re.compile(f"({_VALUE.pattern}|{_WORD})", re.VERBOSE | re.IGNORECASE)
_COUNTED = re.compile(rf"{_LETTER}++(?>(?:['’-]{_LETTER}++)*)")

# Without one of these there is no value in a text, but for months and numbers spelled out.
_DIGIT = re.compile(r"\d")
_SIGNS_OF_VALUES = ("@", "[[", "](", "://")
_NAME = re.compile(rf"(?:{_MONTH}|{_COUNT})['’-]", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Words, values, spaces and signs of `text`; joined they are `text`."""
    return _TOKEN.findall(text)


def spelled(text: str) -> list[str]:
    """The same words and values, each between what parts it from its neighbours.

    `["", "Un", " ", "café", "."]`: words are at odd places, spaces and signs at even ones.
    """
    return cut(text)[0]


def cut(text: str) -> tuple[list[str], bool]:
    """The same, and whether there may be values among the words."""
    if not _may_hold_values(text):
        found = _SPELLED.split(text)
        # «dix-huit»: a number spelled out, or a month, is a value though a dash follows.
        has_joints = "-" in text or "'" in text or "’" in text
        if not has_joints or not any(
            _NAME.match(word) for word in found[1::2] if not word.isalpha()
        ):
            return found, False
    return _SPELLED_WITH_VALUES.split(text), True


def _may_hold_values(text: str) -> bool:
    if any(sign in text for sign in _SIGNS_OF_VALUES) or _DIGIT.search(text):
        return True
    return ("w" in text or "W" in text) and "www." in text.lower()


def is_value(word: str) -> bool:
    """Tell whether a word of `words` is a value."""
    return any(letter.isdigit() for letter in word) or _VALUE.fullmatch(word) is not None


def has_words(text: str) -> bool:
    """Tell whether a reader finds any word in `text`."""
    return _COUNTED.search(text) is not None


def count(text: str) -> int:
    """How many words a reader finds in `text`; a value may be several."""
    return len(_COUNTED.findall(text))


def is_word(word: str) -> bool:
    """Tell whether a word of `words` is more than space or a sign: what a reader counts."""
    return word.isalnum() or (len(word) > 1 and not word.isspace())
