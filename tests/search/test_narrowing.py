"""Narrowing a search by category, by person, by date, by territory and by sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.search.documents import document
from tests.search.test_statements import NEWEST, NUMBER, WINDOWS, plan, reads_all, words
from tests.sheets.conftest import describe
from tests.sheets.places import Describe, place
from wiki import maintenance
from wiki.kernel import clock
from wiki.kernel.db import act, release_reading, state
from wiki.kernel.permissions import SYSTEM
from wiki.language import query, stems
from wiki.members.queries import member
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.search import queries, service
from wiki.search.matching import match
from wiki.search.narrowing import FEW
from wiki.search.statements import counted, ranked

__all__ = ["describe"]

NOW = datetime(2013, 6, 1, tzinfo=UTC)


@pytest.fixture
def written(app: Flask) -> Flask:
    """Pages about a station: two filed under « Lieux », one of them by bob alone, of last year."""
    with app.app_context():
        alice, bob = people.make("alice"), people.make("bob")
        with clock.stopped_at(clock.now() - timedelta(days=100)):
            save(bob, Edit("Halte", "Une gare.\n\n:::{catégories} Lieux\n", 0))
        save(alice, Edit("Pomerol", "Une gare.\n\n:::{catégories} Lieux, Vins\n", 0))
        save(alice, Edit("Train", "Va à la gare.", 0))
        save(bob, Edit("Train", "Va à la gare, lentement.", 1))
        save(alice, Edit("Pont", "Rien.\n\n:::{catégories} Lieux\n", 0))
    return app


def uid(app: Flask, name: str) -> str:
    with app.app_context():
        return member(people.make(name).member_id or 0).uid


def titles(client: FlaskClient, **narrowed: str) -> set[str]:
    """The titles found, over the API."""
    answer = client.get("/api/v1/search", query_string={"q": "gare"} | narrowed)
    assert answer.status_code == 200, answer.text
    return {hit["title"] for hit in answer.get_json()["hits"]}


@pytest.fixture(params=["few pass", "many pass"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What passes a facet is read first when it is few, and looked up one by one otherwise."""
    if request.param == "many pass":
        monkeypatch.setattr(queries, "FEW_PASS", 0)


@pytest.mark.usefixtures("either_way")
def test_each_facet_narrows_and_they_add_up(written: Flask, client: FlaskClient) -> None:
    bob = uid(written, "bob")
    assert titles(client) == {"Halte", "Pomerol", "Train"}
    assert titles(client, category="Lieux") == {"Halte", "Pomerol"}
    assert titles(client, category="lieux") == {"Halte", "Pomerol"}
    assert titles(client, category="Rien") == set()
    assert titles(client, person=bob) == {"Halte", "Train"}
    assert titles(client, since="month") == {"Pomerol", "Train"}
    assert titles(client, since="year", kind="page") == {"Halte", "Pomerol", "Train"}
    assert titles(client, category="Lieux", person=bob) == {"Halte"}
    assert titles(client, category="Lieux", person=bob, since="week") == set()


def test_an_old_title_of_a_category_narrows_to_it(written: Flask, client: FlaskClient) -> None:
    with written.app_context():
        page = save(SYSTEM, Edit("Lieux", "Des lieux.", 0)).page
        rename(SYSTEM, page.uid, "Endroits")
    for title in ("Lieux", "Endroits"):
        assert titles(client, category=title) == {"Halte", "Pomerol"}, title


def test_choices_are_counted_among_what_answers(written: Flask, client: FlaskClient) -> None:
    with written.app_context():
        found = {(one.facet, one.label or one.value): one.pages for one in queries.choices("gare")}
        assert found == {
            ("category", "Lieux"): 2,
            ("category", "Vins"): 1,
            ("person", "alice"): 2,
            ("person", "bob"): 2,
            ("since", "week"): 2,
            ("since", "month"): 2,
            ("since", "year"): 3,
        }
        wanted = queries.Wanted(category=queries.category_of("Vins"))
        found = {
            (one.facet, one.label or one.value): one.pages
            for one in queries.choices("gare", wanted)
        }
        assert found == {
            ("person", "alice"): 1,
            ("since", "week"): 1,
            ("since", "month"): 1,
            ("since", "year"): 1,
        }


