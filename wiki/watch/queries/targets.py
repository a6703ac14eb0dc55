"""What a member may follow, and how it is called."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from wiki.geography.communes import departments, regions
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import address_of
from wiki.members.queries import by_uids
from wiki.navigation.queries import categories
from wiki.search.rules import SCREENS
from wiki.watch.queries.searches import SEARCH, mine
from wiki.watch.queries.things import things
from wiki.watch.rules import Key

_THINGS = ("page", "thread", "amendment", "charter")


class Target(NamedTuple):
    """Something that can be followed: its name, and where it is shown."""

    kind: str
    target: str
    title: str
    endpoint: str
    values: Mapping[str, Any]


def target_of(actor: Actor, kind: str, target: str) -> Target | None:
    """What is there to be followed, and the actor may read."""
    return targets(actor, [(kind, target)]).get((kind, target))


def targets(actor: Actor, keys: Collection[Key]) -> dict[Key, Target]:
    """Those of some things that are there to be followed, and the actor may read."""
    asked: dict[str, list[str]] = {}
    for kind, target in keys:
        asked.setdefault(kind, []).append(target)
    found = (
        *_things(actor, [key for key in keys if key[0] in _THINGS]),
        *_persons(asked.get("person", ())),
        *_categories(asked.get("category", ())),
        *_territories(asked.get("territory", ())),
        *_searches(actor, asked.get(SEARCH, ())),
    )
    return {(one.kind, one.target): one for one in found}


def _things(actor: Actor, keys: Collection[Key]) -> Iterator[Target]:
    there = things(keys) if keys else None
    for kind, uid in keys:
        found = there.readable(actor, (kind, uid)) if there else None
        if found is None:
            continue
        if kind == "thread":
            at = {"uid": uid}
            yield Target(kind, uid, found.title_for(actor), "wiki.discussions.thread", at)
        else:
            about = found.about
            yield Target(kind, uid, about.title, about.endpoint, about.values)


def _persons(uids: Collection[str]) -> Iterator[Target]:
    for uid, member in by_uids(uids).items() if uids else ():
        if member.deactivated_at is None:
            yield Target("person", uid, member.name, "wiki.members.profile", {"uid": uid})


def _categories(keys: Collection[str]) -> Iterator[Target]:
    for key, title in categories.titles(keys).items() if keys else ():
        at = {"title": address_of(title)}
        yield Target("category", key, title, "wiki.navigation.category", at)


def _territories(codes: Collection[str]) -> Iterator[Target]:
    for code in codes:
        level, _, number = code.partition(":")
        if level == "departement" and number in departments():
            name, at = departments()[number].full_name, {"territory": number}
            yield Target("territory", code, name, "wiki.territories.one", at)
        elif level == "region" and number in regions():
            name, at = regions()[number], {"region": number}
            yield Target("territory", code, name, "wiki.places.directory", at)


def _searches(actor: Actor, uids: Collection[str]) -> Iterator[Target]:
    """Their own alone."""
    if not uids or actor.member_id is None:
        return
    for kept in mine(actor.member_id, uids):
        at = dict(parse_qsl(kept.asked))
        yield Target(SEARCH, kept.uid, kept.name, SCREENS[kept.screen].endpoint, at)


def territories() -> list[tuple[str, str]]:
    """What is offered to be followed: the regions, then the departments, by name."""
    names = sorted((name, f"region:{code}") for code, name in regions().items())
    names += [(one.full_name, f"departement:{one.code}") for one in departments().values()]
    return [(code, name) for name, code in names]
