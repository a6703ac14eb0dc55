"""What follows from the values."""

from __future__ import annotations

from wiki.schema import derived


def test_seats_are_counted_when_some_are() -> None:
    seats = [{"kind": "permanent", "count": 5}, {"kind": "event", "count": 90}]
    assert derived.seats_total({"seats": seats}) == 95
    assert derived.work_seats({"seats": seats}) == 5
    assert derived.seats_total({"seats": [{"kind": "permanent", "count": 0}]}) == 0
    assert derived.seats_total({}) is None
    assert derived.work_seats({"seats": [{"kind": "event", "count": 90}]}) is None


def test_desks_are_counted_when_every_space_says_how_many() -> None:
    assert derived.desks_total({"spaces": [{"count": 2, "desks_each": 4}, {"count": 1}]}) == 8
    assert derived.desks_total({"spaces": [{"desks_each": 4}]}) is None
    assert derived.desks_total({"spaces": [{"count": 1}]}) is None


def test_a_ratio_is_in_whole_per_cent_the_half_upwards() -> None:
    def row(amount: int, total: int) -> dict[str, dict[str, int]]:
        return {"amount": {"cents": amount}, "total": {"cents": total}}

    assert derived.ratio(row(5428000, 8872000)) == 61
    assert derived.ratio(row(125, 1000)) == 13
    assert derived.ratio(row(0, 1000)) == 0
    assert derived.ratio(row(10, 0)) is None
    assert derived.ratio({"amount": {"cents": 10}}) is None


def test_what_is_not_of_its_type_says_nothing() -> None:
    for values in ({"seats": "huit"}, {"seats": ["huit"]}, {"seats": [{"count": "huit"}]}):
        assert derived.seats_total(values) is None
    assert derived.desks_total({"spaces": [{"desks_each": "quatre", "count": 2}]}) is None
    assert derived.desks_total({"spaces": [{"desks_each": 4, "count": True}]}) is None
    assert derived.ratio({"amount": "beaucoup", "total": {"cents": 10}}) is None
