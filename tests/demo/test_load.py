"""The demonstration once loaded: what it shows of the wiki, where a visitor finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.conftest import upgraded
from wiki.app import create_app
from wiki.demo.care import OUTDATED, REREAD
from wiki.demo.load import SYNONYMS, load
from wiki.demo.reader import people
from wiki.demo.variants import METHOD, OWN, own_title
from wiki.jobs.service import run_all


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A visitor of a demonstration that is only read."""
    data = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{data}/wiki.db"
    upgraded(url)
    app = create_app({"TESTING": True, "WIKI_DATA_DIR": str(data), "WIKI_DATABASE_URL": url})
    with app.app_context():
        assert load()
        run_all()
        assert not load()
    yield app.test_client()
    app.extensions["wiki"].database.engine.dispose()


def text_of(visitor: FlaskClient, path: str) -> str:
    """What a page says, its no-break spaces as spaces."""
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.text).replace("\u202f", " ").replace("\u00a0", " ")


def test_a_name_that_several_pages_have_leads_to_each(visitor: FlaskClient) -> None:
    text = text_of(visitor, "/wiki/Aide_régionale")
    assert 'href="/wiki/Aide_r%C3%A9gionale_de_2011"' in text
    assert 'href="/wiki/Aide_r%C3%A9gionale_de_2012"' in text
    assert 'href="/wiki/Aide_r%C3%A9gionale"' in text_of(visitor, "/wiki/Aide_régionale_de_2011")
    assert "Aide régionale" in text_of(visitor, "/upkeep/homonymies")


def test_a_page_has_its_own_licence(visitor: FlaskClient) -> None:
    assert "CC0 1.0" in text_of(visitor, "/wiki/L'Atelier_des_Tilleuls_(lieu_fictif)")
    assert "CC0 1.0" not in text_of(visitor, "/wiki/Le_Lavoir_(lieu_fictif)")


def test_people_name_each_other_in_a_discussion(visitor: FlaskClient) -> None:
    text = text_of(visitor, "/wiki/L'Atelier_des_Tilleuls_(lieu_fictif)/talk")
    named = re.search(r'<a href="(/members/[2-9a-z]{12})" class="member-link">@Alice Démo', text)
    assert named
    assert "Alice Démo" in text_of(visitor, named[1])


def test_the_home_page_says_how_many_people_there_are(visitor: FlaskClient) -> None:
    text = " ".join(text_of(visitor, "/wiki/Accueil").split())
    assert len(people()) == 12
    assert all(one.name.endswith(" Démo") for one in people())
    assert "Les douze personnes, qui se nomment toutes Démo," in text


def test_an_abbreviation_is_explained_in_the_pages(visitor: FlaskClient) -> None:
    title = "Commissariat général à l’égalité des territoires"
    assert f'<abbr title="{title}"' in text_of(visitor, "/wiki/Tiers-lieu")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("third place", "Tiers-lieu"),
        ("cybercentre", "T%C3%A9l%C3%A9centre"),
        ("SCIC", "Soci%C3%A9t%C3%A9_coop%C3%A9rative_d'int%C3%A9r%C3%AAt_collectif"),
    ],
)
def test_a_search_takes_synonyms_for_one_another(
    visitor: FlaskClient, typed: str, found: str
) -> None:
    assert any(typed in words for words in SYNONYMS)
    assert f'href="/wiki/{found}"' in text_of(visitor, f"/search?q={typed}")


def test_pages_are_filed_and_under_one_another(visitor: FlaskClient) -> None:
    assert "Premiers pas" in text_of(visitor, "/tree/Comment_contribuer")
    assert "Comment contribuer" in text_of(visitor, "/categories/Aide_du_wiki")


def test_a_page_cites_its_sources_and_says_its_other_languages(visitor: FlaskClient) -> None:
    text = text_of(visitor, "/wiki/Tiers-lieu")
    assert "Ray Oldenburg" in text
    assert 'hreflang="en"' in text


def test_two_places_adapt_a_method_and_one_has_taken_what_it_became(visitor: FlaskClient) -> None:
    took, behind = (
        text_of(visitor, f"/wiki/{own_title(place)}".replace(" ", "_")) for place in OWN
    )
    assert "une semaine pour ranger" in took
    assert "L’original n’a pas changé depuis." in took
    assert "L’original a changé une fois depuis" in behind
    assert "2 pages adaptent celle-ci" in text_of(visitor, f"/wiki/{METHOD}".replace(" ", "_"))


def test_pages_say_that_they_are_to_be_read_outdated_or_read(visitor: FlaskClient) -> None:
    told = {METHOD: "une version depuis", REREAD: "À relire avant le", OUTDATED: "Page périmée"}
    for title, said in told.items():
        assert said in text_of(visitor, f"/wiki/{title}".replace(" ", "_"))
    assert "Qui veille sur cette page" in text_of(visitor, f"/wiki/{METHOD}".replace(" ", "_"))
    assert REREAD in text_of(visitor, "/upkeep/to-reread")
    assert OUTDATED in text_of(visitor, "/upkeep/outdated")


def test_recent_changes_never_go_forward_in_time(visitor: FlaskClient) -> None:
    dates, path = list[str](), "/changes"
    while path:
        text = text_of(visitor, path)
        dates += re.findall(r'class="change-when"><time datetime="([^"]+)"', text)
        older = re.search(r'href="(/changes\?before=\d+)"', text)
        path = older[1] if older else ""
    assert len(dates) > 250
    assert dates == sorted(dates, reverse=True)