def test_the_links_add_and_take_away(written: Flask, client: FlaskClient) -> None:
    plain = client.get("/search?q=gare").text
    assert "/search?q=gare&amp;refine=1" in plain
    assert "search-facets" not in plain
    assert "/search?q=gare&amp;category=Lieux" in client.get("/search?q=gare&refine=1").text
    bob = uid(written, "bob")
    narrowed = client.get(f"/search?q=gare&category=Lieux&person={bob}").text
    assert f"/search?q=gare&amp;person={bob}&amp;refine=1" in narrowed
    assert "/search?q=gare&amp;category=Lieux&amp;refine=1" in narrowed
    assert 'name="category" value="Lieux"' in narrowed
    assert f"/search?q=gare&amp;category=Lieux&amp;person={bob}&amp;since=year" in narrowed
    assert ">Halte</a>" in narrowed
    assert ">Pomerol</a>" not in narrowed


@pytest.fixture
def located(written: Flask, describe: Describe) -> Flask:
    """Of those pages, two are places of Gironde, and one is of Lozère."""
    describe("Halte", place(name="Halte"))
    describe("Pomerol", place(name="Pomerol", commune="33243"))
    describe("Train", place(name="Train", commune="48095"))
    return written


def territories(app: Flask, **wanted: str) -> dict[str, int]:
    """What the search could be narrowed to: code of a department -> pages."""
    with app.app_context():
        found = queries.choices("gare", queries.Wanted(**wanted))  # type: ignore[arg-type]
        return {one.value: one.pages for one in found if one.facet == "territory"}


@pytest.mark.usefixtures("either_way")
def test_a_territory_narrows_to_the_places_there(located: Flask, client: FlaskClient) -> None:
    assert titles(client, territory="33") == {"Halte", "Pomerol"}
    assert titles(client, territory="48") == {"Train"}
    assert titles(client, territory="2A") == set()
    bob = uid(located, "bob")
    assert titles(client, territory="33", category="Lieux", person=bob) == {"Halte"}
    assert territories(located) == {"33": 2, "48": 1}
    assert territories(located, category="vins") == {"33": 1}
    assert territories(located, territory="33") == {}


def test_a_kind_of_sheet_narrows_to_the_pages_that_have_one(
    located: Flask, client: FlaskClient
) -> None:
    assert titles(client, sheet="place") == {"Halte", "Pomerol", "Train"}
    assert titles(client, sheet="network") == set()
    assert titles(client, sheet="place", territory="48") == {"Train"}
    refined = client.get("/search?q=gare&refine=1").text
    assert '/search?q=gare&amp;sheet=place">Lieu</a>' in refined
    assert "Genre de fiche\u00a0: Lieu" in client.get("/search?q=gare&sheet=place").text


def test_a_territory_is_named_on_the_screen(located: Flask, client: FlaskClient) -> None:
    refined = client.get("/search?q=gare&refine=1").text
    assert '/search?q=gare&amp;territory=33">Gironde (33)</a>' in refined
    narrowed = client.get("/search?q=gare&territory=33").text
    assert "Territoire\u00a0: Gironde (33)" in narrowed
    assert 'name="territory" value="33"' in narrowed
    assert ">Pomerol</a>" in narrowed
    assert ">Train</a>" not in narrowed
    english = client.get("/search?q=gare&territory=33", headers={"Accept-Language": "en"}).text
    assert "Territory: Gironde (33)" in english


def test_a_place_leaves_a_territory_with_its_sheet_or_its_page(
    located: Flask, client: FlaskClient, describe: Describe
) -> None:
    describe("Halte", place(name="Halte", commune="48095"))
    assert titles(client, territory="33") == {"Pomerol"}
    with located.app_context():
        alice = people.make("alice")
        page = pages.find("Pomerol")
        assert page is not None
        rename(alice, page.uid, "Mas")
        assert titles(client, territory="33") == {"Mas"}
        delete(alice, page.uid)
        assert titles(client, territory="33") == set()
        bring_back(alice, page.uid)
    assert titles(client, territory="33") == {"Mas"}
    before = territories(located)
    with located.app_context():
        maintenance.rebuild()
    assert territories(located) == before == {"33": 1, "48": 2}


