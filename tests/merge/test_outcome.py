from __future__ import annotations

import pytest

from wiki.merge.outcome import Choice, Typed, UndecidedError, UnknownChoiceError, Verdict
from wiki.merge.three_way import merge

BASE = "Titre\n\nLe lieu ouvre à 9 h.\n\nFin\n"
HEAD = BASE.replace("9 h", "10 h")
MINE = BASE.replace("9 h", "8 h")


def test_a_conflict_has_no_text() -> None:
    result = merge(BASE, HEAD, MINE)
    assert not result.clean
    assert result.text is None
    assert [result.hunks[index].verdict for index in result.undecided] == [Verdict.CONFLICT]


@pytest.mark.parametrize(
    ("choice", "line"),
    [
        (Choice.BASE, "Le lieu ouvre à 9 h."),
        ("head", "Le lieu ouvre à 10 h."),
        (Choice.MINE, "Le lieu ouvre à 8 h."),
        (Choice.BOTH, "Le lieu ouvre à 10 h. Le lieu ouvre à 8 h."),
        ("Le lieu ouvre.", "Le lieu ouvre."),
        (Typed("mine"), "mine"),
        (Typed(""), ""),
    ],
)
def test_a_choice_rebuilds_the_whole_text(choice: str, line: str) -> None:
    result = merge(BASE, HEAD, MINE)
    text = result.resolve(dict.fromkeys(result.undecided, choice))
    assert text == f"Titre\n\n{line}\n\nFin\n"


def test_a_line_typed_in_place_of_lines_ends_itself() -> None:
    result = merge("a\nb\nc\n", "a\nc\n", "a\nB b\nc\n")
    assert result.resolve(dict.fromkeys(result.undecided, "vu")) == "a\nvu\nc\n"


def test_a_decided_hunk_may_be_chosen_again() -> None:
    result = merge(BASE, HEAD, BASE)
    (index,) = [at for at, hunk in enumerate(result.hunks) if hunk.verdict is Verdict.HEAD]
    assert result.text == HEAD
    assert result.resolve({index: Choice.BASE}) == BASE


def test_an_open_hunk_refuses_to_be_skipped() -> None:
    result = merge(BASE, HEAD, MINE)
    with pytest.raises(UndecidedError) as refusal:
        result.resolve({})
    assert refusal.value.hunks == result.undecided


def test_a_proposal_that_does_not_exist_is_refused() -> None:
    result = merge(BASE, HEAD, MINE)
    with pytest.raises(UnknownChoiceError):
        result.resolve(dict.fromkeys(result.undecided, Choice.PROPOSAL))


def test_a_hunk_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownChoiceError):
        merge(BASE, HEAD, BASE).resolve({99: Choice.HEAD})
