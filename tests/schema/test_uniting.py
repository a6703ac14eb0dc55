"""Two sheets of one subject made one."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.schema.kinds import Kind, core_kinds
from wiki.schema.merging import Side
from wiki.schema.sheet import Sheet
from wiki.schema.uniting import Told, Union, united

KIND: Kind = core_kinds()["place"]


def told(day: str = "2026-01-01", sources: Any = None, away: Any = (), **values: Any) -> Told:
    sheet = Sheet("place", values, frozenset(away), sources or {})
    return Told(sheet, dict.fromkeys(values, day))


def unite(kept: Told, other: Told, **choices: Side) -> Union:
    return united(KIND, kept, other, choices)


def sides(union: Union) -> dict[str, str]:
    return {line.conflict.key: line.side.value for line in union.lines}


def test_what_one_alone_says_is_taken_or_left() -> None:
    kept, other = told(name="A"), told(name="A", email="a@exemple.fr")
    assert unite(kept, other).sheet.values == {"name": "A", "email": "a@exemple.fr"}
    assert unite(kept, other, email=Side.HEAD).sheet.values == {"name": "A"}


def test_the_newer_value_is_proposed_and_the_other_may_be_chosen() -> None:
    kept, other = told("2020-05-01", status="open"), told("2024-05-01", status="closed")
    assert sides(unite(kept, other)) == {"status": "mine"}
    assert unite(kept, other, status=Side.HEAD).sheet.values["status"] == "open"
    checked = told("2020-05-01", {"status": {"checked": "2025-01-01"}}, status="open")
    union = unite(checked, other)
    assert union.sheet.values["status"] == "open"
    assert union.sheet.sources == {"status": {"checked": "2025-01-01"}}


def test_the_better_known_position_is_proposed() -> None:
    point = {"lat": 44.9, "lon": -0.2}
    kept = told("2026-01-01", position={**point, "precision": "commune"})
    other = told("2020-01-01", position={**point, "precision": "pin"})
    assert unite(kept, other).sheet.values["position"]["precision"] == "pin"
    assert unite(other, kept).sheet.values["position"]["precision"] == "pin"


def test_a_value_is_proposed_before_what_does_not_apply() -> None:
    kept, other = told(away=["email"]), told("2000-01-01", email="a@exemple.fr")
    assert unite(kept, other).sheet.values == {"email": "a@exemple.fr"}
    assert unite(other, kept).sheet.values == {"email": "a@exemple.fr"}


def test_lists_and_rows_are_put_together_by_identity() -> None:
    kept = told(families=["coworking"], seats=[{"kind": "permanent", "count": 5}])
    other = told(
        "2026-02-02",
        families=["fablab"],
        seats=[{"kind": "permanent", "count": 6}, {"kind": "drop_in", "count": 2}],
    )
    union = unite(kept, other)
    assert union.sheet.values["families"] == ["coworking", "fablab"]
    assert union.sheet.values["seats"] == [
        {"kind": "permanent", "count": 6},
        {"kind": "drop_in", "count": 2},
    ]
    assert sides(union) == {"seats/permanent/count": "mine"}
    assert union.together == ("families",)


@pytest.mark.parametrize("side", [Side.HEAD, Side.MINE])
def test_no_value_is_made_up_and_none_that_both_say_is_lost(side: Side) -> None:
    kept = told(name="A", status="open", website="https://a.exemple.fr", gone_field="x")
    other = told(name="B", status="open", phone="+33557000000", gone_field="y")
    union = unite(kept, other, name=side, phone=side, gone_field=side)
    chosen = (kept if side == Side.HEAD else other).sheet.values
    for name, value in union.sheet.values.items():
        assert value in (kept.sheet.values.get(name), other.sheet.values.get(name))
    assert union.sheet.values["status"] == "open"
    assert union.sheet.values["gone_field"] == chosen["gone_field"]
    assert ("phone" in union.sheet.values) is (side == Side.MINE)
