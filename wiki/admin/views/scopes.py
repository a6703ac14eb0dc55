"""Where a role holds, in words."""

from __future__ import annotations

from wiki.admin import queries
from wiki.web.language import gettext


def named(scope: str) -> str:
    """The page or the charter to which a role is limited; the scope itself when it is gone."""
    kind, _, uid = scope.partition(":")
    title = queries.scope_title(kind, uid)
    if title is None:
        return scope
    if kind == "charter":
        return gettext("charte « %(title)s »", title=title)
    return gettext("page « %(title)s »", title=title)
