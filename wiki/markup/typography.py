"""French typography, applied when a text is shown; the source is never touched.

No-break spaces before `: ; ? ! »` and after `«`, inside figures (`10 000 €`) and dates
(`8 octobre`), the curly apostrophe, the ellipsis. A space is made unbreakable where one was typed;
only guillemets get one that was not. Rules: Lexique des règles typographiques en usage à
l'Imprimerie nationale.
"""

from __future__ import annotations

import re
from collections.abc import Callable

NARROW = "\u202f"
NO_BREAK = "\u00a0"

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# Each pattern starts with what is rare, so that a search skips all the rest.
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=[^\W_]|[«“(]|$)")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_SIGN = re.compile(r"[;!?»€%°]")
_BEFORE = re.compile(r" (?:(?=[;!?»])|(?<=\d )(?=[€%°]))")
_OPENING = re.compile(r"«(?: |(?=\S)(?![\u202f\u00a0]))")
_CLOSING = re.compile(r"(?<=[^\s\u202f\u00a0«])»")
_THOUSANDS = re.compile(r"\d \d{3}")
_FIGURES = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")
_DAY = re.compile(rf"\d(?:er)? (?:{_MONTHS})")
_DATE = re.compile(rf"(?<!\d)(\d{{1,2}}|1er) (?=(?:{_MONTHS})\b)")
_MAY_CHANGE = re.compile(r"['«»:;!?\d]")


def french(text: str) -> str:
    """`text`, a piece of running prose, with French spacing and apostrophes."""
    if not _MAY_CHANGE.search(text) and "..." not in text:
        return text
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    if "..." in text:
        text = _ELLIPSIS.sub("…", text)
    if " :" in text:
        text = text.replace(" :", NO_BREAK + ":")
    if _SIGN.search(text):
        text = _BEFORE.sub(NARROW, text)
    if "«" in text or "»" in text:
        text = _CLOSING.sub(NARROW + "»", _OPENING.sub("«" + NARROW, text))
    if _THOUSANDS.search(text):
        text = _FIGURES.sub(lambda found: found.group().replace(" ", NARROW), text)
    return _DATE.sub(r"\1" + NO_BREAK, text) if _DAY.search(text) else text


def _unchanged(text: str) -> str:
    return text


def for_language(language: str) -> Callable[[str], str]:
    """The typography of a language tag (`fr`, `fr-CA`): French, or nothing."""
    return french if language.partition("-")[0].lower() == "fr" else _unchanged
