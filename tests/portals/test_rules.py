"""A page cut into blocks and put together again, on plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.kernel.errors import Conflict, Invalid
from wiki.markup.directives import CORE, Directive
from wiki.pages.filing import DIRECTIVE as FILED
from wiki.portals import rules
from wiki.portals.rules import BLOCK, HIDDEN, arranged, joined, made, pieces, whole

REGISTRY = CORE.extended(BLOCK, HIDDEN, FILED, Directive("agenda", body="none"))
TEXT = """Bienvenue, voir [[Tiers-lieu]].

:::{note Essai}
Une note.
:::

::::{bloc Agenda}
:largeur: moitié

:::{agenda}
:::
::::

## Guides

Un texte.

:::{astuce}
Un mot.
:::

## Liens

- un
- deux

:::{catégories} Portails
"""


def names(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.title) for one in pieces(text, REGISTRY)]


def after(deed: str, title: str, text: str = TEXT) -> str:
    found = pieces(text, REGISTRY)
    key = next(one.key for one in found if one.title == title)
    return joined(arranged(found, deed, key, REGISTRY))


def test_each_section_directive_and_text_is_a_block() -> None:
    assert names(TEXT) == [
        ("", "Bienvenue, voir Tiers-lieu."),
        ("note", "Essai"),
        ("bloc", "Agenda"),
        ("", "Guides"),
        ("", "Liens"),
        ("catégories", "Portails"),
    ]
    assert joined(pieces(TEXT, REGISTRY)) == TEXT
    half = pieces(TEXT, REGISTRY)[2]
    assert (half.is_half, half.shows) == (True, "agenda")


def test_what_looks_like_a_block_inside_code_is_none() -> None:
    text = "```\n## Titre\n\n:::{note}\n```\n\nUn texte.\n"
    assert len(pieces(text, REGISTRY)) == 1


def test_a_block_moves_and_comes_back() -> None:
    moved = after("down", "Agenda")
    assert [title for _, title in names(moved)][2:4] == ["Guides", "Agenda"]
    assert after("up", "Agenda", moved) == TEXT
    assert after("up", "Bienvenue, voir Tiers-lieu.") == TEXT


def test_free_text_never_falls_under_the_heading_of_another_block() -> None:
    text = after("up", "Guides", after("up", "Guides", after("up", "Guides")))
    assert [title for _, title in names(text)][:2] == ["Guides", "Bienvenue, voir Tiers-lieu."]
    assert ("bloc", "Bienvenue, voir Tiers-lieu.") in names(text)


def test_a_block_is_hidden_and_shown_as_it_was() -> None:
    for title in ("Agenda", "Guides", "Essai"):
        hidden = after("hide", title)
        found = next(one for one in pieces(hidden, REGISTRY) if one.title == title)
        assert found.is_hidden
        assert after("show", title, hidden) == TEXT


def test_a_block_takes_the_whole_width_or_half() -> None:
    whole = after("whole", "Agenda")
    assert "largeur" not in whole
    assert after("half", "Agenda", whole) == TEXT
    with pytest.raises(Conflict):
        after("half", "Guides")


def test_a_block_that_changed_meanwhile_is_not_touched() -> None:
    with pytest.raises(Conflict, match="portal_block_gone"):
        arranged(pieces(TEXT, REGISTRY), "up", "nothing-1", REGISTRY)


@pytest.mark.parametrize("body", ["```\ncode", "~~~~\n:::"])
def test_refuses_a_text_that_would_swallow_the_rest(body: str) -> None:
    with pytest.raises(Invalid, match="portal_block_text"):
        made(body, "Titre", REGISTRY)


@pytest.mark.parametrize("body", [":::{note}\nouvert", "    :::\n", ":::::\n", "## Un\n\nmot"])
def test_a_new_block_holds_what_is_left_open(body: str) -> None:
    text = made(body, "Titre", REGISTRY)
    assert names(f"{text}\n\n## Suite\n") == [("bloc", "Titre"), ("", "Suite")]


def test_refuses_a_title_that_would_close_its_own_head() -> None:
    with pytest.raises(Invalid, match="portal_block_title"):
        made("Un mot.", "a} b", REGISTRY)


PARTS = st.sampled_from(
    [
        "Un texte.",
        "## Titre\n\nUn mot.",
        "### Autre",
        ":::{note Une}\nb\n:::",
        "::::{bloc Deux}\n\n:::{agenda}\n:::\n::::",
        ":::{agenda}\n:::",
        "```\n:::{note}\n```",
        "- un\n- deux",
        ":::{catégories} Un",
    ]
)


@given(
    st.lists(PARTS, min_size=1, max_size=7),
    st.sampled_from(["up", "down", "hide"]),
    st.integers(0, 6),
)
def test_no_deed_loses_a_word(parts: list[str], deed: str, at: int) -> None:
    text = "\n\n".join(parts) + "\n"
    found = pieces(text, REGISTRY)
    key = found[at % len(found)].key
    new = joined(arranged(found, deed, key, REGISTRY))
    assert all(line in new for line in text.splitlines())
    shown = sorted(one.text for one in pieces(new, REGISTRY))
    assert len(shown) == len(found)
    assert rules.joined(pieces(new, REGISTRY)) == new


def test_refuses_to_move_what_would_swallow_others() -> None:
    found = pieces(":::{note}\nUn.\n:::\n\n```\nouvert\n", REGISTRY)
    assert len(found) == 2
    with pytest.raises(Invalid, match="portal_block_open"):
        whole(arranged(found, "up", found[1].key, REGISTRY), REGISTRY)
    assert whole(found, REGISTRY) == joined(found)
