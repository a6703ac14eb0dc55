"""The library of the resources, narrowed by facets; every state of it is an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request, url_for

from wiki.kernel.pager import key_given
from wiki.kernel.slugs import LONGEST_READ
from wiki.resources import rules
from wiki.resources.queries import library as queries
from wiki.resources.queries.library import Key, Line
from wiki.resources.rules import FACETS, ORDERS, Wanted, codes_of
from wiki.resources.views.blueprint import blueprint, wanted_resources
from wiki.resources.views.names import facet_name, value_names
from wiki.web.language import gettext
from wiki.web.templates import answer_of


class Value(NamedTuple):
    """A value of a facet: its name, how many resources have it, and where choosing it leads."""

    name: str
    number: int
    url: str
    is_chosen: bool


class Facet(NamedTuple):
    """A facet with the values that some resources have, in the order of its vocabulary."""

    name: str
    values: tuple[Value, ...]


class Card(NamedTuple):
    """What is shown of a resource in a list."""

    title: str
    summary: str
    themes: tuple[str, ...]
    stages: tuple[str, ...]
    audiences: tuple[str, ...]
    format: str
    date: str
    author: str
    licence: str
    territory: str
    has_file: bool


@blueprint.get("/resources", endpoint="library")
def listing() -> Response:
    """The resources that are asked for, with the counts of each facet."""
    wanted = wanted_resources()
    asked = request.args.get("sort", "")
    order = asked if asked in ORDERS else ORDERS[0]
    found = queries.resources(wanted, order=order, after=key_read(order))
    tally = queries.tally(wanted.words)
    kept = wanted.given | ({"sort": order} if order != ORDERS[0] else {})
    return answer_of(
        "resources/library.html",
        cards=cards_of(found.rows),
        count=rules.total(tally, wanted),
        facets=facets_of(wanted, rules.counts(tally, wanted), order),
        words=wanted.words,
        order=order if order != ORDERS[0] else "",
        orders=[
            ("", gettext("Titre")),
            ("date", gettext("Les plus récentes")),
            ("changed", gettext("Fiche changée récemment")),
        ],
        kept=kept,
        asked=wanted.given,
        next_key=key_written(found.next_key),
        is_later="after" in request.args,
    )


def facets_of(
    wanted: Wanted, counts: Mapping[str, Mapping[str, int]], order: str
) -> tuple[Facet, ...]:
    """The facets of the resources that are wanted; each value leads to the library with it."""
    sort = {"sort": order} if order != ORDERS[0] else {}
    return tuple(_facet(facet, wanted, counts[facet], sort) for facet in FACETS)


def _facet(facet: str, wanted: Wanted, counts: Mapping[str, int], sort: Mapping[str, str]) -> Facet:
    names, chosen = value_names(facet), getattr(wanted, facet)
    known = list(names) or sorted(counts, reverse=True)
    codes = [code for code in known if code in counts or code == chosen]
    codes += sorted({*counts, chosen} - {"", *known})
    values = []
    for code in codes:
        asked: dict[str, Any] = wanted.without(facet).given
        asked |= {} if code == chosen else {facet: code}
        url = url_for(".library", **asked | dict(sort))
        values.append(Value(names.get(code, code), counts.get(code, 0), url, code == chosen))
    return Facet(facet_name(facet), tuple(values))


def card_of(line: Line) -> Card:
    """A resource as it is shown in a list."""
    return Card(
        line.title,
        line.summary,
        _names("theme", line.themes),
        _names("stage", line.stages),
        _names("audience", line.audiences),
        value_names("format").get(line.format, line.format),
        line.date,
        line.author,
        line.licence,
        line.territory,
        bool(line.file),
    )


def _names(facet: str, said: str) -> tuple[str, ...]:
    codes, names = codes_of(said), value_names(facet)
    known = [name for code, name in names.items() if code in codes]
    return (*known, *(code for code in codes if code not in names))


def key_read(order: str) -> Key | None:
    """After which resource the list goes on, as the address gives it; None for no key."""
    number, _, key = request.args.get("after", "")[:LONGEST_READ].partition("-")
    read: Callable[[str], str | int] = key_given if order == "changed" else str
    try:
        return read(key), key_given(number)
    except ValueError:
        return None


def key_written(key: Key | None) -> str:
    """The same as an address gives it."""
    return "" if key is None else f"{key[1]}-{key[0]}"


def cards_of(lines: Sequence[Line]) -> tuple[Card, ...]:
    """Resources as they are shown in a list."""
    return tuple(card_of(line) for line in lines)
