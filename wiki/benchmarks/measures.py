"""Figures that places give in several ways, brought to one unit: on plain values.

What is not said is a gap, and says which one: unknown is not zero, nor « not concerned ».
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wiki.places.rules import GIVEN_INCOME
from wiki.schema.derived import seats_total
from wiki.schema.kinds import Labels
from wiki.schema.sheet import Sheet

UNKNOWN, NOT_CONCERNED, PRIVATE = "unknown", "not_concerned", "private"
#: Amounts before and after tax, which no sum can hold together.
MIXED = "mixed"
#: Formulas that sell a desk by the day, and those that sell something else.
_BY_DAY = frozenset({"day", "half_day", "card", "nomad_hour"})
_BY_MONTH = frozenset({"full_time"})
#: What a price for a unit is for a month.
_PER_MONTH = {"month": 1.0, "week": 52 / 12, "year": 1 / 12}
#: The basis of an amount on which there is no tax: it adds up with any other.
_UNTAXED = "exempt"


@dataclass(frozen=True)
class Figure:
    """A number of a place, or the `gap` in its place; `tax` is the basis of an amount."""

    value: float | None = None
    gap: str = ""
    tax: str = ""


@dataclass(frozen=True)
class Measure:
    """A figure that follows from some fields; `how` says in words how it is found."""

    code: str
    labels: Labels
    units: Labels
    fields: tuple[str, ...]
    how: Labels
    find: Callable[[Mapping[str, Any]], Figure | None]

    def of(self, sheet: Sheet, visible: Collection[str]) -> Figure:
        """The figure of a place, for those who may see these fields."""
        if any(name not in visible for name in self.fields):
            return Figure(gap=PRIVATE)
        if any(name in sheet.not_concerned for name in self.fields):
            return Figure(gap=NOT_CONCERNED)
        return self.find(sheet.values) or Figure(gap=UNKNOWN)


def _rows(values: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    rows = values.get(name)
    yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _cents(value: object) -> float | None:
    cents = value.get("cents") if isinstance(value, dict) else None
    return float(cents) if isinstance(cents, int) and not isinstance(cents, bool) else None


def _offers(values: Mapping[str, Any], formulas: Collection[str]) -> list[Mapping[str, Any]]:
    """The prices that everybody pays now."""
    return [
        row
        for row in _rows(values, "offers")
        if row.get("formula") in formulas
        and row.get("tariff", "full") == "full"
        and "valid_to" not in row
        and _cents(row.get("price")) is not None
    ]


def _price(row: Mapping[str, Any], by: float) -> Figure:
    cents = _cents(row["price"]) or 0.0
    return Figure(cents * by / 100, tax=str(row["price"].get("tax", "")))


def _cheapest(found: Sequence[Figure]) -> Figure | None:
    """Of prices on one basis; when there are several, of those that people pay, tax included."""
    if len({one.tax for one in found}) > 1:
        found = [one for one in found if one.tax == "incl"] or found
    return min(found, key=lambda one: one.value or 0) if found else None


def desk_day(values: Mapping[str, Any]) -> Figure | None:
    """The price of a desk for a day: by the day, else by entry of a card, else two half-days."""
    offers = _offers(values, _BY_DAY)
    days = [_price(row, 1) for row in offers if row.get("unit") == "day"]
    cards = [
        _price(row, 1 / row["entries"])
        for row in offers
        if row.get("formula") == "card" and isinstance(row.get("entries"), int) and row["entries"]
    ]
    halves = [_price(row, 2) for row in offers if row.get("unit") == "half_day"]
    return _cheapest(days) or _cheapest(cards) or _cheapest(halves)


def desk_month(values: Mapping[str, Any]) -> Figure | None:
    """The price of a desk of one's own for a month; a week is 12/52 of one, a year is twelve."""
    offers = _offers(values, _BY_MONTH)
    for unit, by in _PER_MONTH.items():
        if found := _cheapest([_price(row, by) for row in offers if row.get("unit") == unit]):
            return found
    return None


def area_seat(values: Mapping[str, Any]) -> Figure | None:
    """Built square metres for each seat."""
    area, seats = values.get("surface_built"), seats_total(values)
    if not isinstance(area, int | float) or isinstance(area, bool) or not seats:
        return None
    return Figure(area / seats)


