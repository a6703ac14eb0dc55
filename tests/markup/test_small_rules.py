"""Rules of one line each: tables, bare addresses, terms, videos, emphasis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.conftest import Village
from wiki.markup import Link, parse, render
from wiki.markup.autolinks import trim
from wiki.markup.elements import decode, visible
from wiki.markup.inline_rules import emphasis_depth
from wiki.markup.links import default_text, read_link
from wiki.markup.tables import split_row
from wiki.markup.terms import MAX_TERMS, Finder
from wiki.markup.video import HOSTS, recognise
from wiki.markup.words import FRENCH


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("||", [""]),
        ("| [[A|b]] | `c|d` | \\| |", ["[[A|b]]", "`c|d`", "\\|"]),
        ("| ``a`|b`` | `c |", ["``a`|b``", "`c"]),
        ("| `a | b |", ["`a", "b"]),
        ("", []),
    ],
)
def test_rows(row: str, cells: list[str]) -> None:
    assert split_row(row) == cells


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.b/c.", "https://a.b/c"),
        ("https://a.b/(c)", "https://a.b/(c)"),
        ("https://a.b/c)**", "https://a.b/c"),
        ("https://a.b/c(d))…", "https://a.b/c(d)"),
    ],
)
def test_addresses_end_before_punctuation(written: str, address: str) -> None:
    assert trim(written) == address


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("Saint_Émilion ", Link("Saint Émilion")),
        ("A \\| b", Link("A", text="b")),
        ("A|", Link("A")),
        ("A # b  c", Link("A", "b c")),
        ("WP: x", Link("WP: x")),
        ("WP:x:y", Link("WP:x:y", prefix="wp", rest="x:y")),
        ("|b", None),
        ("#", None),
    ],
)
def test_links(written: str, link: Link | None) -> None:
    assert read_link(written) == link


def test_a_link_without_text_shows_where_it_goes() -> None:
    assert default_text(Link("A", "b")) == "A § b"
    assert default_text(Link("", "b")) == "b"


def found(words: list[str], text: str) -> list[str]:
    return [text[start:end] for start, end, _ in Finder(words).find(text)]


def test_terms_are_whole_words_longest_first() -> None:
    words = ["tiers-lieu", "tiers", "C.A.E", "(S)", "R&D"]
    text = "un tiers-lieu, le tiers, entiers tiersés R&D (S) C.A.E"
    assert found(words, text) == ["tiers-lieu", "tiers", "R&D", "(S)", "C.A.E"]


@given(st.lists(st.text("ab -é", min_size=1, max_size=4)), st.text("ab -é"))
def test_terms_do_not_overlap(words: list[str], text: str) -> None:
    end = 0
    for start, stop, word in Finder(words).find(text):
        assert start >= end
        assert text[start:stop] == word
        end = stop


def test_words_of_two_sets_are_found_together_longest_first() -> None:
    text = "un tiers-lieu, le tiers, un lieu"
    shared = Finder(["tiers", "lieu"])
    said = [text[start:end] for start, end, _ in Finder(["tiers-lieu"], shared).find(text)]
    assert said == ["tiers-lieu", "tiers", "lieu"]
    assert [word for *_, word in Finder([], shared).find(text)] == [
        "tiers",
        "lieu",
        "tiers",
        "lieu",
    ]
    assert not Finder([], Finder([]))


def test_the_number_of_abbreviations_is_bounded() -> None:
    text = "".join(f"*[a{n}]: b\n" for n in range(MAX_TERMS + 10))
    assert len(parse(text).terms) == MAX_TERMS


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=abc-_1&list=x", "www.youtube-nocookie.com/embed/abc-_1"),
        ("https://youtu.be/abc?t=3", "www.youtube-nocookie.com/embed/abc"),
        ("https://www.youtube.com/embed/abc", "www.youtube-nocookie.com/embed/abc"),
        ("https://vimeo.com/123", "player.vimeo.com/video/123?dnt=1"),
        ("https://www.dailymotion.com/video/x1", "geo.dailymotion.com/player.html?video=x1"),
        ("https://framatube.org/w/aB1", "framatube.org/videos/embed/aB1"),
        ("https://framatube.org/videos/watch/a-1", "framatube.org/videos/embed/a-1"),
    ],
)
def test_videos(url: str, player: str) -> None:
    video = recognise(url)
    assert video is not None
    assert video.player == f"https://{player}"
    assert video.page.startswith("https://")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/watch?v=a%22b",
        "https://www.youtube.com/redirect?q=https://mechant.example",
        "https://www.youtube.com.mechant.example/watch?v=a",
        "https://mechant.example/www.youtube.com/watch?v=a",
        "https://www.youtube.com@mechant.example/watch?v=a",
        "//www.youtube.com/watch?v=a",
        "javascript:https://youtu.be/abc",
        "https://framatube.org/w/../../x",
        "https://peertube.example/w/abc",
    ],
)
def test_videos_refused(url: str) -> None:
    assert recognise(url) is None


def test_a_wiki_admits_its_own_video_hosts() -> None:
    assert recognise("https://tube.example/w/a", {**HOSTS, "tube.example": "peertube"}) is not None


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("*a* " * 50, 1),
        ("*a " * 50, 50),
        ("l'*a* (*b*), **c** " * 30, 2),
        ("a*b*c" * 50, 0),
        ("*a " * 30 + " b*" * 30, 30),
    ],
)
def test_depth_of_emphasis(text: str, depth: int) -> None:
    assert emphasis_depth([{"type": "text", "raw": text}]) == depth


def test_emphasis_too_deep_stays_as_written(village: Village) -> None:
    text = "*a " * 30 + "b* " * 30
    assert "<em>" not in render(parse(text), village).html
    assert "*a *a" in render(parse(text), village).html
    assert "<em>" in render(parse("*a " * 9 + "b* " * 9), village).html


def test_characters() -> None:
    assert decode("&eacute;&#233;&copy &amp;lt; &nimporte;") == "éé&copy &lt; &nimporte;"
    assert decode("&#0;&#xD800;") == "\ufffd\ufffd"
    assert visible("a\x00\ud800\tb") == "a\ufffd\ufffd\tb"


def test_every_word_is_french_and_said_once() -> None:
    assert all(FRENCH.values())
    assert len(set(FRENCH.values())) == len(FRENCH)
