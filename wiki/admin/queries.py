"""What the administration reads across subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.admin.rules import TOKENS, stylesheet
from wiki.charter.models import Charter
from wiki.kernel.db import reading, state
from wiki.kernel.permissions import Actor, May, why_not
from wiki.kernel.settings import Setting
from wiki.kernel.subject import MenuEntry
from wiki.members.models import Member
from wiki.pages.models import Page
from wiki.site.queries import all_settings, declared, policy

#: Settings that no screen shows: they belong to commands.
_HIDDEN_GROUP = "Interne"
#: Headings of the index, where most waits first; those of others come after.
GROUPS = ("Modération", "Contenu", "Personnes", "Réglages", "Technique")
#: The place of the entries that open the index to those who may use one.
PLACE = "admin"


class Office(NamedTuple):
    """A line of the index of the administration, and how much waits there for somebody."""

    entry: MenuEntry
    waiting: int


def door(actor: Actor) -> May:
    """A right of an actor's that opens the administration, else the least that would."""
    found = [entry.right for one in state().subjects for entry in one.menu if entry.place == PLACE]
    rights = sorted(found, key=lambda right: right.least)
    return next((one for one in rights if why_not(actor, one, policy()) is None), rights[0])


def offices(actor: Actor) -> Mapping[str, Sequence[Office]]:
    """The lines of the index that an actor may use, by their heading."""
    found: dict[str, list[Office]] = {group: [] for group in GROUPS}
    for subject in state().subjects:
        for entry in subject.menu:
            if entry.group and why_not(actor, entry.right, policy()) is None:
                settles = why_not(actor, entry.settled_by or entry.right, policy()) is None
                waiting = subject.load(entry.waits)() if entry.waits and settles else 0
                found.setdefault(entry.group, []).append(Office(entry, waiting))
    for group, lines in found.items():  # the one that gives the heading its name is first
        lines.sort(key=lambda one: one.entry.label != group)
    return {group: lines for group, lines in found.items() if lines}


def settings_by_group() -> dict[str, list[Setting]]:
    """The settings that have a screen, by group, in the order in which subjects declare them."""
    groups: dict[str, list[Setting]] = {}
    for setting in declared().values():
        if setting.group != _HIDDEN_GROUP:
            groups.setdefault(setting.group, []).append(setting)
    return groups


def site_stylesheet() -> str:
    """The site's own tokens as CSS; "" when it has the product's."""
    known = declared()
    return stylesheet(all_settings(), {name: known[name].default for name in TOKENS})


def scope_titles(scopes: set[str]) -> Mapping[str, str]:
    """Scope -> title of the page or the charter to which it limits a role, if it is there."""
    looks = []
    for prefix, table in (("charter:", Charter), ("page:", Page)):
        uids = [one.removeprefix(prefix) for one in scopes if one.startswith(prefix)]
        if uids:
            scope = sa.literal(prefix).concat(table.uid).label("scope")
            looks.append(sa.select(scope, table.title).where(table.uid.in_(uids)))
    if not looks:
        return {}
    return {row.scope: row.title for row in reading().execute(sa.union_all(*looks))}


def members_by_uid(uids: set[str]) -> Mapping[str, str]:
    """Public id -> name, for the journal."""
    rows = reading().execute(sa.select(Member.uid, Member.name).where(Member.uid.in_(uids)))
    return {row.uid: row.name for row in rows}
