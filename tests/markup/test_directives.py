"""The registry, and where a directive ends."""

from __future__ import annotations

import pytest

from wiki.markup import CORE, Directive, Registry, parse


def test_names_and_aliases_whatever_the_case() -> None:
    assert CORE.find("TOC") == CORE.find("sommaire")
    assert CORE.find("Vidéo") == CORE.find("video")
    assert CORE.find("carte") is None


@pytest.mark.parametrize("taken", [Directive("note"), Directive("x", ("toc",))])
def test_a_taken_name_is_refused(taken: Directive) -> None:
    with pytest.raises(ValueError, match="is taken"):
        CORE.extended(taken)


def test_a_larger_registry_leaves_the_first_alone() -> None:
    larger = CORE.extended(Directive("carte", ("map",), {"zoom": ("échelle",)}))
    text = ":::{map Gironde}\n:échelle: 3\n:autre: x\n\ncorps\n:::\n"
    assert not parse(text).calls[0].known
    call = parse(text, larger).calls[0]
    assert (call.name, call.argument, call.known) == ("carte", "Gironde", True)
    assert call.options == {"zoom": "3", "autre": "x"}
    assert call.body == "corps"
    assert call.source == text


def test_every_directive_says_what_it_does() -> None:
    assert all(one.sentence for one in CORE.directives)
    assert isinstance(CORE, Registry)


def bodies(text: str) -> list[tuple[str, str]]:
    return [(call.name, call.body) for call in parse(text).calls]


def test_a_longer_fence_closes_what_was_left_open_inside() -> None:
    text = "::::{note}\n:::{astuce}\na\n::::\nb"
    assert bodies(text) == [("note", ":::{astuce}\na"), ("astuce", "a")]


def test_a_closing_fence_alone_is_text() -> None:
    assert bodies("a\n\n:::\n\nb") == []
    assert ":::" in parse("a\n\n:::\n\nb").body_text


def test_a_leaf_needs_no_fence_and_does_not_steal_one() -> None:
    text = ":::{note}\n:::{sommaire}\n\na\n:::\nb"
    assert bodies(text) == [("note", ":::{sommaire}\n\na"), ("sommaire", "")]
    assert parse(":::{sommaire}\n:::\nb").body_text == "b"


def test_the_number_of_levels_is_bounded() -> None:
    text = ":::{note}\n" * 5_000
    assert 10 <= len(parse(text).calls) <= 20


def test_in_quotes_lists_and_definitions() -> None:
    assert bodies("> :::{note}\n> a\n> :::\n") == [("note", "a")]
    assert bodies("1. x\n   :::{note}\n   a\n   :::\n") == [("note", "a")]
    assert bodies("T\n:   :::{note}\n    a\n    :::\n") == [("note", "a")]


def test_not_in_code() -> None:
    assert bodies("```\n:::{note}\n:::\n```\n\n    :::{note}\n") == []
