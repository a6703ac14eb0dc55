"""What shows places depends on: the keys by which a page that shows one is marked stale.

A key names some places, `place:department=33`: it changes when one comes there or goes, or when all
that one says may have changed. With what they say of one thing, `place:department=33#status`, it
changes when one of them that stays says that otherwise. A page that counts them by their state
reads both, and is not made again for a new photo. `place:department=33#status due` changes on the
day on which one's state is to be checked again, and when somebody has checked it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wiki.places.asking.columns import Column
from wiki.places.asking.conditions import Condition
from wiki.places.asking.question import Question

#: What shows any place: changes whenever one comes or goes.
PLACES = "kind:place"
#: Columns by whose values places are told apart for what shows some of them, the narrowest first.
SELECTIVE = ("department", "region", "families", "management", "status")
#: The title of the page of a place.
TITLE = "title"
#: The field that says in which state a place is, and until when that is taken to be right.
STATE, DUE = "status", "status due"
#: What is read of each place besides what a question names, by its shape: columns of `wiki_place`.
_NAMED = (TITLE, "name", "name_key")
_READ = {
    "list": _NAMED,
    "table": _NAMED,
    "cards": (*_NAMED, "status", "insee", "families", "seats", "opened_on"),
    "map": (*_NAMED, "lat"),  # its points are another answer
}
#: Most sorts of places of one page: beyond, it depends on them all.
_MOST = 10


def dependency(name: str, value: str) -> str:
    """What depends on the places that have a value: `place:department=33`."""
    return f"place:{name}={value}"


def about(places: str, name: str) -> str:
    """What depends on what some places say of one thing: a column of theirs, a field."""
    return f"{places}#{name}"


def told_by(columns: Mapping[str, Any] | None) -> set[str]:
    """What may show the place that these columns of `wiki_place` describe; None for no place."""
    if columns is None:
        return set()
    said = [("families", one) for one in str(columns["families"]).split(",") if one]
    said += [(name, columns[name]) for name in SELECTIVE if name != "families" and columns[name]]
    return {PLACES} | {dependency(name, str(value)) for name, value in said}


def asked_by(question: Question, columns: Iterable[Column] = ()) -> tuple[str, ...]:
    """What an answer depends on, which shows these columns besides those that it names."""
    places = _some_of(question.conditions)
    read = sorted(_read_by(question, columns))
    return (*places, *(about(some, name) for some in places for name in read))


def otherwise(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> set[str]:
    """The fields of which two infoboxes do not say the same."""
    one, other = ((infobox or {}).get("values", {}) for infobox in (before, after))
    away = [{*(infobox or {}).get("not_concerned", ())} for infobox in (before, after)]
    changed = {name for name in {*one, *other} if one.get(name) != other.get(name)}
    if _checked(before) != _checked(after):
        changed.add(DUE)
    return changed | (away[0] ^ away[1])


def _checked(infobox: Mapping[str, Any] | None) -> str | None:
    """The day on which the state of a place was checked, as its sheet says it."""
    source = (infobox or {}).get("sources", {}).get(STATE, {})
    return source.get("checked")  # type: ignore[no-any-return]


def shows_state(question: Question, columns: Iterable[Column]) -> bool:
    """Whether an answer says of each place in which state it is."""
    if question.shape in ("list", "table"):
        return any(one.stored == STATE for one in columns)
    return question.shape == "cards"


def _read_by(question: Question, columns: Iterable[Column]) -> set[str]:
    columns = tuple(columns)
    read = [*(one.column for one in question.conditions), *question.columns, *columns]
    read += question.measures
    read += [one for one in (question.sort, question.group) if one is not None]
    stored = {one.stored for one in read if one.stored}
    fields = {one.meant.top.id for one in read if one.meant}
    due = {DUE} if shows_state(question, columns) else set()
    return stored | fields | due | {*_READ.get(question.shape, ())}


def _some_of(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """The places of a department, or all."""
    chosen = {one.column.id: one for one in conditions if _is_narrow(one)}
    for name in SELECTIVE:
        if name in chosen and len(chosen[name].some) <= _MOST:
            return tuple(dependency(name, str(test.value)) for test in chosen[name].some)
    return (PLACES,)


def _is_narrow(one: Condition) -> bool:
    return bool(one.some) and all(test.how == "is" for test in one.some)
