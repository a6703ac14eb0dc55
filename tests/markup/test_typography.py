"""The French typography skips what has no sign to act on, and nothing else."""

from __future__ import annotations

import random

from wiki.markup import typography
from wiki.markup.typography import NARROW, NO_BREAK, french

_WRITTEN = "l ' d’ ... . « » « ; : ! ? 10 000 8 octobre 1er mars € % ° mot (a) , é"
_SCRAPS = _WRITTEN.split(" ")


def every_rule(text: str) -> str:
    """Each rule on the whole text, whatever is in it."""
    text = typography._APOSTROPHE.sub("’", text)
    text = typography._ELLIPSIS.sub("…", text).replace(" :", NO_BREAK + ":")
    text = typography._BEFORE.sub(NARROW, text)
    text = typography._CLOSING.sub(NARROW + "»", typography._OPENING.sub("«" + NARROW, text))
    text = typography._FIGURES.sub(lambda found: found.group().replace(" ", NARROW), text)
    return typography._DATE.sub(r"\1" + NO_BREAK, text)


def test_skips_only_rules_that_would_change_nothing() -> None:
    dice = random.Random(3)
    changed = 0
    for _ in range(5_000):
        pieces = dice.choices(_SCRAPS, k=dice.randint(1, 6))
        text = "".join(piece + dice.choice(("", " ", " ")) for piece in pieces)
        assert french(text) == every_rule(text), text
        changed += french(text) != text
    assert changed > 2_000


def test_plain_prose_is_the_same_object() -> None:
    prose = "Ils se retrouvent le soir, au café."
    assert french(prose) is prose
