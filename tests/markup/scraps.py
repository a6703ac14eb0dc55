"""Texts made of scraps of Markdown thrown together: what nobody writes, parsers must read alike."""

from __future__ import annotations

import random
from collections.abc import Iterator

_MARKS_WRITTEN = (
    "* ** *** _ __ ` `` [ ] ( ) [[ ]] ![ < ~~ ~ == ^^ ^ \\ \\* \\& & &amp; &eacute; amp; ! | : "
    "# - + > --- === ``` ~~~ *[ESS]: [^1] [^1]:\u00a0a [r]:\u00a0/u [r] http https:// :::"
)
_WORDS_WRITTEN = (
    "[[Pomerol]] [[Pomerol|le\u00a0*lieu*]] [a](/b) ![alt](/files/a.png) https://exemple.org/a_b "
    "<https://a.b> <a@b.fr> **gras** *doux* __x__ _a_b_ *a*b* x^2^ H~2~O `code` mot l'été ESS h é"
)
_MARKS, _WORDS = _MARKS_WRITTEN.split(" "), _WORDS_WRITTEN.split(" ")
_SPACES = (" ", " ", "  ", "\n", "\n", "  \n", "\\\n", "\n\n", "\t", "\x0b", "\u2003", "")
_STARTS = (
    *("", "", "", "- ", "- ", "* ", "+ ", "  - ", "1. ", "10) ", "    ", "  ", "# ", "> ", "| "),
    *(": ", "\t", "-", "- - ", "- # ", "- [x] ", "-  ", "-     ", "*[A]: ", "[^a]: ", "```", "---"),
    *(":::{note}", ":::", "==="),
)
_LINES = (
    *("mot", "Un *mot* ici", "**fort**", "`code`", "[[Pomerol]]", "a | b", "---", "--- | ---"),
    *("A", "[^a]", "l'eau\u00a0: oui", "*a", "b*", "\\", "", "« Été »", "#", "|"),
)


def inline(number: int, seed: int) -> Iterator[str]:
    """Texts on one or a few lines, full of marks."""
    dice = random.Random(seed)
    for _ in range(number):
        some = dice.sample([*_MARKS, *_WORDS], dice.choice((4, 10, 30)))
        pieces = [dice.choice((dice.choice(some), dice.choice(_SPACES))) for _ in range(30)]
        yield "".join(pieces[: dice.choice((3, 8, 30))]).replace("\u00a0", " ")


def blocks(number: int, seed: int) -> Iterator[str]:
    """Texts of several lines, each of which starts a block or goes on with one."""
    dice = random.Random(seed)
    for _ in range(number):
        starts = ["", *dice.sample(_STARTS, dice.choice((1, 2, 3, 6)))]
        lines = [
            dice.choice(starts) + " ".join(dice.choices(_LINES, k=dice.randint(0, 3)))
            for _ in range(dice.randint(1, 12))
        ]
        yield "\n".join(line if dice.random() < 0.8 else "" for line in lines) + "\n"
