"""What a page shows of the others: blue and red links, inclusions, prefixes, videos."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask

from tests import people
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.derive import mark_stale, text_dependency
from wiki.pages.service.past import PastRevision, record_history
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.web import rendering
from wiki.web.rendering import render_text, rendering_of

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def _html(title: str = "Lieu") -> str:
    return rendering_of(queries.get(title)).html


def _again(title: str, body: str) -> None:
    save(people.make("alice"), Edit(title, body, queries.get(title).head))


def test_a_link_turns_blue_and_red_with_its_page(write: Write) -> None:
    write("Lieu", "Voir [[Atelier]].\n")
    assert 'href="/wiki/Atelier/edit"' in _html()
    page = write("Atelier", "Un atelier.\n")
    assert 'href="/wiki/Atelier"' in _html()
    bob = people.make("bob")
    delete(bob, page.uid)
    assert 'href="/wiki/Atelier/edit"' in _html()
    bring_back(bob, page.uid)
    assert 'href="/wiki/Atelier"' in _html()


def test_a_link_turns_blue_with_a_page_that_comes_with_its_past(write: Write) -> None:
    write("Lieu", "Voir [[Atelier]].\n")
    alice = people.make("alice")
    past = [PastRevision(alice, clock.now(), body) for body in ("Un.\n", "Deux.\n")]
    record_history(SYSTEM, "Atelier", past)
    assert 'href="/wiki/Atelier"' in _html()


def test_a_link_follows_the_page_to_its_new_title(write: Write) -> None:
    page = write("Atelier", "Un atelier.\n")
    write("Lieu", "Voir [[Atelier|là]].\n")
    alice = people.make("alice")
    for title in ("Fablab", "Atelier de la gare"):
        rename(alice, page.uid, title)
        assert f'href="/wiki/{title.replace(" ", "_")}"' in _html()


def test_a_link_through_an_old_title_turns_red_with_the_page(write: Write) -> None:
    page = write("Atelier", "Un atelier.\n")
    write("Lieu", "Voir [[Atelier]].\n")
    rename(people.make("alice"), page.uid, "Fablab")
    assert 'href="/wiki/Fablab"' in _html()
    delete(people.make("bob"), page.uid)
    assert 'href="/wiki/Atelier/edit"' in _html()


def test_an_included_page_is_shown_as_it_is_now(write: Write) -> None:
    write("Lieu", ":::{inclure Horaires}\n:::\n")
    assert "<p>Ouvert" not in _html()
    page = write("Horaires", "Ouvert le lundi.\n")
    assert "Ouvert le lundi." in _html()
    _again("Horaires", "Ouvert le mardi.\n")
    assert "Ouvert le mardi." in _html()
    rename(people.make("alice"), page.uid, "Heures")
    assert "Ouvert le mardi." in _html()
    _again("Heures", "Ouvert le jeudi.\n")
    assert "Ouvert le jeudi." in _html()
    delete(people.make("bob"), page.uid)
    assert "Ouvert" not in _html()


def test_what_an_included_page_includes_is_as_it_is_now(write: Write) -> None:
    write("Jours", "Le lundi.\n")
    write("Horaires", ":::{inclure Jours}\n:::\n")
    write("Lieu", ":::{inclure Horaires}\n:::\n")
    _again("Jours", "Le mardi.\n")
    assert "Le mardi." in _html()


def test_a_section_is_included_by_the_title_that_it_had(write: Write) -> None:
    write("Horaires", "## Été\n\nOuvert le lundi.\n\n## Hiver\n\nFermé.\n")
    write("Lieu", ":::{inclure Horaires#Été}\n")
    assert "Ouvert le lundi." in _html()
    _again("Horaires", "## Belle saison\n\nOuvert le lundi.\n\n## Hiver\n\nFermé.\n")
    assert "Ouvert le lundi." in _html()
    assert "Belle saison" in _html()
    assert "Fermé" not in _html()
    _again("Lieu", "Voici.\n\n:::{inclure Horaires#Été}\n")
    assert "Ouvert le lundi." in _html()


def test_a_section_that_has_the_title_now_comes_before_the_one_that_had_it(write: Write) -> None:
    write("Horaires", "## Été\n\nOuvert le lundi.\n")
    write("Lieu", ":::{inclure Horaires#Été}\n")
    _again("Horaires", "## Belle saison\n\nOuvert le lundi.\n")
    _again("Horaires", "## Belle saison\n\nOuvert le lundi.\n\n## Été\n\nEn travaux.\n")
    assert "En travaux." in _html()
    assert "Ouvert le lundi." not in _html()


def test_a_section_that_never_was_is_said_to_be_missing(write: Write) -> None:
    write("Horaires", "## Été\n\nOuvert.\n", "## Belle saison\n\nOuvert.\n")
    write("Lieu", ":::{inclure Horaires#Printemps}\n")
    assert "La section à inclure n’existe pas" in _html()


def test_a_link_of_an_included_page_turns_blue(write: Write) -> None:
    write("Horaires", "[[Atelier]]\n")
    write("Lieu", ":::{inclure Horaires}\n:::\n")
    assert 'href="/wiki/Atelier/edit"' in _html()
    write("Atelier", "Un atelier.\n")
    assert 'href="/wiki/Atelier"' in _html()


def test_pages_that_include_each_other_say_so(write: Write) -> None:
    write("Lieu", "Un.\n\n:::{inclure Atelier}\n:::\n")
    write("Atelier", "Deux.\n\n:::{inclure Lieu}\n:::\n")
    for title in ("Lieu", "Atelier"):
        html = _html(title)
        assert html.count("Un.") == 1
        assert html.count("Deux.") == 1
        assert 'class="notice"' in html


def test_a_page_does_not_include_itself_by_an_old_title(write: Write) -> None:
    page = write("Lieu", "Un.\n\n:::{inclure Lieu}\n:::\n")
    rename(people.make("alice"), page.uid, "Le Comptoir")
    assert _html("Le Comptoir").count("Un.") == 1


@pytest.mark.parametrize("name", ["Wiki:Interwiki", "wiki:interwiki"])
def test_a_prefix_leads_where_the_page_of_settings_says(write: Write, name: str) -> None:
    write("Lieu", "Voir [[movilab:Tiers lieux|Movilab]].\n")
    assert "movilab.org" not in _html()
    write(name, "- movilab: https://movilab.org/wiki/$1\n")
    assert 'href="https://movilab.org/wiki/Tiers_lieux"' in _html()
    _again(name, "- movilab: https://autre.exemple/$1\n")
    assert 'href="https://autre.exemple/Tiers_lieux"' in _html()
    delete(people.make("alice"), queries.get(name).uid)
    assert "autre.exemple" not in _html()


def test_the_page_in_another_language_stands_at_its_foot(write: Write) -> None:
    write("Lieu", "[[en:Third place|ailleurs]]\n\nIci.\n")
    assert "(cette langue n’est pas déclarée dans Wiki:Interwiki)" in _html()
    write("Wiki:Interwiki", "- en (English): https://en.exemple/wiki/$1\n")
    text, _, foot = _html().partition('<p class="other-languages">')
    assert (text, "ailleurs" in foot) == ("<p>Ici.</p>\n", False)
    assert re.findall(r'href="(.*?)" lang="(.*?)" hreflang="(.*?)"', foot) == [
        ("https://en.exemple/wiki/Third_place", "en", "en")
    ]
    assert 'rel="alternate noopener nofollow ugc">English</a>' in foot
    _again("Wiki:Interwiki", "- en: https://en.exemple/wiki/$1\n")
    assert 'class="other-languages"' not in _html()
    assert ">ailleurs</a>" in _html()


def test_the_languages_of_a_page_are_not_those_of_one_that_includes_it(write: Write) -> None:
    write("Wiki:Interwiki", "- en (English): https://en.exemple/wiki/$1\n")
    write("Horaires", "Le matin.\n[[en:Opening hours]]\n")
    write("Lieu", ":::{inclure Horaires}\n:::\n")
    assert "Le matin." in _html()
    assert "en.exemple" not in _html()


@pytest.mark.parametrize("rest", [".evil.example/", "@evil.example", "//evil.example", "\\evil"])
def test_who_writes_a_link_does_not_choose_the_host(write: Write, rest: str) -> None:
    write(
        "Wiki:Interwiki",
        "- m: https://movilab.org/wiki/$1\n- n: https://movilab.org$1\n- en (English): https://movilab.org/en/$1\n",
    )
    html = render_text(f"[[m:x{rest}]] [[n:{rest}]] [[n:x{rest}]]").html
    html += render_text(f"[[en:{rest}]]\n[[en:x{rest}]]\n").html
    outside = re.findall(r'href="(https?://[^/"]*)', html)
    assert set(outside) <= {"https://movilab.org"}


def test_a_section_has_a_link_that_edits_it(write: Write) -> None:
    write("Lieu", "Avant.\n\n## Un\n\nUn.\n\n> ## Cité\n\n## Deux\n\nDeux.\n")
    assert re.findall(r'href="/wiki/Lieu/edit\?section=(\d)"', _html()) == ["1", "2"]
    assert "section=" not in render_text("## Un\n", "Lieu").html


def test_a_video_asks_nothing_of_its_host_before_the_click(write: Write) -> None:
    write("Lieu", ":::{video https://www.youtube.com/watch?v=dQw4w9WgXcQ}\n:::\n")
    html = _html()
    assert not re.search(r"<(iframe|img|video|embed|object|script|link)\b", html)
    assert not re.search(r'\b(src|srcset|poster)="', html)
    assert 'data-player="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in html
    assert "noreferrer" in html or "noopener" in html


def test_a_video_of_a_host_that_is_not_admitted_is_its_source(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app(WIKI_VIDEO_HOSTS=("vimeo.com",))
    with app.app_context():
        text = ":::{video https://www.youtube.com/watch?v=dQw4w9WgXcQ}\n:::\n"
        assert "data-player" not in render_text(text).html
        assert "data-player" in render_text(":::{video https://vimeo.com/12345}\n:::\n").html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://ailleurs.exemple/a.png)",
    ],
)
def test_nothing_active_and_nothing_from_elsewhere_is_shown(text: str) -> None:
    html = render_text(text).html
    assert not re.search(r"<script|javascript:|<img", html)


def test_readers_who_come_first_at_once_pay_once(
    app: Flask, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("Autre", "Avant.\n")
    write("Lieu", ":::{include} Autre\n:::\n")
    with act():
        mark_stale({text_dependency("autre")})
    made, all_there = [], Barrier(4)
    keep = rendering.keep_rendering

    def noted(page: Page, *how: object) -> object:
        made.append(page.title)
        return keep(page, *how)  # type: ignore[arg-type]

    def read() -> None:
        with app.app_context():
            page = queries.get("Lieu")
            all_there.wait()
            rendering_of(page)

    monkeypatch.setattr(rendering, "keep_rendering", noted)
    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert made == ["Lieu"]
