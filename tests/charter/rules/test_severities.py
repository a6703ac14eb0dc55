"""Which signature a version asks for, by what was said of each severity: on plain values."""

from __future__ import annotations

import pytest

from wiki.charter.rules import severities
from wiki.charter.rules.tally import Body, Count
from wiki.charter.rules.verdict import offered

TWO_THIRDS = offered("two_thirds")
NAMES = ["the-version", *map(severities.name, severities.ordered("minor"))]


def _bodies(*said: tuple[int, int]) -> list[Body]:
    return [Body(Count(yes, no, 10 - yes - no, 0), 10) for yes, no in said]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        # The text, then minor (prepared), major, fix: yes and no of each.
        (((10, 0), (10, 0), (2, 8), (2, 8)), "minor"),
        (((10, 0), (7, 3), (9, 1), (2, 8)), "major"),
        (((10, 0), (8, 2), (8, 2), (8, 2)), "major"),
        (((10, 0), (2, 8), (2, 8), (9, 1)), "fix"),
        (((10, 0), (5, 5), (5, 5), (5, 5)), "minor"),
        (((10, 0), (0, 0), (0, 0), (0, 0)), "minor"),
    ],
)
def test_the_same_rule_decides_of_the_severity(
    said: tuple[tuple[int, int], ...], code: str
) -> None:
    found = severities.result(TWO_THIRDS, _bodies(*said), (), NAMES)
    assert found.outcome == "adopted"
    assert severities.chosen([NAMES[at] for at in found.best]) == code


def test_no_severity_is_chosen_of_a_text_that_is_not_adopted() -> None:
    said = _bodies((5, 5), (10, 0), (10, 0), (10, 0))
    found = severities.result(TWO_THIRDS, said, (), NAMES)
    assert (found.outcome, found.best) == ("rejected", ())
    assert severities.chosen([]) == ""


def test_both_counts_have_to_hold() -> None:
    places = _bodies((10, 0), (10, 0), (9, 1), (0, 10))
    persons = _bodies((10, 0), (5, 5), (9, 1), (0, 10))
    found = severities.result(TWO_THIRDS, places, persons, NAMES)
    assert severities.chosen([NAMES[at] for at in found.best]) == "major"


def test_it_is_asked_of_those_who_vote_on_what_follows_another_text() -> None:
    assert severities.ordered("minor") == ["minor", "major", "fix"]
    assert severities.is_asked(TWO_THIRDS, has_parent=True)
    assert not severities.is_asked(TWO_THIRDS, has_parent=False)
    assert not severities.is_asked(offered("consent_statutory"), has_parent=True)
