from __future__ import annotations

import pytest

from wiki.demo.changes import Change, ChangeError, Edit, replaced

PAGE = """\
Un lieu.

:::{note Titre}
Un encadré.

:::

## Places

Cinq places.
Et deux.

- un
- deux

### Détail

Un détail.

## Tarifs

À compléter.

[^source]: Un document.
"""


def without(*removed: str) -> str:
    text = PAGE
    for part in removed:
        text = replaced(text, part, "")
    return text


@pytest.mark.parametrize(
    ("change", "before"),
    [
        (Change(lines=["- deux"]), without("- deux\n")),
        (Change(blocks=["Cinq places."]), without("Cinq places.\nEt deux.\n\n")),
        (Change(blocks=[":::{note"]), without(":::{note Titre}\nUn encadré.\n\n:::\n\n")),
        (Change(sections=["Tarifs"]), without("## Tarifs\n\nÀ compléter.\n\n")),
        (Change(lines=["[^source]:"]), without("\n[^source]: Un document.\n")),
        (Change(edits=[Edit("Trois", "Cinq")]), PAGE.replace("Cinq", "Trois")),
        (
            Change(sections=["Tarifs"], edits=[Edit("Lieu.", "Un lieu.")]),
            replaced(without("## Tarifs\n\nÀ compléter.\n\n"), "Un lieu.", "Lieu."),
        ),
    ],
)
def test_a_change_is_taken_back(change: Change, before: str) -> None:
    assert change.taken_back(PAGE) == before


def test_a_section_ends_where_the_next_one_as_high_begins() -> None:
    before = Change(sections=["Places"]).taken_back(PAGE)
    assert "Détail" not in before
    assert "## Tarifs" in before


def test_edits_are_taken_back_last_first() -> None:
    change = Change(edits=[Edit("un", "deux"), Edit("deux", "trois")])
    assert change.taken_back("trois") == "un"


@pytest.mark.parametrize(
    "change",
    [
        Change(lines=["- "]),
        Change(lines=["- trois"]),
        Change(blocks=["Zéro"]),
        Change(sections=["Détail"]),
        Change(edits=[Edit("x", "sièges")]),
        Change(edits=[Edit("x", "u")]),
        Change(edits=[Edit("x", "")]),
    ],
)
def test_a_change_that_is_not_found_once_is_refused(change: Change) -> None:
    with pytest.raises(ChangeError):
        change.taken_back(PAGE)
