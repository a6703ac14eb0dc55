"""A wiki made for measuring: the same one each time, its words spread as those of a language."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

START = datetime(2012, 1, 1, tzinfo=UTC)
#: In two pages out of three; in one page.
COMMON, RARE = "télétravail", "palétuvier"
#: Revisions of the page that is compared, and of the page with a long history.
COMPARED, LONG = 500, 10_000
_ONSETS = [*"bcdfglmnprstv", "br", "cr", "tr", "pl", "gr", "ch", "qu"]
_VOWELS = [*"aeioué", "è", "ou", "an", "on", "in", "oi", "ai", "eau"]
_ENDINGS = ["", "", "s", "r", "t", "tion", "ment", "age", "eur", "té"]


@dataclass(frozen=True)
class Text:
    """A page of the measured wiki."""

    title: str
    bodies: tuple[str, ...]


class Writer:
    """Writes pages from a seed."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - words, not secrets
        self.words = self._vocabulary()
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    def _vocabulary(self) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < 8_000:
            syllables = self.dice.randint(1, 3)
            word = "".join(
                self.dice.choice(_ONSETS) + self.dice.choice(_VOWELS) for _ in range(syllables)
            )
            found[word + self.dice.choice(_ENDINGS)] = None
        return list(found)

    def word(self) -> str:
        """A word; the first ones of the vocabulary come most often."""
        return self.words[bisect(self.weights, self.dice.random() * self.weights[-1])]

    def sentence(self) -> str:
        """A sentence of eight to twenty-two words."""
        words = [self.word() for _ in range(self.dice.randint(8, 22))]
        if self.dice.random() < 0.15:
            at = self.dice.randrange(len(words))
            words[at] = self.dice.choice(["**{}**", "*{}*", "`{}`"]).format(words[at])
        return " ".join(words).capitalize() + "."

    def paragraph(self) -> str:
        """A few sentences on a line."""
        return " ".join(self.sentence() for _ in range(self.dice.randint(2, 6)))

    def body(self, size: int, links: list[str]) -> str:
        """A page of about `size` characters: sections, lists, a table, links."""
        blocks, length, number = [self.paragraph()], 0, 0
        while length < size:
            number += 1
            blocks += [f"## {self.word().capitalize()} {number}", self.paragraph()]
            if number % 2:
                blocks.append("\n".join(f"- {self.sentence()}" for _ in range(4)))
            if number % 4 == 0:
                rows = "\n".join(f"| {self.word()} | {self.word()} |" for _ in range(6))
                blocks.append(f"| Lieu | Fonction |\n|---|---|\n{rows}")
            if links:
                title = self.dice.choice(links)
                blocks.append(f"Voir [[{title}]] et [[{title}|{self.word()}]].")
            length = sum(map(len, blocks))
        return "\n\n".join(blocks) + "\n"


def pages(count: int) -> Iterator[Text]:
    """`count` pages, the two with long histories first."""
    writer = Writer()
    titles = [f"{writer.word().capitalize()} {writer.word()} {n}" for n in range(count)]
    long = writer.body(22_000, titles[:20])
    yield Text("Page comparée", tuple(edited(writer, long, COMPARED)))
    yield Text("Longue histoire", tuple(edited(writer, writer.body(1_500, []), LONG)))
    for number, title in enumerate(titles):
        size = min(20_000, max(2_000, round(writer.dice.lognormvariate(8.94, 0.55))))
        body = writer.body(size, titles)
        if number % 3:
            body += f"\nOn y parle de {COMMON}.\n"
        if number == count // 2:
            body += f"\nIl y pousse un {RARE}.\n"
        yield Text(title, (body,))


def edited(writer: Writer, body: str, number: int) -> Iterator[str]:
    """The same text, one sentence of it changed each time."""
    lines = body.split("\n")
    prose = [at for at, line in enumerate(lines) if line and line[0] not in "#|-V"]
    for _ in range(number):
        yield "\n".join(lines)
        lines[writer.dice.choice(prose)] = writer.paragraph()


def moment(number: int) -> datetime:
    """The date of the revision written in this place."""
    return START + timedelta(minutes=number)
