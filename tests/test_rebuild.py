"""What is derived follows from the truth: made again, it is the same, row for row."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.census.made import asked, settings
from tests.sheets.places import place
from wiki import maintenance
from wiki.census.service import campaigns, targets
from wiki.discussions.passages import blocks
from wiki.discussions.service.comment import Comment, comment
from wiki.discussions.service.settle import hide, resolve
from wiki.discussions.service.speak import Words, open_thread
from wiki.extension import SUBJECTS
from wiki.kernel.db import Base, reading, release_reading
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import Actor
from wiki.members.models import Member
from wiki.pages import codec
from wiki.pages.models import Page, RenderedHtml
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import restore, undo
from wiki.pages.sheets import NO_SHEET
from wiki.schema.sheet import Sheet
from wiki.sheets.service import kinds
from wiki.web.rendering import rendering_of

pytestmark = pytest.mark.usefixtures("inside")
#: Few titles, so that pages, redirects and links meet; two are one title written twice.
TITLES = ("Lieu", "Atelier", "Le Comptoir", "Fablab", "lieu", "Café/Salle", "Charte")
TABLES = sorted(table for one in SUBJECTS for made in one.derivers for table in made.tables)
Row = tuple[Any, ...]


def _rows() -> dict[str, list[Row]]:
    """Every row of every derived table that is not a cache."""
    release_reading()
    found: dict[str, list[Row]] = {}
    for name in TABLES:
        table = Base.metadata.tables[name]
        rows = reading().execute(sa.select(table).order_by(*table.primary_key.columns))
        found[name] = [tuple(row) for row in rows]
    release_reading()
    return found


class Life:
    """Random acts on a few pages, the same for the same number."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.alice: Actor = people.make("alice")
        self.done = 0

    def text(self) -> str:
        """A page: words, links of several kinds, an inclusion, an image, a heading."""
        pick = self.random.choice
        pieces = [
            f"## {pick(TITLES)} d’ici\n",
            f"Voir [[{pick(TITLES)}]] et [[{pick(TITLES)}|là]].\n",
            f":::{{inclure {pick(TITLES)}}}\n:::\n",
            f"![Un plan](/files/{pick('abcdefgh') * 12}/plan.png)\n",
            f"Un café : http://EXEMPLE.fr/a#b, https://exemple.fr/{self.random.randrange(1000)}\n",
            f"[[{pick(TITLES)}#Lieu d’ici]] [[ailleurs:{pick(TITLES)}]] [[terme:{pick(TITLES)}]]\n",
            f":::{{catégories}} {pick(TITLES)}, {pick(TITLES)}\n",
        ]
        return "\n".join(self.random.sample(pieces, self.random.randint(1, 4)))

    def act(self) -> None:
        """One act; what the wiki refuses is no matter."""
        release_reading()
        acts: list[Callable[[], object]] = [
            self.save,
            self.save,
            self.save,
            self.rename,
            self.rename,
            self.delete,
            self.bring_back,
            self.turn_back,
            self.speak,
            self.describe,
            self.describe,
        ]
        try:
            self.random.choice(acts)()
            self.done += 1
        except WikiError:
            return

    def page(self, *, thrown: bool = False) -> Page:
        """Any page; an error of the wiki when there is none."""
        where = Page.deleted_at.is_not(None) if thrown else Page.deleted_at.is_(None)
        found = reading().scalars(sa.select(Page).where(where).order_by(Page.id)).all()
        if not found:
            raise WikiError("page_missing")
        return self.random.choice(found)

    def save(self) -> None:
        """Write a page, from its head or from a revision before it."""
        title = self.random.choice(TITLES)
        page = queries.find(title)
        base = max(0, page.head - self.random.randrange(2)) if page else 0
        save(self.alice, Edit(title, self.text(), base))

    def describe(self) -> None:
        """Change the sheet of a page, from its head or from a revision before it."""
        pick = self.random.choice
        page = self.page()
        base = max(0, page.head - self.random.randrange(2))
        sheet = place(
            name=page.title,
            status=pick(("open", "closed")),
            families=self.random.sample(("coworking", "fablab", "culture"), 2),
            seats=[{"kind": "permanent", "count": self.random.randrange(9)}],
            opened_on=pick(("2010", "2012-10", None)),
        )
        word = {"name": page.title, "definition": pick(("Un lieu.", "Autre chose."))}
        term = Sheet("term", {**word, "variants": [pick(TITLES)]})
        when = {"starts_on": pick(("2026-11-02", "2027")), "repeats": pick(("weekly", None))}
        held = {"name": page.title, "type": "visit", "place": pick(TITLES), **when}
        event = Sheet("event", {name: value for name, value in held.items() if value})
        chosen = pick((sheet, sheet, term, event, NO_SHEET))
        save(self.alice, Edit(page.title, None, base, sheet=chosen))

    def rename(self) -> None:
        """Give a page a title that may be another's."""
        rename(self.alice, self.page().uid, self.random.choice(TITLES))

    def delete(self) -> None:
        """Throw a page away."""
        delete(self.alice, self.page().uid)

    def bring_back(self) -> None:
        """Take a page back, under its title or another."""
        wanted = self.random.choice(("", *TITLES))
        bring_back(self.alice, self.page(thrown=True).uid, wanted)

    def speak(self) -> None:
        """Open a thread about a page; settle it, or hide what was said, now and then."""
        words, page = Words(self.text()), self.page()
        passages = blocks(queries.body(page))
        if passages and self.random.randrange(2):
            block = self.random.choice(passages)
            passage = Comment(page.head, block.id, block.text)
            said = comment(self.alice, "page", page.uid, passage, words)
        else:
            said = open_thread(self.alice, "page", page.uid, self.random.choice(TITLES), words)
        if not self.random.randrange(3):
            resolve(self.alice, said.thread.uid)
        if not self.random.randrange(3):
            hide(self.alice, said.turn.uid, "Hors sujet")

    def turn_back(self) -> None:
        """Take an old revision again, or what one changed away."""
        page = self.page()
        turn = self.random.choice((undo, restore))
        turn(self.alice, page.uid, self.random.randint(1, page.head))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_derived_is_the_same_when_made_again(seed: int) -> None:
    life = Life(seed)
    for _ in range(30):
        life.act()
    assert life.done > 10
    before = _rows()
    assert sorted(maintenance.rebuild()) == TABLES
    after = _rows()
    for name in TABLES:
        assert after[name] == before[name], f"{name}, seed {seed}"


