"""Sources: their keys, their dates, where they are read, how many there may be."""

from __future__ import annotations

import pytest

from tests.markup.conftest import Village
from wiki.markup import PlainMeaning, bounds, parse, render
from wiki.markup.sources import MAX_SOURCES, date_in_words, date_parts


def written(key: str, **options: str) -> str:
    lines = [f":{name}: {value}" for name, value in options.items()]
    return "\n".join([f":::{{source {key}}}", *lines, ":::"]) + "\n\n"


@pytest.mark.parametrize(
    ("date", "parts", "words"),
    [
        ("2012", (2012,), "2012"),
        ("2012-03", (2012, 3), "mars 2012"),
        ("2012-03-01", (2012, 3, 1), "1er mars 2012"),
        ("2012-12-31", (2012, 12, 31), "31 décembre 2012"),
        ("2012-13", (), "2012-13"),
        ("2012-00-01", (), "2012-00-01"),
        ("2012-01-32", (), "2012-01-32"),
        ("printemps 2012", (), "printemps 2012"),
        ("", (), ""),
    ],
)
def test_dates(date: str, parts: tuple[int, ...], words: str) -> None:
    assert date_parts(date) == parts
    assert date_in_words(date) == words


def test_a_document_knows_its_sources_in_the_order_of_their_notes() -> None:
    text = ":::{source}\n:titre: Partout\n:::\n\n"
    text += written("b", titre="B", auteur="Bob", lien="https://exemple.org/b", date="2012")
    text += written("a", titre="A", licence="CC BY") + "Ceci[^A], cela[^b]."
    document = parse(text)
    assert [(one.key, one.title) for one in document.sources] == [
        ("a", "A"),
        ("b", "B"),
        ("", "Partout"),
    ]
    assert document.external_urls == ("https://exemple.org/b",)
    assert "Bob, B, 2012" in document.body_text
    assert "source" not in document.body_text


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "//exemple.org",
        "mailto:a@exemple.org",
        "data:text/html,x",
        "page",
        "https://a@exemple.org",
    ],
)
def test_refuses_what_is_no_address(link: str) -> None:
    document = parse(written("a", titre="A", lien=link) + "A[^a].")
    assert document.sources == ()
    html = render(document, PlainMeaning()).html
    assert "n’est pas une adresse" in html
    assert "[^a]" in html
    assert "<a " not in html


def test_a_link_inside_the_site_and_a_doi() -> None:
    document = parse(written("a", lien="/files/abc/a.pdf") + written("b", lien="10.1000/182"))
    assert [one.link for one in document.sources] == [
        "/files/abc/a.pdf",
        "https://doi.org/10.1000/182",
    ]


def test_refuses_too_many_sources() -> None:
    text = "".join(written(f"k{n}", titre=f"T{n}") for n in range(MAX_SOURCES + 1))
    bounds.check(text)
    document = parse(text)
    assert len(document.sources) == MAX_SOURCES
    assert "trop de sources" in render(document, PlainMeaning()).html


def test_a_page_included_brings_its_sources_a_section_only_those_it_calls(
    village: Village,
) -> None:
    included = "## A\n\nA[^a].\n\n## B\n\nB[^b].\n\n"
    included += written("a", titre="Source A") + written("b", titre="Source B")
    included += written("c", titre="Source C")
    village.texts["Pomerol"] = parse(included)
    section = render(parse(":::{inclure Pomerol#A}"), village).html
    assert [f"Source {one}" in section for one in "ABC"] == [True, False, False]
    whole = render(parse(":::{inclure Pomerol}"), village).html
    assert all(f"Source {one}" in whole for one in "ABC")


def test_marks_in_a_source_are_text() -> None:
    html = render(parse(written("a", titre="<b>A</b> *B*", auteur="[[C]]")), PlainMeaning()).html
    assert "&lt;b&gt;A&lt;/b&gt; *B*" in html
    assert "[[C]]" in html
