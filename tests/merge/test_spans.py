from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.spans import Budget, Mark, line_spans

lines = st.text("ab |.5é", max_size=30)


def shown(old: str, new: str, budget: int = 10_000) -> str:
    marks = {Mark.EQUAL: "{}", Mark.DELETE: "[-{}-]", Mark.INSERT: "[+{}+]"}
    spans = line_spans(old, new, Budget(budget)).spans
    return "".join(marks[span.mark].format(span.text) for span in spans)


@given(lines, lines)
def test_both_versions_can_be_read_in_the_spans(old: str, new: str) -> None:
    spans = line_spans(old, new, Budget(1000)).spans
    assert "".join(span.text for span in spans if span.mark is not Mark.INSERT) == old
    assert "".join(span.text for span in spans if span.mark is not Mark.DELETE) == new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Il ouvre à 9 h.", "Il ouvre à 10 h.", "Il ouvre à [-9 h-][+10 h+]."),
        ("Un. Deux.", "Un. Trois. Deux.", "Un. [+Trois. +]Deux."),
        ("| a | 5 | c |", "| a | 6 | c |", "| a | [-5-][+6+] | c |"),
        ("05 57 00 00 01", "05 57 00 10 01", "[-05 57 00 00 01-][+05 57 00 10 01+]"),
        ("pareil", "pareil", "pareil"),
    ],
)
def test_words_sentences_and_cells_are_marked(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_without_budget_the_whole_sentence_is_marked() -> None:
    assert shown("Un lieu. Oui.", "Un jardin. Oui.", 5) == "[-Un lieu.-][+Un jardin.+] Oui."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Le lieu ferme.",
            "Le café chauffe. Le lieu ferme.",
            "[+Le café chauffe. +]Le lieu ferme.",
        ),
        ("Un. Deux.", "Deux. Un.", "[+Deux. +]Un.[- Deux.-]"),
        ("un, deux", "un deux", "un[-,-] deux"),
        ("le lieu clos", "un lieu ouvert", "[-le-][+un+] lieu [-clos-][+ouvert+]"),
        ("| a | 5 |", "| a | 5 | oui |", "| a | 5 |[+ oui |+]"),
    ],
)
def test_what_was_kept_is_the_most_that_can_be(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_equal_sentences_at_both_ends_are_never_read() -> None:
    budget = Budget(10_000)
    line_spans(
        "Oui. " * 9_000 + "Un lieu. " + "Non. " * 9_000,
        "Oui. " * 9_000 + "Un café. " + "Non. " * 9_000,
        budget,
    )
    assert not budget.spent
    assert budget.left > 8_000
