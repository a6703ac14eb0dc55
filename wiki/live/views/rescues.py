"""Copies that came too late: kept, shown beside the shared text, joined to it or thrown away."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import May, require
from wiki.live.queries import copies_of
from wiki.live.service import rescues as service
from wiki.live.service.rescues import Late
from wiki.live.views.blueprint import blueprint
from wiki.merge.outcome import UndecidedError, UnknownChoiceError
from wiki.pages.conflict import passages
from wiki.pages.queries import pages
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.choices import choices_sent
from wiki.web.templates import answer, page_url, render_fragment
from wiki.web.wording import sentence

#: Where a copy is; a number that no database could hold leads nowhere.
_AT = "/live/copies/<int(max=9223372036854775807):number>"
#: What a copy is made of.
_COPY = {"epoch": int, "base_v": int, "base_text": str, "text": str}


@blueprint.post("/live/<kind>/<uid>/rescue")
@blueprint.post("/live/<kind>/<uid>/<part>/rescue")
def rescue(kind: str, uid: str, part: str = "") -> Response:
    """Keep what a browser had and could not send."""
    actor, key = current_actor(), (kind, uid, part)
    require(actor, May.EDIT, policy())
    number = service.keep(actor, key, **_copy(request.get_json(silent=True)))
    return jsonify(address=url_for("wiki.live.copy", number=number))


@blueprint.get(_AT)
def copy(number: int) -> Response:
    """A copy beside the shared text, passage by passage."""
    return _screen(service.late(current_actor(), number), {})


@blueprint.post(_AT)
def settle(number: int) -> AnyResponse:
    """Join it to the shared text, as was chosen."""
    actor, choices = current_actor(), choices_sent()
    require(actor, May.EDIT, policy())
    late = service.late(actor, number, request.form.get("head", 0, type=int))
    if late.refusal:
        raise late.refusal
    try:
        service.settle(actor, number, late.v, choices)
    except (UndecidedError, UnknownChoiceError):
        return _screen(late, choices, missing=True)
    return redirect(_writing(late), 303)


@blueprint.post(f"{_AT}/drop")
def drop(number: int) -> AnyResponse:
    """Throw it away."""
    service.drop(current_actor(), number)
    return redirect(url_for("wiki.pages.my_drafts"), 303)


def my_copies() -> Markup | None:
    """Among one's drafts: the copies that wait."""
    member_id = current_actor().member_id
    found = copies_of(member_id) if member_id is not None else ()
    return render_fragment("live/copies.html", copies=found) if found else None


def _screen(late: Late, choices: dict[int, str], *, missing: bool = False) -> Response:
    if late.refusal or late.merge is None:
        why = sentence(late.refusal) if late.refusal else ""
        return answer("live/copy_alone.html", late=late, title=_title(late), why=why)
    rows = passages(late.merge, choices)
    return answer(
        "live/copy.html",
        422 if missing else 200,
        late=late,
        title=_title(late),
        address=_writing(late),
        passages=rows,
        undecided=[row for row in rows if row.is_open],
        missing=missing,
    )


def _title(late: Late) -> str:
    return pages.by_uid(late.key[1]).title


def _writing(late: Late) -> str:
    """Where the shared text is written."""
    return page_url(_title(late), "edit")


def _copy(sent: Any) -> dict[str, Any]:
    """What was sent, when it is a copy."""
    copy = sent if isinstance(sent, dict) else {}
    if any(type(copy.get(name)) is not kind for name, kind in _COPY.items()):
        raise Invalid("live_no_copy")
    if not (0 <= copy["epoch"] < 2**31 and 0 <= copy["base_v"] < 2**53):
        raise Invalid("live_no_copy")
    return {name: copy[name] for name in _COPY}