def test_a_search_is_kept_with_its_territory(
    located: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    alice = sign_in("alice")
    asked = {"q": "gare", "territory": "33", "name": "Gares de Gironde"}
    assert people.post(alice, "/search/saved", **asked).status_code == 303
    shown = alice.get("/search/saved").text
    assert "/search?q=gare&amp;territory=33" in shown


def test_the_next_screen_stays_narrowed(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        for number in range(25):
            save(SYSTEM, Edit(f"Page {number}", "Une gare.\n\n:::{catégories} Lieux\n", 0))
    first = client.get("/search?q=gare&category=Lieux").text
    assert "/search?q=gare&amp;category=Lieux&amp;start=20" in first
    rest = client.get("/search?q=gare&category=Lieux&start=20").text
    assert rest.count('class="search-hit"') == 5


def test_nothing_found_says_to_take_a_filter_away(written: Flask, client: FlaskClient) -> None:
    page = client.get("/search?q=gare&category=Musique").text
    assert "enlevez un filtre" in page
    assert "/search?q=gare&amp;refine=1" in page


@pytest.mark.parametrize(
    ("narrowed", "status"),
    [
        ({"since": "yesterday"}, 422),
        ({"person": "nobody"}, 404),
        ({"category": "[[a|b]]"}, 422),
        ({"category": "x" * 10_000}, 422),
        ({"kind": "other"}, 200),
        ({"territory": "99"}, 422),
        ({"territory": "Gironde"}, 422),
        ({"territory": "'" * 10_000}, 422),
        ({"sheet": "rien"}, 422),
        ({"category": "", "person": "", "since": "", "territory": "", "sheet": ""}, 200),
    ],
)
def test_what_narrows_to_nothing_known_is_refused(
    client: FlaskClient, narrowed: dict[str, str], status: int
) -> None:
    assert client.get("/search", query_string={"q": "gare"} | narrowed).status_code == status


def test_only_the_candidates_are_looked_at(written: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with written.app_context():
        bob = queries.Wanted(person=people.make("bob").member_id)
        assert len(queries.search("gare", wanted=bob).hits) == 2
        monkeypatch.setattr(queries, "LOOKED", 1)
        assert [hit.title for hit in queries.search("gare", wanted=bob).hits] == ["Train"]


@pytest.fixture
def many(inside: Flask) -> None:
    """Pages of a large wiki, each filed in one category and written by one of two people."""
    numbers = range(1, NUMBER)
    with act() as session:
        service.rebuild("page", (document(n, f"Page {n}", words(n)) for n in numbers))
        session.execute(
            sa.insert(Page),
            [
                {"id": n, "key": f"page {n}", "title": f"Page {n}", "head": 1, "created_at": NOW}
                for n in numbers
            ],
        )
        session.execute(sa.insert(Revision), [revision(n) for n in numbers])
        session.execute(
            sa.text(
                "INSERT INTO wiki_page_author (page_id, member_id, revisions) "
                "SELECT page_id, author_id, 1 FROM wiki_revision"
            )
        )
        session.execute(
            sa.text(
                "INSERT INTO wiki_filing (page_id, written_key, written_title, category_key, "
                "page_key, is_category) SELECT id, 'lieux', 'Lieux', 'lieux', key, false "
                "FROM wiki_page"
            )
        )
        session.execute(
            sa.text(
                "INSERT INTO wiki_place"
                " (page_id, name, name_key, department, families, by_seats, by_opening, tags,"
                " seq, first_seq) SELECT id, title, key, '33', '', -1, '', '', id, id"
                " FROM wiki_page"
            )
        )
    release_reading()
    with state().database.engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
        connection.commit()


def revision(number: int) -> dict[str, object]:
    return {
        "page_id": number,
        "number": 1,
        "title": f"Page {number}",
        "text_sha256": "",
        "size": 0,
        "size_change": 0,
        "author_id": 1 + number % 500,
        "action": "create",
        "summary": "",
        "is_minor": False,
        "created_at": NOW,
        "hash": "",
        "seq": number,
    }


@pytest.mark.usefixtures("many")
def test_no_table_is_read_whole(engine_name: str) -> None:
    dialect = state().database.engine.dialect.name
    values: dict[str, object] = {
        "key": "gare",
        "stems": stems("gare"),
        "candidates": 1000,
        "looked": 20,
    }
    values |= match(dialect, query("gare"), NEWEST)
    values |= {
        "category": "lieux",
        "person": 1,
        "territory": "33",
        "sheet": "place",
    } | dict.fromkeys(("since", "week", "month", "year"), NOW)
    values |= {"size": 21, "offset": 0, "counted": 500, "versions": 40, "shown": 8}
    for statement, few in product((ranked, counted), ((), tuple(FEW))):
        asked = statement(
            dialect,
            has_words=True,
            kinds=0,
            facets=("category", "person", "since", "territory", "sheet"),
            few=few,
            windows=WINDOWS,
        )
        passing = {"territory": "48", "since": NOW + timedelta(days=1)} if few else {}
        put = values | passing
        known = {name: value for name, value in put.items() if f":{name}" in str(asked)}
        steps = plan(asked, known, engine_name)
        assert reads_all(steps) == [], steps
