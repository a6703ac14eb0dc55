"""The links out of the wiki that no longer answer, and what can be done about them."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.pager import key_given
from wiki.upkeep.outside import DEAD, IGNORED, archive_of
from wiki.upkeep.queries import outside as queries
from wiki.upkeep.service.check import check_again, ignore
from wiki.upkeep.views.blueprint import blueprint
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/dead-links")
def dead_links() -> Response:
    """The addresses that have not answered for days; `ignored`: those that are left alone."""
    is_ignored = "ignored" in request.args
    before = request.args.get("before", type=key_given)
    found = queries.addresses(IGNORED if is_ignored else DEAD, before=before)
    return answer(
        "upkeep/dead_links.html",
        found=found,
        lines=[(line,) for line in found.rows],
        is_ignored=is_ignored,
        is_checking=queries.is_checking(),
        archive_of=archive_of,
    )


@blueprint.post("/dead-links/<int(max=9223372036854775807):address_id>/check")
def check_link(address_id: int) -> AnyResponse:
    """Ask for one again soon."""
    check_again(current_actor(), address_id)
    return redirect(url_for(".dead_links", asked=1), 303)


@blueprint.post("/dead-links/<int(max=9223372036854775807):address_id>/ignore")
def ignore_link(address_id: int) -> AnyResponse:
    """Leave one alone, or no longer."""
    is_ignored = request.form.get("ignored") == "1"
    ignore(current_actor(), address_id, is_ignored)
    return redirect(
        url_for(".dead_links") if is_ignored else url_for(".dead_links", ignored=1), 303
    )
