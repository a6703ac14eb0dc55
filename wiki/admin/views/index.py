"""The way to every screen of the administration, with what waits in each."""

from __future__ import annotations

from flask import Response

from wiki.admin import queries
from wiki.admin.views.blueprint import blueprint
from wiki.kernel.permissions import require
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/admin", endpoint="index")
def screen() -> Response:
    """The screens that the one who asks may use, under short headings."""
    actor = current_actor()
    require(actor, queries.door(actor), policy())
    return answer("admin/index.html", groups=queries.offices(actor))
