"""Numbers of places: counted by the database as place by place, at the cost of groups."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest
from flask import Flask

from tests.sheets.conftest import alice, describe
from tests.sheets.places import Describe, place
from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import comparable
from wiki.places.asking.question import asked
from wiki.places.views.figures import figures, found, place_by_place

__all__ = ["alice", "describe"]


def seats(count: int) -> list[dict[str, Any]]:
    return [{"kind": "permanent", "count": count}, {"kind": "drop_in", "count": 1}]


@pytest.fixture
def places(describe: Describe) -> None:
    """Six places of two departments, some with several families, some that say little."""
    describe("A", place(seats=seats(4), opened_on="2010-10", services=["coworking"]))
    describe("B", place(commune="48095", families=["coworking", "fablab"], seats=seats(2)))
    describe("C", place(status="closed", opened_on="2010", services=["coworking", "meeting_room"]))
    describe("D", place(commune="48095", seats=seats(9), fibre=True))
    prices = [
        {"formula": "day", "unit": "day", "price": {"cents": 1000, "tax": "incl"}},
        {"formula": "full_time", "unit": "month", "price": {"cents": 5000, "tax": "excl"}},
    ]
    rent = {"year": 2012, "item": "rent_annual", "amount": {"cents": 100}, "source": "Bail"}
    describe("G", place(offers=prices, amounts=[rent]))
    describe("H", place(offers=prices[:1], commune="48095"))
    describe("E", place(families=["fablab"], management="association", fibre=False))
    describe("F", place(commune="75056"))


SHAPES = (
    "nombre",
    "somme de postes",
    "moyenne de postes.permanent",
    "somme de comptes.2012.loyer annuel",
    "somme de offres.prix",
)
GROUPS = ("famille", "département", "état", "services", "ouvert depuis", "fibre", "postes")


@pytest.mark.usefixtures("places")
def test_the_database_counts_as_one_does_place_by_place(app: Flask) -> None:
    with app.app_context():
        kind = kind_of("place")
        columns = {name: comparable(kind, name) for name in GROUPS}
        by = [(), *((one,) for one in GROUPS), *pairwise(GROUPS)]
        for shape, names in product(SHAPES, by):
            wanted = asked(kind, shape, {})
            assert not wanted.problems
            said = [columns[name] for name in names]
            assert found(wanted.question, said) == place_by_place(wanted.question, said), names


def calls(what: Callable[[], object]) -> int:
    """How many functions of Python are called."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        what()
    finally:
        sys.setprofile(None)
    return count


def test_more_places_of_the_same_groups_cost_the_same(app: Flask, describe: Describe) -> None:
    def cost(shape: str, group: str) -> int:
        question = asked(kind_of("place"), shape, {"group": group}).question
        figures(question)
        return calls(lambda: figures(question))

    asked_for = [("nombre", "famille"), ("somme de postes", "département")]
    sheet = place(seats=seats(3), families=["coworking", "fablab"])
    describe("A", sheet)
    with app.app_context():
        few = [cost(*one) for one in asked_for]
    for number in range(12):
        describe(f"Lieu {number}", sheet)
    with app.app_context():
        many = [cost(*one) for one in asked_for]
    assert all(more <= less + 5 for less, more in zip(few, many, strict=True)), (few, many)
