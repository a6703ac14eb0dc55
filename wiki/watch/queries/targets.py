"""What a member may follow, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wiki.geography.communes import departments, regions
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import address_of
from wiki.members.queries import by_uids
from wiki.navigation.queries import categories
from wiki.watch.queries.things import things


class Target(NamedTuple):
    """Something that can be followed: its name, and where it is shown."""

    kind: str
    target: str
    title: str
    endpoint: str
    values: Mapping[str, Any]


def target_of(actor: Actor, kind: str, target: str) -> Target | None:
    """What is there to be followed, and the actor may read."""
    find = _FINDERS.get(kind)
    return find(actor, kind, target) if find else None


def _thing(actor: Actor, kind: str, uid: str) -> Target | None:
    found = things([(kind, uid)]).readable(actor, (kind, uid))
    if found is None:
        return None
    if kind == "thread":
        return Target(kind, uid, found.title_for(actor), "wiki.discussions.thread", {"uid": uid})
    about = found.about
    return Target(kind, uid, about.title, about.endpoint, about.values)


def _person(_actor: Actor, kind: str, uid: str) -> Target | None:
    member = by_uids([uid]).get(uid)
    if member is None or member.deactivated_at is not None:
        return None
    return Target(kind, uid, member.name, "wiki.members.profile", {"uid": uid})


def _category(_actor: Actor, kind: str, key: str) -> Target | None:
    found = categories.category(key)
    if found is None:
        return None
    at = {"title": address_of(found.title)}
    return Target(kind, key, found.title, "wiki.navigation.category", at)


def _territory(_actor: Actor, kind: str, code: str) -> Target | None:
    level, _, number = code.partition(":")
    if level == "departement" and number in departments():
        name = departments()[number].full_name
    elif level == "region" and number in regions():
        name = regions()[number]
    else:
        return None
    return Target(kind, code, name, "wiki.places.directory", {level: number})


def territories() -> list[tuple[str, str]]:
    """What is offered to be followed: the regions, then the departments, by name."""
    names = sorted((name, f"region:{code}") for code, name in regions().items())
    names += [(one.full_name, f"departement:{one.code}") for one in departments().values()]
    return [(code, name) for name, code in names]


_FINDERS: Mapping[str, Callable[[Actor, str, str], Target | None]] = {
    "page": _thing,
    "thread": _thing,
    "amendment": _thing,
    "charter": _thing,
    "category": _category,
    "territory": _territory,
    "person": _person,
}
