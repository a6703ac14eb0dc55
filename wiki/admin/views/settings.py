"""The settings of the site on one screen."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.admin import queries, service
from wiki.admin.views.blueprint import blueprint, form_page
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import May, require
from wiki.site.queries import all_settings, policy
from wiki.web.actors import current_actor


@blueprint.get("/admin/settings")
def settings() -> Response:
    """Every setting that has a screen."""
    require(current_actor(), May.MANAGE_SITE, policy())
    return _page(dict(all_settings()))


def _page(values: dict[str, Any], error: Invalid | None = None) -> Response:
    return form_page(
        "admin/settings.html",
        error,
        field="name",
        groups=queries.settings_by_group(),
        values=values,
        told="saved" in request.args,
    )


@blueprint.post("/admin/settings")
def change_settings() -> AnyResponse:
    """Change them; refused, the form comes back as it was typed."""
    require(current_actor(), May.MANAGE_SITE, policy())
    values: dict[str, Any] = {}
    for setting in (one for group in queries.settings_by_group().values() for one in group):
        if setting.kind == "switch":
            values[setting.name] = setting.name in request.form
        elif setting.name in request.form:
            values[setting.name] = request.form[setting.name]
    try:
        service.change(current_actor(), values)
    except Invalid as error:
        return _page(dict(all_settings()) | values, error)
    return redirect(url_for("wiki.admin.settings", saved=1), 303)
