"""Which passwords are guessed first: common words dressed up, runs of keys, repetitions."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "data" / "common_passwords.txt"
#: What people write for a letter: `p@ssw0rd`.
_DISGUISES = str.maketrans("@4380$5!1|7+", "aaebossiiltt")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789012345678901234567890",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "&é\"'(-è_çà)=",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "1aqw2zsx3edc4rfv5tgb",
)
_REPEATED = re.compile(r"(.{1,4}?)\1+.{0,3}", re.DOTALL)
#: Characters that have to remain once runs are taken away for the rest to count.
_REST = 3
#: Shortest run that counts, and the longest password that is looked at for runs.
_SHORTEST, _LONGEST = 3, 40
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)
_BOTH_WAYS = (*_RUNS, *(run[::-1] for run in _RUNS))


def is_common(password: str) -> bool:
    """Whether a password is among the first that anybody would try."""
    folded = _folded(password)
    if _REPEATED.fullmatch(folded) or _is_run(folded):
        return True
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    without_end = re.sub(r"[\W\d_]+$", "", folded)
    letters = re.sub(r"[\W\d_]+", "", folded)
    seen = {bare, letters, *(text.translate(_DISGUISES) for text in (folded, bare, without_end))}
    return not seen.isdisjoint(_words())


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part) and not part.isspace())


def _is_run(text: str) -> bool:
    """Whether runs of keys make it up, but for less than a few characters: `abcd1234`."""
    rest, text = 0, _DOUBLED.sub(r"\1", text)
    if len(text) > _LONGEST:
        return False
    while text:
        length = max((_shared(text, run) for run in _BOTH_WAYS), default=0)
        rest += 0 if length >= _SHORTEST else 1
        text = text[length if length >= _SHORTEST else 1 :]
    return rest < _REST


def _shared(text: str, run: str) -> int:
    """How many characters of the start of `text` follow each other in a run."""
    return next((n for n in range(len(text), 0, -1) if text[:n] in run), 0)


@cache
def _words() -> frozenset[str]:
    return frozenset(_folded(word) for word in _WORDS.read_text("utf-8").split())
