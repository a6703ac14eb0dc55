"""What the origin of a variant became since: read, chosen passage by passage, taken or left."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import base_in, new_submission, submission_in
from wiki.merge.outcome import UndecidedError, UnknownChoiceError
from wiki.pages.conflict import passages
from wiki.site.queries import policy
from wiki.variants import rules, service
from wiki.variants.service import Taking
from wiki.variants.views.blueprint import blueprint
from wiki.web.actors import current_actor, place
from wiki.web.choices import choices_sent
from wiki.web.templates import answer, page_url


@blueprint.get("/<uid>")
def taking(uid: str) -> Response:
    """What changed in the origin, and what the variant would say with it."""
    return _screen(service.taking(uid), {})


@blueprint.post("/<uid>")
def take(uid: str) -> AnyResponse:
    """Take it, as was chosen."""
    actor, choices = current_actor(), choices_sent()
    require(actor, May.EDIT, policy())
    head, number = (base_in(request.form.get(name, "")) for name in ("head", "number"))
    sent = {"submission": submission_in(request.form.get("submission", "")), "place": place()}
    try:
        saved = service.take(actor, uid, head, number, choices, **sent)
    except (UndecidedError, UnknownChoiceError):
        return _screen(service.taking(uid, head, number), choices, missing=True)
    told: dict[str, Any] = {"saved": saved.revision.number} if saved.is_new else {}
    return redirect(page_url(saved.page.title, **told), 303)


@blueprint.post("/<uid>/leave")
def leave(uid: str) -> AnyResponse:
    """Keep the variant as it is."""
    require(current_actor(), May.EDIT, policy())
    page = service.leave(current_actor(), uid, base_in(request.form.get("number", "")))
    return redirect(page_url(page.title), 303)


def _screen(found: Taking, choices: dict[int, str], *, missing: bool = False) -> Response:
    rows = passages(found.merge, choices)
    return answer(
        "variants/taking.html",
        422 if missing else 200,
        variant=found.variant,
        head=found.head,
        number=found.number,
        is_news=rules.has_to_say(found.number, found.variant.seen),
        passages=rows,
        undecided=[row for row in rows if row.is_open],
        submission=new_submission(),
        missing=missing,
    )
