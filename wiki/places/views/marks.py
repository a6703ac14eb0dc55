"""What the census says of the country, with what the places that are shown say of the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wiki.pages.queries.kinds import kind_of
from wiki.places.asking.columns import Column
from wiki.places.queries import directory as queries
from wiki.places.queries import statistics
from wiki.places.queries.asked import PlaceFilter
from wiki.places.rules import GIVEN_INCOME, KIND, is_tagging
from wiki.places.views.figures import text_of
from wiki.schema.audience import visible
from wiki.schema.naming import UnknownName, named
from wiki.web.filters import percent
from wiki.web.language import gettext, in_language, ngettext, number

#: A yes that places say -> the share of those of France, in per cent: census of 2023 (France
#: Tiers-Lieux, observatoire.francetierslieux.fr), as all that follows.
NATIONAL_YES = {"public_service_hosted": 16}
#: Below so many places, each would show through: nothing is said of them together.
FEWEST = 5
#: Codes of `territory` that are nearest to what the census tells apart: dense, towns, rural.
_TERRITORIES = (("metropolis", "suburban"), ("town",), ("rural",))


class Mark(NamedTuple):
    """A value of the country, and that of the places shown; or `why` there is none of theirs."""

    name: str
    national: str
    here: str = ""
    why: str = ""


def marks(wanted: PlaceFilter, total: int, audience: str) -> tuple[Mark, ...]:
    """What the census says that no chart shows."""
    return tuple(_marks(wanted, total, audience))


def _marks(wanted: PlaceFilter, total: int, audience: str) -> Iterator[Mark]:
    tags = queries.tags(wanted)
    for name, share in NATIONAL_YES.items():
        field = kind_of(KIND).by_id.get(name)
        if field is not None:
            said = sum(n for tag, n in tags.items() if tag.startswith(f"{name}:"))
            here = gettext("%(share)s au moins", share=percent(said / total)) if said else ""
            why = "" if here else gettext("aucun ne le dit")
            yield Mark(in_language(field.labels), percent(share / 100), here, why)
    yield _territories(tags)
    yield Mark(
        gettext("Bail de moins de quatre ans"),
        percent(0.47),
        why=gettext("les fiches disent la fin du bail, non sa durée"),
    )
    yield _jobs(wanted, audience)
    yield _turnover(wanted, audience)
    yield _own_income(wanted, audience)
    yield _results(wanted, audience)


def _territories(tags: Mapping[str, int]) -> Mark:
    """Each place says its own, in words that are not quite those of the census."""
    name = gettext("En zone dense, dans les bourgs, en zone rurale")
    field = kind_of(KIND).by_id.get("territory")
    counts = [sum(tags.get(f"territory:{code}", 0) for code in codes) for codes in _TERRITORIES]
    if field is None or not is_tagging(field) or not sum(counts):
        return Mark(name, _percents(0.38, 0.28, 0.34), why=gettext("aucun ne le dit"))
    here = gettext(
        "%(shares)s : métropole et périurbain, villes petites et moyennes, rural (%(places)s)",
        shares=_percents(*(count / sum(counts) for count in counts)),
        places=_places(sum(counts)),
    )
    return Mark(name, _percents(0.38, 0.28, 0.34), here)


def _jobs(wanted: PlaceFilter, audience: str) -> Mark:
    name, france = gettext("Emplois directs, en tout"), number(24_155)
    column = _column("metrics.staff_fte", audience)
    said = _said(wanted, column)
    if column is None or not said:
        return Mark(name, france, why=_why(wanted, gettext("aucun ne le dit")))
    jobs = sum(value for each in said.values() for _, value in each)
    return Mark(name, france, f"{text_of(column, jobs)} ({_places(len(said))})")


def _turnover(wanted: PlaceFilter, audience: str) -> Mark:
    name, france = gettext("Chiffre d’affaires moyen, environ"), f"{number(250_000)}\u00a0€"
    column = _column("amounts.income_total", audience)
    by_tax: dict[str, list[float]] = {}
    for said in _said(wanted, column).values():
        for tax, cents in said:
            by_tax.setdefault(tax, []).append(cents)
    here = " ; ".join(
        f"{text_of(column, sum(known) / len(known), tax)} ({_places(len(known))})"
        for tax, known in sorted(by_tax.items())
        if column and len(known) >= FEWEST
    )
    return Mark(name, france, here, "" if here else _why(wanted, _few()))


def _own_income(wanted: PlaceFilter, audience: str) -> Mark:
    name = gettext("Ressources propres, 2021")
    column = _column("income_lines.amount", audience)
    if column is None:
        return Mark(name, percent(0.5), why=gettext("réservé aux membres"))
    given = [] if wanted.times else statistics.shares_of(wanted, column, "line", GIVEN_INCOME)
    if len(given) < FEWEST:
        return Mark(name, percent(0.5), why=_why(wanted, _few()))
    here = percent(1 - sum(given) / len(given))
    return Mark(name, percent(0.5), f"{here} ({_places(len(given))})")


def _results(wanted: PlaceFilter, audience: str) -> Mark:
    name = gettext("Résultat : bénéfice, équilibre, perte")
    column = _column("amounts.result", audience)
    said = _said(wanted, column)
    if len(said) < FEWEST:
        return Mark(name, _percents(0.21, 0.49, 0.3), why=_why(wanted, _few()))
    results = [sum(cents for _, cents in each) for each in said.values()]
    counts = [
        sum(one > 0 for one in results),
        sum(one == 0 for one in results),
        sum(one < 0 for one in results),
    ]
    shares = _percents(*(count / len(results) for count in counts))
    return Mark(name, _percents(0.21, 0.49, 0.3), f"{shares} ({_places(len(results))})")


def _column(name: str, audience: str) -> Column | None:
    """A measure by its name; None when the network has it no more, or not for this audience."""
    kind = kind_of(KIND)
    try:
        meant = named(kind, name)
    except UnknownName:
        return None
    if meant.column is None or meant.top.id not in visible(kind, audience):
        return None
    return Column(name, "", meant.column.type, meant)


def _said(wanted: PlaceFilter, column: Column | None) -> Mapping[int, Sequence[tuple[str, float]]]:
    """What the places say now; nothing when another time is asked for."""
    return {} if column is None or wanted.times else statistics.said(wanted, column)


def _why(wanted: PlaceFilter, otherwise: str) -> str:
    return gettext("compté pour aujourd’hui seulement") if wanted.times else otherwise


def _percents(*shares: float) -> str:
    return ", ".join(map(percent, shares))


def _places(count: int) -> str:
    return ngettext("%(n)s lieu", "%(n)s lieux", count)


def _few() -> str:
    return gettext("moins de %(fewest)s lieux le disent", fewest=FEWEST)
