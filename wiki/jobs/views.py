"""The queue, shown to the administration."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from wiki.jobs import queries, service
from wiki.kernel.permissions import May, require
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer

blueprint = Blueprint("jobs", __name__, url_prefix="/admin/jobs")


@blueprint.get("")
def waiting() -> Response:
    """What waits, and what was given up."""
    require(current_actor(), May.MANAGE_SITE, policy())
    labels = {name: gettext(label) for name, label in queries.labels().items()}
    return answer("jobs/waiting.html", jobs=queries.waiting(), labels=labels)


@blueprint.post("/<int(max=9223372036854775807):job_id>/retry")
def retry(job_id: int) -> Response:
    """Try one again now."""
    service.retry(current_actor(), job_id)
    return redirect(url_for("wiki.jobs.waiting"), 303)


@blueprint.post("/<int(max=9223372036854775807):job_id>/drop")
def drop(job_id: int) -> Response:
    """Forget one."""
    service.drop(current_actor(), job_id)
    return redirect(url_for("wiki.jobs.waiting"), 303)