def test_it_makes_again_what_was_damaged(inside: Flask) -> None:
    life = Life(1)
    for _ in range(80):
        life.act()
    for base, heading in enumerate(("Accès", "Venir ici")):
        save(life.alice, Edit("Plan", f"## {heading}\n\nEn train.\n", base))
    hidden = Sheet("schema", {"fields": [{"id": "parking", "hidden": True}]})
    save(life.alice, Edit("Wiki:Fiches/place", "", 0, sheet=hidden))
    save(life.alice, Edit("Plan", None, 2, sheet=place(parking="Devant")))
    save(life.alice, Edit("Plan/Sud", "", 0, sheet=place(name="Arrêt Minute bis")))
    word = Sheet("term", {"name": "Quai", "definition": "Où l’on attend."})
    save(life.alice, Edit("Quai", "[[terme:Gare]]\n", 0, sheet=word))
    told = {"name": "Fête", "type": "visit", "starts_on": "2026-11-02", "place": "Plan/Sud"}
    save(life.alice, Edit("Fête", "", 0, sheet=Sheet("event", told)))
    bail = {"name": "Bail", "summary": "Louer un lieu.", "theme": ["legal"]}
    led = {"name": "Pas à pas", "summary": "Par étapes.", "steps": [{"title": "Un"}]}
    save(life.alice, Edit("Bail", "", 0, sheet=Sheet("resource", bail)))
    save(life.alice, Edit("Pas à pas", "", 0, sheet=Sheet("path", led)))
    notes = ":::{compte-rendu} Fête\n:::\n\n:::{decision}\nUn café.\n:::\n"
    save(life.alice, Edit("Notes", notes, 0))
    save(life.alice, Edit("Plan/Nord", "Un café.\n\n:::{catégories} Lieux\n", 0))
    census = campaigns.make(life.alice, settings()).uid
    targets.add(life.alice, census, asked("Le Quai"))
    kinds.go_on("place", facts=False, after=0)
    before = _rows()
    assert all(before.values()), "each derived table has rows to lose"
    engine = inside.extensions["wiki"].database.engine
    with engine.begin() as connection:
        for name in reversed(Base.metadata.sorted_tables):
            if name.name in TABLES:
                connection.execute(name.delete())
    maintenance.rebuild()
    assert _rows() == before


def test_what_was_rendered_is_made_again_when_it_is_read() -> None:
    page = save(people.make("alice"), Edit("Lieu", "Un café.\n", 0)).page
    wrong = sa.update(RenderedHtml).values(html="<p>Faux</p>")
    with reading().get_bind().begin() as connection:  # type: ignore[union-attr]
        connection.execute(wrong)
    release_reading()
    maintenance.rebuild()
    assert "Un café." in rendering_of(page).html


def test_the_order_of_names_is_made_again(inside: Flask) -> None:
    for title in ("Écluse", "Quai/Œuf"):
        save(people.make("alice"), Edit(title, ":::{catégories} Été\n", 0))
    names = [sa.select(Page.sort).order_by(Page.id), sa.select(Member.sort).order_by(Member.id)]
    with inside.extensions["wiki"].database.engine.begin() as connection:
        for model in (Page, Member):
            connection.execute(sa.update(model).values(sort="zzz"))
    release_reading()
    maintenance.rebuild()
    release_reading()
    kept = [reading().scalars(query).all() for query in names]
    assert kept == [["ecluse", "quai/oeuf"], ["alice"]]


def test_a_wiki_in_order_has_no_problem() -> None:
    life = Life(2)
    for _ in range(20):
        life.act()
    release_reading()
    assert list(maintenance.problems()) == []


def test_a_text_that_was_damaged_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    page = save(people.make("alice"), Edit("Lieu", "Un café partagé. " * 20, 0)).page
    sha256 = queries.head(page).text_sha256
    # As a disk would: past the triggers that refuse it.
    monkeypatch.setattr(codec, "unpack", lambda _codec, data: zlib.decompress(data[1:]).decode())
    assert list(maintenance.problems()) == [f"Le texte {sha256} n’est plus ce qu’il était."]
