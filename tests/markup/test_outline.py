"""Identifiers, table of contents, extent of a section."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup import Heading, parse
from wiki.markup.outline import Entry, Ids, section_id, section_range, slug, toc

TEXT = "intro\n\n# A\na\n## B\nb\n## C\nc\n# D\nd"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Horaires d'été", "horaires-d-ete"),
        ("L’Œuvre — 2ᵉ partie !", "l-oeuvre-2e-partie"),
        ("Prix & tarifs", "prix-et-tarifs"),
        ("日本", "section"),
        ("", "section"),
        ("a" * 200, "a" * 80),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert section_id(text) == f"s-{expected}"


def test_an_identifier_is_taken_as_it_is() -> None:
    assert section_id("s-acces") == "s-acces"


def test_identifiers_are_stable_and_unique() -> None:
    ids = Ids()
    wanted = ["s-a", "s-a", "s-a-2", "s-a", "s-b"]
    assert [ids.take(one) for one in wanted] == ["s-a", "s-a-2", "s-a-2-2", "s-a-3", "s-b"]


def test_toc_nests_without_gaps() -> None:
    headings = [Heading(level, str(n), f"s-{n}") for n, level in enumerate((3, 1, 4, 2, 2))]
    assert toc(headings) == (
        Entry(3, "0", "s-0"),
        Entry(
            1,
            "1",
            "s-1",
            (Entry(4, "2", "s-2"), Entry(2, "3", "s-3"), Entry(2, "4", "s-4")),
        ),
    )


@pytest.mark.parametrize(
    ("section", "expected"),
    [("s-a", "# A\na\n## B\nb\n## C\nc\n"), ("s-b", "## B\nb\n"), ("s-d", "# D\nd")],
)
def test_a_section_runs_to_the_next_heading_as_high(section: str, expected: str) -> None:
    found = section_range(parse(TEXT), section)
    assert found is not None
    assert TEXT[slice(*found)] == expected


def test_no_section_there() -> None:
    assert section_range(parse(TEXT), "s-z") is None
    assert section_range(parse("> ## A\n"), "s-a") is None


LINES = ["# A\n", "## \n", "a\n", "\n", "A\n---\n", "--\n", "    # a\n", "```\n", "[^1]: x\n"]


@given(st.lists(st.sampled_from(LINES)))
def test_sections_cover_the_text_from_the_first_heading(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = parse(text)
    starts = [heading.start or 0 for heading in document.headings]
    assert starts == sorted(set(starts))
    for heading in document.headings:
        found = section_range(document, heading.id)
        assert found is not None
        assert parse(text[slice(*found)]).headings[0].level == heading.level
