"""Titles for the places of a file: each its own, so that each has its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wiki.geography.communes import commune_today
from wiki.kernel.slugs import title_key
from wiki.places.imports.mending import title_of
from wiki.places.imports.reading import Found, Remark
from wiki.schema.sheet import Sheet

#: A line that gives a place: where it is in the file, its number in its register, its sheet.
Line = tuple[int, str, Sheet]


def titled(lines: Sequence[Line]) -> Iterator[Found]:
    """Each sheet with a title that no other has: its name, with its commune, then its street."""
    alike: dict[str, int] = {}
    for _, _, sheet in lines:
        key = title_key(sheet.values["name"])
        alike[key] = alike.get(key, 0) + 1
    taken: set[str] = set()
    for line, number, sheet in lines:
        name = sheet.values["name"]
        town = getattr(commune_today(sheet.values["commune"]), "name", "")
        street = sheet.values.get("street", "")
        choices = (town, f"{town}, {street}" if street else "", f"{town}, {line}")
        tries = [title_of(name)] if alike[title_key(name)] == 1 else []
        tries += [title_of(name, more) for more in choices if more]
        title = next(one for one in tries if one and title_key(one) not in taken)
        taken.add(title_key(title))
        yield Found(line, number, title, sheet)


def numbered_twice(places: Iterable[Found]) -> Iterator[Remark]:
    """A remark for each place whose number an earlier one has."""
    first: dict[str, int] = {}
    for place in places:
        if place.id and place.id in first:
            yield Remark(place.line, "number_twice", {"id": place.id, "line": first[place.id]})
        first.setdefault(place.id, place.line)
