"""What the administration reads across subjects."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from wiki.admin.rules import TOKENS, stylesheet
from wiki.charter.models import Charter
from wiki.kernel.db import reading
from wiki.kernel.settings import Setting
from wiki.members.models import Member
from wiki.pages.models import Page
from wiki.site.queries import all_settings, declared

#: Settings that no screen shows: they belong to commands.
_HIDDEN_GROUP = "Interne"


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
