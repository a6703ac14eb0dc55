"""The outline of a draft: a heading goes with what is under it, and no word changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.charter.rules.outline import Step, numbers, offered, outline, placed, stepped
from wiki.kernel.errors import Conflict

TEXT = """\
Avant.

# La charte

Son nom.

## Préambule
Nous.

## Titre un

### A {#a}
a

### B
b

Titre deux
----------

### C
c


## D

d"""


def _told(text: str) -> list[str]:
    return [f"{one.level}{one.title}" for one in outline(text).parts]


def _at(text: str, title: str) -> int:
    return next(at for at, one in enumerate(outline(text).parts) if one.title == title)


@pytest.mark.parametrize(
    ("title", "step", "told"),
    [
        ("B", Step.UP, "1La charte 2Préambule 2Titre un 3B 3A 2Titre deux 3C 2D"),
        ("C", Step.UP, "1La charte 2Préambule 2Titre un 3A 3B 3C 2Titre deux 2D"),
        ("B", Step.DOWN, "1La charte 2Préambule 2Titre un 3A 2Titre deux 3B 3C 2D"),
        ("Titre un", Step.DOWN, "1La charte 2Préambule 2Titre deux 3C 2Titre un 3A 3B 2D"),
        ("D", Step.UP, "1La charte 2Préambule 2Titre un 3A 3B 2D 2Titre deux 3C"),
        ("A", Step.OUT, "1La charte 2Préambule 2Titre un 3B 2A 2Titre deux 3C 2D"),
        ("Titre deux", Step.IN, "1La charte 2Préambule 2Titre un 3A 3B 3Titre deux 4C 2D"),
        ("D", Step.IN, "1La charte 2Préambule 2Titre un 3A 3B 2Titre deux 3C 3D"),
    ],
)
def test_a_step(title: str, step: Step, told: str) -> None:
    found, place = stepped(TEXT, _at(TEXT, title), step)
    assert " ".join(_told(found)) == told
    assert place == _at(found, title)
    assert "### A {#a}\na" in found or "## A {#a}\na" in found


def test_the_name_of_the_text_stays_and_nothing_goes_before_it() -> None:
    parts = outline(TEXT).parts
    assert [one.kind for one in numbers(parts)][:3] == ["name", "preamble", "title"]
    assert offered(parts, 0) == ()
    assert offered(parts, 1) == (Step.DOWN,)
    assert offered(parts, len(parts) - 1) == (Step.UP, Step.IN)
    for refused in ((stepped, 0, Step.UP), (stepped, 99, Step.UP), (placed, 2, 3), (placed, 0, 5)):
        with pytest.raises(Conflict):
            refused[0](TEXT, *refused[1:])  # type: ignore[operator]
    text, _ = placed(TEXT, _at(TEXT, "D"), 0)
    assert _told(text)[:2] == ["1La charte", "2D"]


def test_a_title_takes_in_nothing_of_another() -> None:
    text, place = placed(TEXT, _at(TEXT, "D"), _at(TEXT, "B"))
    assert " ".join(_told(text)) == "1La charte 2Préambule 2Titre un 3A 3B 2D 2Titre deux 3C"
    assert place == _at(text, "D")


def test_refuses_a_fence_that_would_take_in_what_follows() -> None:
    with pytest.raises(Conflict, match="outline_unsafe"):
        stepped("## A\n\n## B\n\n```\nouvert\n", 1, Step.UP)


_LEVELS = st.lists(st.integers(1, 6), min_size=1, max_size=9)


@given(_LEVELS, st.data())
def test_nothing_is_lost_or_changed(levels: list[int], data: st.DataObject) -> None:
    text = "Avant.\n\n" + "".join(
        f"{'#' * n} T{at}\n\nMots {at}.\n\n" for at, n in enumerate(levels)
    )
    parts = outline(text).parts
    at = data.draw(st.integers(0, len(parts) - 1))
    steps = offered(parts, at)
    if not steps:
        return
    found, place = stepped(text, at, data.draw(st.sampled_from(steps)))
    after = outline(found).parts
    assert after[place].title == parts[at].title
    assert sorted(one.title for one in after) == sorted(one.title for one in parts)
    for one in after:
        assert f"Mots {one.title[1:]}." in one.text
    assert all(1 <= one.level <= 6 for one in after)