def cost_seat(values: Mapping[str, Any]) -> Figure | None:
    """What the place costs to run in its newest year, for each seat."""
    costs = [
        (row.get("year") or 0, row["amount"])
        for row in _rows(values, "amounts")
        if row.get("item") == "opex_total" and _cents(row.get("amount")) is not None
    ]
    seats = seats_total(values)
    if not costs or not seats:
        return None
    _, amount = max(costs, key=lambda one: one[0])
    return Figure((_cents(amount) or 0) / 100 / seats, tax=str(amount.get("tax", "")))


def own_income(values: Mapping[str, Any]) -> Figure | None:
    """Of the income of the newest year, the share in per cent that is no grant and no gift.

    Where the grants alone are told apart, the rest is own income only if the total is known.
    """
    lines = [
        (row.get("year") or 0, row.get("line"), cents, row["amount"].get("tax", ""))
        for row in _rows(values, "income_lines")
        if (cents := _cents(row.get("amount"))) is not None
    ]
    newest = max((year for year, *_ in lines), default=0)
    said = [(line, cents) for year, line, cents, _ in lines if year == newest]
    totals = [
        (cents, row["amount"].get("tax", ""))
        for row in _rows(values, "amounts")
        if (row.get("item"), row.get("year")) == ("income_total", newest)
        and (cents := _cents(row.get("amount"))) is not None
    ]
    bases = {tax for year, *_, tax in lines if year == newest} | {tax for _, tax in totals}
    if len(bases - {_UNTAXED}) > 1:
        return Figure(gap=MIXED)
    given = sum(cents for line, cents in said if line in GIVEN_INCOME)
    told = sum(cents for _, cents in said)
    total = max(told, *(cents for cents, _ in totals)) if totals else told
    if total <= 0 or (told == given and not totals):
        return None
    return Figure(100 * (total - given) / total)


MEASURES: Mapping[str, Measure] = {
    one.code: one
    for one in (
        Measure(
            "desk_day",
            {"fr": "Prix d’un poste à la journée", "en": "Price of a desk for a day"},
            {"fr": "€/poste/jour", "en": "€/desk/day"},
            ("offers",),
            {
                "fr": "Le tarif plein à la journée ; à défaut, une entrée de carnet, ou deux "
                "demi-journées. Le moins cher s’il y en a plusieurs, TTC si les uns sont HT.",
                "en": "The full price for a day; failing that, an entry of a card, or two half "
                "days. The cheapest if there are several, tax included if some exclude it.",
            },
            desk_day,
        ),
        Measure(
            "desk_month",
            {"fr": "Prix d’un poste au mois", "en": "Price of a desk for a month"},
            {"fr": "€/poste/mois", "en": "€/desk/month"},
            ("offers",),
            {
                "fr": "Le tarif plein à temps complet ; une semaine compte pour 12/52 de mois, une "
                "année pour douze mois.",
                "en": "The full price for full time; a week counts as 12/52 of a month, a year as "
                "twelve months.",
            },
            desk_month,
        ),
        Measure(
            "area_seat",
            {"fr": "Surface par poste", "en": "Area by seat"},
            {"fr": "m²/poste", "en": "m²/seat"},
            ("surface_built", "seats"),
            {
                "fr": "La surface bâtie, divisée par tous les postes.",
                "en": "The built area, divided by all the seats.",
            },
            area_seat,
        ),
        Measure(
            "cost_seat",
            {"fr": "Charges par poste", "en": "Running cost by seat"},
            {"fr": "€/poste/an", "en": "€/seat/year"},
            ("amounts", "seats"),
            {
                "fr": "Les charges d’exploitation de la dernière année connue, divisées par tous "
                "les postes.",
                "en": "The running costs of the newest year that is known, divided by all the "
                "seats.",
            },
            cost_seat,
        ),
        Measure(
            "own_income",
            {"fr": "Part des ressources propres", "en": "Share of own income"},
            {"fr": "%", "en": "%"},
            ("income_lines", "amounts"),
            {
                "fr": "Ce qui n’est ni subvention, ni mécénat, ni don, dans les produits de la "
                "dernière année connue : leur total s’il est dit, sinon la somme de leurs "
                "natures ; rien si HT et TTC y sont mêlés.",
                "en": "What is no grant, no sponsorship and no gift, in the income of the newest "
                "year that is known: its total if it is said, else the sum of its kinds; nothing "
                "if amounts before and after tax are mixed there.",
            },
            own_income,
        ),
    )
}
