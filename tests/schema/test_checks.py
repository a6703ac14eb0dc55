"""What must hold across fields."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schema.sheets import PLACE, place
from wiki.schema import validated


@pytest.mark.parametrize(
    ("values", "path", "code", "blocking"),
    [
        (
            {"status": "closed", "opened_on": "2010-10", "closed_on": "2009"},
            "closed_on",
            "ends_before_starts",
            True,
        ),
        ({"closed_on": "2014"}, "closed_on", "closed_but_open", False),
        (
            {
                "seats": [{"kind": "permanent", "count": 9}],
                "spaces": [{"kind": "open_space", "count": 2, "desks_each": 4}],
            },
            "seats",
            "more_seats_than_desks",
            False,
        ),
        (
            {
                "offers": [
                    {"formula": "day"},
                    {"formula": "card", "valid_from": "2013", "valid_to": "2012"},
                ]
            },
            "offers/1/valid_to",
            "row_ends_before_starts",
            True,
        ),
        (
            {"funding": [{"funder": "Région", "amount": {"cents": 2}, "total": {"cents": 1}}]},
            "funding/0/amount",
            "more_than_total",
            False,
        ),
    ],
)
def test_remarks_what_does_not_hold(
    values: dict[str, Any], path: str, code: str, blocking: bool
) -> None:
    _, problems = validated(PLACE, place(**values))
    assert [(one.path, one.code, one.blocking) for one in problems] == [(path, code, blocking)]


@pytest.mark.parametrize(
    "values",
    [
        {"status": "closed", "opened_on": "2010-10", "closed_on": "2010"},
        {"opened_on": "2010-10"},
        {"seats": [{"kind": "event", "count": 90}, {"kind": "permanent", "count": 8}]}
        | {"spaces": [{"kind": "open_space", "count": 2, "desks_each": 4}, {"kind": "garden"}]},
        {"seats": [{"kind": "permanent", "count": 9}]},
        {
            "seats": [{"kind": "permanent", "count": 9}],
            "spaces": [{"kind": "open_space", "desks_each": 4}],
        },
    ],
)
def test_says_nothing_of_what_holds_or_is_not_known(values: dict[str, Any]) -> None:
    assert validated(PLACE, place(**values))[1] == ()


def test_a_check_waits_for_values_that_are_right() -> None:
    sheet = place(opened_on="bientôt", closed_on="2009", status="closed")
    assert [one.code for one in validated(PLACE, sheet)[1]] == ["not_date"]


def test_a_check_passes_over_what_was_already_wrong() -> None:
    before = place(seats="huit", offers=[{"valid_to": 5, "valid_from": 6}])
    assert validated(PLACE, before, before=before)[1] == ()
