"""Reading pages over the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Call
from wiki.pages.models import Page

pytestmark = pytest.mark.usefixtures("inside")


def test_gives_a_page(call: Call, write: Callable[..., Page]) -> None:
    page = write("Gare", "# Un", "# Deux")
    found = call("GET", "/pages/gare").get_json()
    assert found["revision"].pop("created_at").endswith("Z")
    assert found["revision"]["number"] == 2
    assert found | {"revision": None} == {
        "title": "Gare",
        "uid": page.uid,
        "url": "/wiki/Gare",
        "body": "# Deux",
        "infobox": None,
        "sources": [],
        "licence": {
            "name": "CC BY-SA 4.0",
            "url": "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        },
        "authors": ["alice"],
        "protection": "members",
        "redirected_from": None,
        "revision": None,
    }


def test_a_title_with_spaces_and_levels(call: Call, write: Callable[..., Page]) -> None:
    write("Tiers-lieu/Pomerol l’été", "Texte.")
    assert call("GET", "/pages/Tiers-lieu/Pomerol_l'été").status_code == 200
    assert call("GET", "/pages/Tiers-lieu%2FPomerol%20l%E2%80%99%C3%A9t%C3%A9").status_code == 200


def test_a_page_that_is_not_there(call: Call) -> None:
    answer = call("GET", "/pages/Gare")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert "Gare" in answer.get_json()["detail"]


def test_lists_the_pages_a_few_at_a_time(call: Call, write: Callable[..., Page]) -> None:
    for title in ("Épicerie", "gare", "Atelier", "Zone", "Été"):
        write(title, "Texte.")
    seen: list[str] = []
    after = ""
    while after is not None:
        found = call("GET", f"/pages?limit=2&after={after}").get_json()
        assert len(found["pages"]) <= 2
        seen += [page["title"] for page in found["pages"]]
        after = found["next"]
    assert sorted(seen) == sorted(["Épicerie", "gare", "Atelier", "Zone", "Été"])
    assert seen[0] == "Atelier"


def test_gives_a_page_as_html(call: Call, write: Callable[..., Page]) -> None:
    write("Gare", "Un *mot*.", "Deux <b>mots</b>.")
    assert "Deux &lt;b&gt;mots" in call("GET", "/pages/Gare/html").get_json()["html"]
    old = call("GET", "/pages/Gare/html?rev=1").get_json()
    assert (old["number"], "<em>mot</em>" in old["html"]) == (1, True)
    assert call("GET", "/pages/Gare/html?rev=3").status_code == 404


def test_gives_the_page_in_another_language_at_its_foot(
    call: Call, write: Callable[..., Page]
) -> None:
    write("Wiki:Interwiki", "en (English): https://en.exemple/wiki/$1\n")
    write("Gare", "[[en:Station]]\n")
    for answer in (
        call("GET", "/pages/Gare/html"),
        call("POST", "/preview", {"body": "[[en:Station]]\n"}),
    ):
        html = answer.get_json()["html"]
        assert html.startswith('<p class="other-languages">')
        assert 'href="https://en.exemple/wiki/Station" lang="en" hreflang="en"' in html


def test_shows_a_text_without_saving_it(call: Call) -> None:
    answer = call("POST", "/preview", {"body": "**Gras** <script>alert(1)</script>"})
    assert "<strong>Gras</strong>" in answer.get_json()["html"]
    assert "<script>" not in answer.get_json()["html"]
    assert call("GET", "/pages").get_json()["pages"] == []


def test_gives_the_recent_changes(call: Call, write: Callable[..., Page]) -> None:
    write("Gare", "Un", "Deux")
    write("Pont", "Un")
    first = call("GET", "/changes?limit=2").get_json()
    shown = [(c["page"]["title"], c["revision"]["number"]) for c in first["changes"]]
    assert shown == [("Pont", 1), ("Gare", 2)]
    rest = call("GET", f"/changes?before={first['next_before']}").get_json()
    assert [change["revision"]["number"] for change in rest["changes"]] == [1]
    assert rest["next_before"] is None
    since = first["changes"][1]["revision"]["seq"]
    newer = call("GET", f"/changes?since_seq={since}").get_json()["changes"]
    assert [change["page"]["title"] for change in newer] == ["Pont"]


@pytest.mark.parametrize(
    "path",
    [
        "/pages?limit=0",
        "/pages?limit=501",
        "/pages?limit=x",
        "/pages?limit=1.0",
        "/pages?limit=" + "9" * 400,
        "/pages?limits=5",
        "/changes?hide_minor=oui",
        "/changes?before=-1",
        "/search",
        "/search?q=x&kind=nothing",
        "/pages/Gare/diff",
        "/pages/Gare/diff?from=0&to=1",
        "/pages/Gare/revisions/99999999999999999999",
    ],
)
def test_refuses_what_is_not_declared(call: Call, path: str) -> None:
    answer = call("GET", path)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.get_json()["fields"]


def test_a_page_gives_its_sources(call: Call) -> None:
    body = "Né[^a].\n\n:::{source a}\n:titre: Le livre\n:date: 2012\n:::\n"
    call("POST", "/pages", {"title": "Lieu", "body": body})
    (source,) = call("GET", "/pages/Lieu").json["sources"]
    assert source == {
        "key": "a",
        "title": "Le livre",
        "author": "",
        "date": "2012",
        "link": "",
        "licence": "",
    }
