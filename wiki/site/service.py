"""Changing the settings of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wiki.journal.service import record
from wiki.kernel import signals
from wiki.kernel.db import act, noted, reading
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor, May, require
from wiki.site import queries, rules
from wiki.site.models import SiteSetting, Stamp


def change_settings(actor: Actor, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Change some settings; returns the names of those that really changed.

    The first time, to keep them all is an act too: somebody has looked at them.
    """
    with act() as session:
        require(actor, May.MANAGE_SITE, queries.policy())
        declared = queries.declared()
        if unknown := values.keys() - declared.keys():
            raise Missing("setting_unknown", name=min(unknown))
        before = queries.all_settings()
        wanted = {name: rules.checked(declared[name], value) for name, value in values.items()}
        changed = {name: value for name, value in wanted.items() if before[name] != value}
        for name, value in changed.items():
            session.merge(SiteSetting(name=name, value=value))
            signals.setting_changed.send(name=name, value=value, actor=actor)
        if changed:
            touch(queries.SITE_STAMP)
            detail = {name: {"from": before[name], "to": value} for name, value in changed.items()}
            record(actor, "settings_changed", "site", "site", changes=detail)
        elif actor.member_id is not None and not queries.is_settled():
            record(actor, "settings_kept", "site", "site")
    return tuple(changed)


def touch(name: str) -> None:
    """Make everything cached under a stamp stale. Inside an act."""
    session = reading()
    found = session.get(Stamp, name, with_for_update=True)
    if found is None:
        session.add(Stamp(name=name, value=1))
    else:
        found.value += 1
    session.flush()
    noted().pop(name, None)
