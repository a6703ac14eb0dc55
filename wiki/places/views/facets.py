"""What narrows the places, and where each choice leads: every state of a list is an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import url_for

from wiki.pages.queries.kinds import kind_of
from wiki.places.geojson import where
from wiki.places.queries import directory as queries
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import FACETS
from wiki.places.rules import KIND, is_tagging, tag_vocabulary
from wiki.places.views.names import facet_name, value_name
from wiki.schema.kinds import Field
from wiki.web.language import gettext, in_language


class Value(NamedTuple):
    """A value of a facet: its name, how many places have it, and where choosing it leads."""

    name: str
    places: int
    url: str
    is_chosen: bool


class Facet(NamedTuple):
    """A facet with the values that some of the places have, the most frequent first."""

    name: str
    options: tuple[Value, ...]


class Narrowed(NamedTuple):
    """What narrows the places and no facet shows: its name, and the address without it."""

    name: str
    url: str


def facets_of(
    wanted: PlaceFilter, endpoint: str, state: Mapping[str, str], *, has_more: bool = False
) -> tuple[Facet, ...]:
    """The facets of the places that are wanted; each value leads to `endpoint` with it.

    `state` is what else its address says. With `has_more`, those of every field that is a tag.
    """
    found = [_facet(name, wanted, endpoint, state) for name in FACETS]
    if has_more or wanted.tags:
        found += _tag_facets(wanted, endpoint, state)
    return tuple(found)


def circle_of(wanted: PlaceFilter, endpoint: str, state: Mapping[str, str]) -> tuple[Narrowed, ...]:
    """The circle in which places are looked for, if they are."""
    if wanted.centre is None:
        return ()
    kept: dict[str, Any] = {
        name: value for name, value in wanted.given.items() if name not in ("near", "radius")
    }
    around = where(wanted.centre.insee) or gettext("la position donnée")
    name = gettext("À %(km)s km au plus de %(where)s", km=wanted.centre.km, where=around)
    return (Narrowed(name, url_for(endpoint, **kept | dict(state))),)


def _facet(name: str, wanted: PlaceFilter, endpoint: str, state: Mapping[str, str]) -> Facet:
    given = wanted.given
    chosen = given.pop(name, "")
    counts = dict(queries.facet(name, wanted))
    if chosen:
        counts.setdefault(chosen, 0)
    values = []
    for code, count in counts.items():
        asked: dict[str, Any] = given if code == chosen else {**given, name: code}
        url = url_for(endpoint, **asked | dict(state))
        values.append(Value(value_name(name, code), count, url, code == chosen))
    return Facet(facet_name(name), _sorted(values))


def _sorted(values: list[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values, key=lambda one: (not one.is_chosen, -one.places, one.name)))


def _tag_facets(wanted: PlaceFilter, endpoint: str, state: Mapping[str, str]) -> Iterator[Facet]:
    counts = dict(queries.tags(wanted))
    for tag in wanted.tag_list:
        counts.setdefault(tag, 0)
    by_field: dict[str, list[tuple[str, int]]] = {}
    for tag, count in counts.items():
        by_field.setdefault(tag.partition(":")[0], []).append((tag, count))
    for field in kind_of(KIND).fields:
        if is_tagging(field) and field.id in by_field:
            values = []
            for tag, count in by_field[field.id]:
                is_chosen = tag in wanted.tag_list
                tags = {*wanted.tag_list} ^ {tag}
                asked: dict[str, Any] = {**wanted.given, "with": ",".join(sorted(tags))}
                url = url_for(endpoint, **{k: v for k, v in asked.items() if v} | dict(state))
                values.append(Value(tag_name(field, tag), count, url, is_chosen))
            yield Facet(in_language(field.labels), _sorted(values))


def chosen_tags(wanted: PlaceFilter) -> Iterator[tuple[str, str]]:
    """The tags that are wanted: the name of the field of each, and its own."""
    for tag in wanted.tag_list:
        for field in kind_of(KIND).fields:
            if is_tagging(field) and field.id == tag.partition(":")[0]:
                yield in_language(field.labels), tag_name(field, tag)


def tag_name(field: Field, tag: str) -> str:
    """What a tag of a field is called."""
    code = tag.partition(":")[2]
    if field.type == "boolean":
        return gettext("Oui")
    choice = tag_vocabulary(field).choices.get(code)
    return in_language(choice.labels) if choice else code
