"""Figures brought to one unit, what they say together, how a benchmark is written: plain values."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.benchmarks.asking import Compared, directive, written
from wiki.benchmarks.measures import MEASURES, MIXED, NOT_CONCERNED, PRIVATE, UNKNOWN, Figure
from wiki.benchmarks.statistics import SMALL, summary
from wiki.places.asking.problems import sentence_of
from wiki.schema.audience import visible
from wiki.schema.kinds import core_kinds
from wiki.schema.sheet import Sheet

PLACE = core_kinds()["place"]
SEATS = [{"kind": "permanent", "count": 8}, {"kind": "training", "count": 2}]


def offer(formula: str, unit: str, cents: int, **more: Any) -> dict[str, Any]:
    return {"formula": formula, "unit": unit, "price": {"cents": cents, "tax": "incl"}, **more}


def figure(code: str, audience: str = "public", **values: Any) -> Figure:
    return MEASURES[code].of(Sheet("place", values), visible(PLACE, audience))


@pytest.mark.parametrize(
    ("offers", "euros"),
    [
        ([offer("day", "day", 1500), offer("half_day", "half_day", 500)], 15.0),
        ([offer("card", "entry", 12000, entries=10)], 12.0),
        ([offer("half_day", "half_day", 900)], 18.0),
        ([offer("day", "day", 1500), offer("day", "day", 900, tariff="reduced")], 15.0),
        ([offer("day", "day", 1500, valid_to="2012"), offer("day", "day", 2000)], 20.0),
        ([offer("room", "day", 9000)], None),
        ([offer("card", "entry", 12000)], None),
        ([], None),
        ("abîmé", None),
    ],
)
def test_a_desk_for_a_day(offers: Any, euros: float | None) -> None:
    found = figure("desk_day", offers=offers)
    assert found == (Figure(euros, tax="incl") if euros else Figure(gap=UNKNOWN))


@pytest.mark.parametrize(
    ("unit", "cents", "euros"), [("month", 20000, 200), ("week", 12000, 520), ("year", 240000, 200)]
)
def test_a_desk_for_a_month(unit: str, cents: int, euros: float) -> None:
    found = figure("desk_month", offers=[offer("full_time", unit, cents)])
    assert found.value == pytest.approx(euros)


def test_figures_for_each_seat() -> None:
    assert figure("area_seat", surface_built=125, seats=SEATS).value == 12.5
    assert figure("area_seat", surface_built=125).gap == UNKNOWN
    assert figure("area_seat", surface_built=0, seats=SEATS).value == 0
    rows = [
        {"year": year, "item": "opex_total", "amount": {"cents": cents, "tax": "excl"}}
        for year, cents in ((2011, 500_000), (2012, 800_000))
    ]
    assert figure("cost_seat", amounts=rows, seats=SEATS) == Figure(800.0, tax="excl")


def test_the_share_of_own_income_is_for_those_who_may_see_it() -> None:
    lines = [
        {"year": 2012, "line": "seat_rent", "amount": {"cents": 600}},
        {"year": 2012, "line": "operating_grants", "amount": {"cents": 400}},
        {"year": 2011, "line": "seat_rent", "amount": {"cents": 999_999}},
    ]
    assert figure("own_income", "members", income_lines=lines).value == 60
    assert figure("own_income", income_lines=lines).gap == PRIVATE


def test_grants_told_apart_are_a_share_of_the_total_and_of_nothing_without_it() -> None:
    grants = [{"year": 2012, "line": "operating_grants", "amount": {"cents": 400, "tax": "exempt"}}]
    totals = [
        {"year": year, "item": "income_total", "amount": {"cents": 1000, "tax": "excl"}}
        for year in (2011, 2012)
    ]
    assert figure("own_income", "members", income_lines=grants).gap == UNKNOWN
    assert figure("own_income", "members", income_lines=grants, amounts=totals[:1]).gap == UNKNOWN
    assert figure("own_income", "members", income_lines=grants, amounts=totals).value == 60


def test_unknown_zero_and_not_concerned_are_three_things() -> None:
    away = Sheet("place", {}, frozenset({"offers"}))
    assert MEASURES["desk_day"].of(away, visible(PLACE, "public")).gap == NOT_CONCERNED
    assert figure("desk_day").gap == UNKNOWN
    assert figure("desk_day", offers=[offer("day", "day", 0)]).value == 0


def test_quartiles_are_those_of_spreadsheets() -> None:
    found = summary(Figure(float(value)) for value in (1, 2, 3, 4, 5, 6))
    assert (found.low, found.median, found.high) == (2.25, 3.5, 4.75)


def test_small_groups_and_mixed_taxes_are_not_averaged() -> None:
    few = [Figure(1.0)] * 4 + [Figure(gap=UNKNOWN)] * 9
    assert (summary(few).known, summary(few).median, summary(few).why) == (4, None, SMALL)
    mixed = [Figure(1.0, tax="incl")] * 5 + [Figure(1.0, tax="excl")]
    assert (summary(mixed).median, summary(mixed).why) == (None, MIXED)


def test_what_is_written_is_read_back() -> None:
    places = (Compared("Arrêt Minute", 3), Compared("Café (bis)", 12))
    text = directive(places, ["desk_day", "seats"], "Prix")
    lines = dict(line[1:].split(": ", 1) for line in text.splitlines()[1:-1])
    found = written(PLACE, {"places": lines["lieux"], "fields": lines["champs"]})
    assert found.places == places
    assert not found.problems
    assert len(found.columns) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"fields": "postes"}, "a besoin de lieux"),
        ({"places": "Ici"}, "a besoin de champs"),
        ({"places": "Ici", "fields": "surface par postte"}, "Surface par poste"),
        ({"places": "Ici", "fields": "fin du bail"}, "n’est pas public"),
        ({"places": ";".join(f"L{n}" for n in range(200)), "fields": "postes"}, "100 lieux"),
    ],
)
def test_says_what_is_wrong(options: dict[str, str], said: str) -> None:
    (problem,) = written(PLACE, options).problems
    assert said in sentence_of(problem).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("taxes", "gap"), [(("incl", "incl"), ""), (("incl", "excl"), MIXED), (("", "excl"), MIXED)]
)
def test_amounts_of_two_bases_make_no_share(taxes: tuple[str, str], gap: str) -> None:
    lines = [
        {"year": 2012, "line": line, "amount": {"cents": 500} | ({"tax": tax} if tax else {})}
        for line, tax in zip(("seat_rent", "operating_grants"), taxes, strict=True)
    ]
    assert figure("own_income", "members", income_lines=lines).gap == gap


def test_of_prices_on_two_bases_the_one_that_people_pay_is_kept() -> None:
    before_tax = {**offer("day", "day", 1000), "price": {"cents": 1000, "tax": "excl"}}
    found = figure("desk_day", offers=[before_tax, offer("day", "day", 1100)])
    assert found == Figure(11.0, tax="incl")
