"""What a member may follow, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor
from wiki.members.queries import by_uids
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


def target_at(actor: Actor, kind: str, target: str) -> Target:
    """The same, or `Missing`."""
    found = target_of(actor, kind, target)
    if found is None:
        raise Missing("follow_missing")
    return found


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


_FINDERS: Mapping[str, Callable[[Actor, str, str], Target | None]] = {
    "page": _thing,
    "thread": _thing,
    "amendment": _thing,
    "person": _person,
}
