"""What the database does for a screen or an act is the same in a wiki that is four times larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.lists import ADDRESSES, Address
from bench.prepare import SHORT, application, make
from bench.short import ALL, ASKED, CROSSROADS
from tests import people
from wiki.kernel.permissions import SYSTEM
from wiki.pages.queries.bin import in_bin
from wiki.pages.queries.pages import get
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save

SMALL, LARGE = 500, 2_000
#: Instructions counted at once.
_SOME = 10
#: An index is a little deeper, words are a little less rare; to read all pages takes far more.
GROWTH, SLACK = 1.1, LARGE - SMALL
#: What looks at some thousands of rows and never more, or shows more rows than the small wiki has.
BOUNDED = {
    "sous-pages d’un titre",
    "sous-pages d’un titre, plus loin",
    "renommer une page très liée, formulaire",
    "modifications des sept derniers jours",
    "à relire",
    "à relire, les plus anciennes d’abord",
    "à relire, une étiquette jamais posée",
    "contributions d’une personne",
    "discussion d’une page",
    "discussion d’une page, sujets réglés",
    "entretien",
    "recherche d’un mot commun",
    "recherche d’un mot commun, à affiner",
    "recherche d’un mot commun, un genre",
    "recherche d’un mot commun, une catégorie",
    "recherche d’un mot commun, une personne",
    "recherche d’un mot commun, depuis une semaine",
    "recherche d’un mot commun, territoire sans lieu",
}
FLAT = [one for one in ADDRESSES if one.name not in BOUNDED]


@dataclass
class Wiki:
    """A wiki, and how many instructions its SQLite has run."""

    app: Flask
    size: int
    uids: dict[str, str]
    client: FlaskClient = field(init=False)
    steps: int = 0

    def __post_init__(self) -> None:
        engine = self.app.extensions["wiki"].database.engine
        sa.event.listen(engine, "connect", self._count_on)
        self.client = self.app.test_client()
        people.sign_in(self.client, self.app, "alice")

    def _count_on(self, connection: Any, _record: object) -> None:
        connection.set_progress_handler(self._some_more, _SOME)

    def _some_more(self) -> None:
        self.steps += _SOME

    def cost(self, do: Callable[[], object]) -> int:
        """The instructions that this takes."""
        before = self.steps
        do()
        return self.steps - before


@pytest.fixture(scope="module")
def wikis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Wiki, Wiki]]:
    """A small one and a large one."""
    made = []
    for size in (SMALL, LARGE):
        folder = tmp_path_factory.mktemp(f"wiki{size}")
        said = make(folder, size, SHORT)
        made.append(Wiki(application(folder), size, said["people"]))
    yield made[0], made[1]
    for wiki in made:
        wiki.app.extensions["wiki"].database.engine.dispose()


@pytest.mark.parametrize("address", FLAT, ids=[one.name for one in FLAT])
def test_a_list_costs_the_same(wikis: tuple[Wiki, Wiki], address: Address) -> None:
    def read(wiki: Wiki) -> int:
        path = address.at(wiki.uids, wiki.size)
        assert wiki.client.get(path).status_code == address.status
        return wiki.cost(lambda: wiki.client.get(path))

    small, large = map(read, wikis)
    assert large <= small * GROWTH + SLACK, (small, large)


def test_what_is_bounded_is_a_list() -> None:
    assert {one.name for one in ADDRESSES} >= BOUNDED


def _made() -> None:
    save(SYSTEM, Edit("Essai", f"Voir [[{CROSSROADS}]].\n\n:::{{catégories}} {ALL}\n", 0))


def _saved() -> None:
    save(SYSTEM, Edit("Essai", f"Voir [[{ASKED}]].\n", 1))


def _renamed() -> None:
    rename(SYSTEM, get("Essai").uid, "Nouvel essai")


def _thrown_away() -> None:
    delete(SYSTEM, get("Nouvel essai").uid)


def _brought_back() -> None:
    bring_back(SYSTEM, in_bin(1)[0].uid)


def test_an_act_costs_the_same(wikis: tuple[Wiki, Wiki]) -> None:
    """A page comes, changes, takes another title, goes, comes back."""
    for do in (_made, _saved, _renamed, _thrown_away, _brought_back):
        costs = []
        for wiki in wikis:
            with wiki.app.app_context():
                costs.append(wiki.cost(do))
        small, large = costs
        assert large <= small * GROWTH + SLACK, (do.__name__, small, large)
