"""What people call a field leads to it; what leads nowhere says what looks like it."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.schema.kinds import core_kinds
from wiki.schema.naming import UnknownName, named, values_of

PLACE = core_kinds()["place"]
VALUES: dict[str, Any] = {
    "tagline": "Au calme",
    "seats": [{"kind": "permanent", "count": 5}, {"kind": "drop_in", "count": 2}],
    "amounts": [
        {"year": 2011, "item": "rent_annual", "amount": {"cents": 100}},
        {"year": 2012, "item": "rent_annual", "amount": {"cents": 300}},
        {"year": 2012, "item": "income_total", "amount": {"cents": 900}},
    ],
}


def said(name: str) -> list[Any]:
    return values_of(named(PLACE, name), VALUES)


@pytest.mark.parametrize("name", ["opened_on", "Ouvert depuis", "OUVERT-DEPUIS", "open since"])
def test_a_field_is_found_by_its_id_and_its_labels(name: str) -> None:
    assert named(PLACE, name).top.id == "opened_on"


def test_a_name_leads_into_rows() -> None:
    assert said("seats.permanent.count") == said("Postes.Permanents") == [5]
    assert said("seats.count") == [5, 2]
    assert said("seats") == [VALUES["seats"]]
    assert said("seats.training") == []


def test_of_rows_with_a_year_the_newest_count_unless_one_is_named() -> None:
    assert said("amounts.rent_annual") == [{"cents": 300}]
    assert said("amounts.2011.rent_annual.amount") == [{"cents": 100}]


def test_what_is_unknown_has_no_value() -> None:
    assert said("phone") == []


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("ouver depuis", "Ouvert depuis"),
        ("postes.permanenx", "Postes.Permanents"),
        ("tagline.count", "Présentation courte"),
        ("zzzzzz", ""),
        ("", ""),
        ("²" * 5_000, ""),
    ],
)
def test_an_unknown_name_says_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as refused:
        named(PLACE, name)
    assert refused.value.nearest == nearest


def test_says_what_rows_are_called() -> None:
    assert named(PLACE, "amounts.2012.rent_annual").labels("fr") == "Comptes : 2012 : Loyer annuel"
