"""What explaining the words of a glossary adds to the rendering of a page.

Asked of the markup itself, the page being parsed: the least milliseconds of processor, and how many
times those of the same page in a wiki without glossary.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from bench.data import Writer
from wiki.glossary.rules import spellings
from wiki.markup.document import Document
from wiki.markup.meaning import PlainMeaning, TermShown
from wiki.markup.parse import parse
from wiki.markup.render import render

#: Characters of the page.
PAGE = 20_000
TIMES = 60
#: One word in so many stands alone; the others are groups that begin with a common word and end
#: with a rare one.
_ALONE, _RARE = 20, 4_000


class Wiki(PlainMeaning):
    """A wiki that explains words."""

    def __init__(self, words: Mapping[str, TermShown]) -> None:
        super().__init__()
        self._words = words

    def terms(self) -> Mapping[str, TermShown]:
        return self._words


def page() -> Document:
    """A page like others."""
    return parse(Writer().body(PAGE, []))


def glossary(size: int) -> Mapping[str, TermShown]:
    """The words of a glossary, most of them groups of words, each with a plural."""
    writer = Writer()
    alone, rare = iter(writer.words[400:]), iter(writer.words[_RARE:])
    found: dict[str, TermShown] = {}
    for number in range(size):
        word = f"{writer.word()} {next(rare)}" if number % _ALONE else next(alone)
        said = f"Ce que veut dire {word}, en une phrase de la longueur de beaucoup d’autres."
        shown = TermShown(said, f"/wiki/{word.replace(' ', '_')}", key=word)
        found |= dict.fromkeys(spellings((word, f"{word}s")), shown)
    return found


def measured(size: int) -> tuple[float, float, int]:
    """Milliseconds of a rendering without glossary and with one; how many words it explains."""
    wikis = Wiki({}), Wiki(glossary(size))
    document = page()
    costs: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for wiki, found in zip(wikis, costs, strict=True):
            started = time.process_time()
            html = render(document, wiki).html
            found.append((time.process_time() - started) * 1000)
    return min(costs[0]), min(costs[1]), html.count('class="term"')


def table(size: int) -> str:
    """What is measured, in a sentence."""
    without, having, said = measured(size)
    return (
        f"{size} mots, dont la page en explique {said} : {without:.1f} ms sans glossaire,"
        f" {having:.1f} ms avec, {having - without:.1f} ms de plus, {having / without:.1f} fois"
    )
