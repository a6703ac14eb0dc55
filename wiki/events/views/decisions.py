"""The register of the decisions that minutes tell; beginning the minutes of an event."""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.events.queries import decisions as queries
from wiki.events.queries import listing
from wiki.events.queries.decisions import Made
from wiki.events.queries.listing import Listed
from wiki.events.service import registrations as service
from wiki.events.views.blueprint import blueprint
from wiki.events.views.words import when_said, where_said
from wiki.kernel.db import state
from wiki.kernel.slugs import LONGEST_READ, TITLE_LENGTH
from wiki.members.queries import names
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.web.actors import current_actor
from wiki.web.templates import answer_of, page_url

#: Headings of a programme that minutes take over, and names of those who came.
_HEADINGS, _NAMES = 20, 200


@blueprint.get("/decisions")
def decisions() -> Response:
    """What was decided, by whom it is done, and which article of a charter it concerns."""
    charter = request.args.get("charter", "")[:TITLE_LENGTH]
    after = request.args.get("after", "")[:LONGEST_READ]
    found = queries.register(charter, after=after)
    return answer_of(
        "events/decisions.html",
        decisions=[(one, _article(one)) for one in found.rows],
        next_key=found.next_key,
        after=after,
        charter=charter,
    )


def _article(one: Made) -> str:
    """The address of the article that a decision concerns; "" for none."""
    return f"{state().url_prefix}{one.article}" if one.article else ""


@blueprint.get("/events/<uid>/minutes")
def minutes(uid: str) -> AnyResponse:
    """Begin the minutes of an event: the form of a new page, with what is known written in it."""
    times = listing.by_uid(uid)
    day = request.args.get("day", "")
    time = next((one for one in times if one.day == day), times[-1])
    title = _free(f"Compte rendu de {time.name}", time)
    return redirect(page_url(title, "edit", text=_begun(time)))


def _free(title: str, time: Listed) -> str:
    """A title that no page has: that of the event, else with its day."""
    title = title.replace("/", "-")[: TITLE_LENGTH - 20]
    return f"{title}, {time.day}" if pages.led_to(title) else title


def _begun(time: Listed) -> str:
    """The text that the minutes of an event begin with: in French, as pages are."""
    page = pages.get(time.title)
    headings = [one.text for one in document_of(pages.body(page)).headings if one.level <= 3]
    points = "\n".join(f"- {one}" for one in headings[:_HEADINGS] or ["à compléter"])
    where = where_said(time)
    return "\n\n".join(
        (
            f":::{{compte-rendu}} {time.title}\n:::",
            f"**Quand :** {when_said(time.when, time.day)}",
            *([f"**Où :** {where}"] if where else []),
            "## Présents\n\n"
            + "\n".join(f"- {name}" for name in _present(time) or ["à compléter"]),
            f"## Ordre du jour\n\n{points}",
            "## Décisions\n\n:::{decision}\n:qui: \n:échéance: \nCe qui est décidé.\n:::\n",
        )
    )


def _present(time: Listed) -> list[str]:
    """Those who came, and agreed to be named: for who may see them."""
    actor, page = current_actor(), pages.by_uid(time.uid)
    if not service.sees(actor, page):
        return []
    came = [one for one in service.seen(actor, page, time.day) if one.is_present]
    known = names({one.member_id for one in came if one.may_be_named})
    return sorted(known.values())[:_NAMES]
