"""Where roles hold, in words."""

from __future__ import annotations

from wiki.admin import queries
from wiki.web.language import gettext


def named(scopes: set[str]) -> dict[str, str]:
    """Scope -> the page or the charter to which a role is limited, or itself when that is gone."""
    titles = queries.scope_titles(scopes)
    return {scope: _worded(scope, titles.get(scope)) for scope in scopes}


def _worded(scope: str, title: str | None) -> str:
    if title is None:
        return scope
    if scope.startswith("charter:"):
        return gettext("charte « %(title)s »", title=title)
    return gettext("page « %(title)s »", title=title)
