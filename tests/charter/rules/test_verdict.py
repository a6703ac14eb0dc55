"""What a ballot lacks, what may follow it, and its rule kept as plain values."""

from __future__ import annotations

import json
from itertools import product

import pytest

from wiki.charter.rules import verdict
from wiki.charter.rules.tally import Body, Count, Rule, Standing
from wiki.kernel.errors import Invalid


def test_a_rule_is_read_as_it_was_kept() -> None:
    for rule in verdict.OFFERED.values():
        assert verdict.read(json.loads(json.dumps(verdict.kept(rule)))) == rule
    with pytest.raises(Invalid, match="ballot_rule"):
        verdict.offered("majority\x00")


@pytest.mark.parametrize(
    ("code", "count", "blocking", "found"),
    [
        ("two_thirds", Count(12, 4, 1), 0, Standing("undecided", 20, 17, 3, 3)),
        ("two_thirds", Count(12, 6, 2), 0, Standing("adopted", 20, 20, 0, 0)),
        ("two_thirds", Count(11, 6, 3), 0, Standing("rejected", 20, 20, 0, 1)),
        ("two_thirds", Count(10, 20, 10), 0, Standing("rejected", 20, 40, 0, None)),
        ("simple", Count(), 0, Standing("undecided", 10, 0, 10, 10)),
        ("simple", Count(6, 6), 0, Standing("rejected", 10, 12, 0, 1)),
        ("consent", Count(9, 1), 1, Standing("integration", 10, 10, 0, None)),
        ("consent", Count(9), 0, Standing("undecided", 10, 9, 1, 1)),
        ("tacit_consent", Count(), 0, Standing("adopted", 0, 0, 0, 0)),
    ],
)
def test_where_it_stands_and_what_it_lacks(
    code: str, count: Count, blocking: int, found: Standing
) -> None:
    assert verdict.standing(verdict.offered(code), Body(count, 40), blocking) == found


def test_what_is_said_to_lack_is_what_would_do_and_not_one_less() -> None:
    for code, yes, no, abstain in product(verdict.OFFERED, range(8), range(8), range(3)):
        rule, body = verdict.offered(code), Body(Count(yes, no, abstain), 20)
        lacks = verdict.standing(rule, body).yes_missing
        outcomes = [
            verdict.verdict(rule, Body(Count(yes + more, no, abstain), 20))
            for more in range(20 - body.count.cast + 1)
        ]
        reached = [more for more, outcome in enumerate(outcomes) if outcome == "adopted"]
        assert lacks == (reached[0] if reached else None), (code, body)


def test_what_missed_its_quorum_is_called_again_with_a_lower_one() -> None:
    rule, few = verdict.offered("two_thirds"), Body(Count(14), 40)
    again = verdict.rule_after(rule, verdict.verdict(rule, few), few)
    assert isinstance(again, Rule)
    assert verdict.verdict(again, few) == "adopted"
    assert verdict.rule_after(again, "undecided", Body(Count(1), 40)) is None
    blank = Body(Count(abstain=30), 40)
    assert verdict.rule_after(rule, "undecided", blank) is None
    for outcome in ("adopted", "rejected"):
        assert verdict.rule_after(rule, outcome, Body(Count(30), 40)) is None
