"""What explaining the words of a glossary adds to the rendering of a page, then to reading it.

Asked of the markup itself, the page being parsed, then of the application, the page being kept: the
least milliseconds of processor, and how many times those of a wiki without glossary.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from bench.data import START, Writer
from bench.prepare import application
from wiki.glossary.rules import spellings
from wiki.jobs.service import begin, run_all
from wiki.kernel import migrations
from wiki.kernel.permissions import SYSTEM
from wiki.markup.document import Document
from wiki.markup.meaning import PlainMeaning, TermShown
from wiki.markup.parse import parse
from wiki.markup.render import render
from wiki.pages.service.past import PastRevision, record_histories
from wiki.schema.sheet import Sheet

#: Characters of the page.
PAGE = 20_000
TIMES = 60
#: Readings of one page in a row, and its title.
READS, _TITLE = 20, "Accueil"
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


def read(size: int) -> tuple[float, float]:
    """Milliseconds of reading a page again in a wiki without glossary, and in one that has it."""
    with TemporaryDirectory(prefix="wiki-bench-") as scratch:
        wikis = [_served(Path(scratch) / str(words), words) for words in (0, size)]
        costs: tuple[list[float], list[float]] = ([], [])
        for _ in range(TIMES):
            for wiki, found in zip(wikis, costs, strict=True):
                started = time.process_time()
                for _ in range(READS):
                    wiki.get(f"/wiki/{_TITLE}")
                found.append((time.process_time() - started) * 1000 / READS)
    return min(costs[0]), min(costs[1])


def _served(folder: Path, words: int) -> FlaskClient:
    """A visitor of a wiki that has a page and so many words, the page being read once."""
    app = application(folder)
    with app.app_context():
        migrations.upgrade(app.extensions["wiki"].database)
        record_histories(SYSTEM, {_TITLE: [PastRevision(SYSTEM, START, Writer().body(PAGE, []))]})
        record_histories(SYSTEM, dict(_terms(words)))
        app.test_client().get(f"/wiki/{_TITLE}")
        begin()
        run_all()
    visitor = app.test_client()
    answer = visitor.get(f"/wiki/{_TITLE}")
    if answer.status_code != 200 or ('class="term"' in answer.text) != bool(words):
        raise RuntimeError(f"{answer.status}, {words} words")
    return visitor


def _terms(size: int) -> Iterator[tuple[str, list[PastRevision]]]:
    """The pages of a glossary."""
    for word, shown in glossary(size).items():
        if word == shown.key:
            sheet = Sheet(
                "term", {"name": word, "definition": shown.title, "variants": [f"{word}s"]}
            )
            yield word, [PastRevision(SYSTEM, START, "", sheet=sheet)]


def table(size: int) -> str:
    """What is measured, in two sentences."""
    without, having, said = measured(size)
    plain, explained = read(size)
    return (
        f"{size} mots, dont la page en explique {said} : {without:.1f} ms sans glossaire,"
        f" {having:.1f} ms avec, {having - without:.1f} ms de plus, {having / without:.1f} fois ;"
        f" gardée puis relue : {plain:.2f} ms sans, {explained:.2f} avec,"
        f" {explained / plain:.2f} fois"
    )
