"""Reading the settings of the site."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel.db import is_acting, look, noted, reading, state
from wiki.kernel.permissions import SitePolicy
from wiki.kernel.settings import Setting
from wiki.site.licences import KNOWN, Licence
from wiki.site.models import SiteSetting, Stamp

#: The stamp that every shown page depends on: menu, name, look, licence.
SITE_STAMP = "site"
_VALUES = sa.select(SiteSetting.name, SiteSetting.value)
#: The settings that somebody saved: what a command changes is nobody's choice.
_SAVED = sa.select(Entry.seq).where(
    Entry.object_kind == "site",
    Entry.object_uid == "site",
    Entry.action.in_(("settings_changed", "settings_kept")),
    Entry.actor_id.is_not(None),
)
SITE_STAMP_QUERY = sa.select(Stamp.value).where(Stamp.name == SITE_STAMP)


def declared() -> dict[str, Setting]:
    """Every setting that the subjects of this wiki declare, by name."""
    return {setting.name: setting for subject in state().subjects for setting in subject.settings}


def stamp() -> int:
    """The stamp of the site: grows at each change of a setting. Read once by each look."""
    known = noted()
    if SITE_STAMP not in known:
        known[SITE_STAMP] = next((row[0] for row in look(SITE_STAMP_QUERY)), 0)
    return int(known[SITE_STAMP])


def all_settings() -> MappingProxyType[str, Any]:
    """The value of every setting, read again only when the stamp of the site has changed."""
    now = stamp()
    kept: dict[str, tuple[int, MappingProxyType[str, Any]]] = state().keep("site.settings", dict)
    known = kept.get("known")
    if known and known[0] == now:
        return known[1]
    values = {name: setting.default for name, setting in declared().items()}
    # Looked at after the stamp, as they are now: never older than what they are kept under.
    values |= {name: value for name, value in look(_VALUES) if name in values}
    found = MappingProxyType(values)
    if not is_acting():  # what an act has changed may still be given up
        kept["known"] = now, found
    return found


def setting(name: str) -> Any:
    """The value of one setting."""
    return all_settings()[name]


def is_settled() -> bool:
    """Whether somebody saved the settings, be it to keep what the wiki began with."""
    return reading().scalar(_SAVED.limit(1)) is not None


def licence_of(own: str) -> Licence:
    """The licence of what says `own`, which is the site's when it says nothing."""
    name = own or setting("licence")
    if name == setting("licence"):
        return Licence(name, setting("licence_url"))
    return Licence(name, KNOWN.get(name, ""))


def policy() -> SitePolicy:
    """The settings that widen or narrow what the roles may do."""
    values = all_settings()
    return SitePolicy(
        is_private=values["visibility"] == "private",
        is_read_only=bool(values["read_only"]),
        anyone_edits=values["editing"] == "anyone",
        is_hosted=not state().is_standalone,
    )
