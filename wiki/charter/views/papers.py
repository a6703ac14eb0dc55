"""What is handed round: a frozen text, and the booklet of an assembly, as PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from flask import Response
from markupsafe import Markup

from wiki.charter.models import Charter, Version
from wiki.charter.queries import amendments as amended
from wiki.charter.queries import annexes
from wiki.charter.queries import charters as queries
from wiki.charter.queries.amendments import Held
from wiki.charter.queries.signatures import signatories
from wiki.charter.rules.amendments import LIVE, State
from wiki.charter.rules.operations import Kind, Text
from wiki.charter.rules.rebase import Verdict
from wiki.charter.views import amendment_words, words
from wiki.charter.views.amendment_texts import Change, rendered, said
from wiki.charter.views.blueprint import blueprint
from wiki.charter.views.texts import shown
from wiki.kernel import clock
from wiki.kernel.errors import Missing
from wiki.members.queries import names
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.site.queries import setting
from wiki.web.differences import marked
from wiki.web.filters import day, imprecise_date
from wiki.web.language import DEFAULT, gettext, speaking
from wiki.web.paper import Sheet, pdf
from wiki.web.safe import safe
from wiki.web.templates import render

#: Amendments that an assembly has still to look at.
_PENDING = tuple(state for state in LIVE if state != State.ADOPTED)


def on_paper(html: str, name: str, title: str, **around: Any) -> Response:
    """A PDF as an answer, which a browser shows, and keeps under that name."""
    made = pdf(html, Sheet(title, setting("name"), **around))
    response = Response(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@blueprint.get("/charters/<slug>/v<version>/text.pdf", endpoint="version_pdf")
def version(slug: str, version: str) -> Response:
    """A version: its text, who signed it, its hash at the bottom of each page."""
    charter = queries.by_slug(slug)
    found = queries.numbered_as(charter.id, version)
    blocks, frozen = queries.frozen_blocks(found), queries.frozen_text(found)
    signed = signatories(found)
    with speaking(DEFAULT):
        html = render(
            "charter/paper/version.html",
            charter=charter,
            version=found,
            blocks=shown(blocks, charter.title),
            signatories=signed,
            annexes=annexes.numbers({one.annex_hash for one in signed}),
            parent=queries.parent_of(found),
        )
        return on_paper(
            html,
            f"{slug}-v{found.number}.pdf",
            charter.title,
            cover=_cover(charter, found, frozen.frozen_at if frozen else None),
            footer=f"SHA-256\u00a0: {found.hash}",
            made_at=frozen.frozen_at if frozen else None,
        )


def _cover(charter: Charter, version: Version, frozen_at: datetime | None) -> tuple[str, ...]:
    told = [gettext("Version %(number)s", number=version.number)]
    told.append(pages.titles([charter.network_id])[charter.network_id])
    state = words.states()[version.state]
    if version.in_force_at:
        state = gettext("En vigueur depuis le %(day)s", day=day(version.in_force_at))
        if version.ended_at:
            came, ended = day(version.in_force_at), day(version.ended_at)
            state = gettext("En vigueur du %(came)s au %(ended)s", came=came, ended=ended)
    told.append(state)
    if frozen_at:
        told.append(gettext("Texte figé le %(day)s", day=day(frozen_at)))
    return tuple(told)


class Proposed(NamedTuple):
    """An amendment as an assembly reads it: what it asks, by whom, why, and what would change.

    `told` is what there is to know of it first, "" for nothing; `rivals` change the same words.
    """

    number: int
    asked: str
    author: str
    why: str
    told: str
    changed: Markup
    rivals: str


class Passage(NamedTuple):
    """A block of the text, and what is asked of it, or to follow it."""

    name: str
    html: Markup
    amendments: list[Proposed]


@blueprint.get("/charters/<slug>/booklet.pdf", endpoint="booklet")
def booklet(slug: str) -> Response:
    """The text that is being made, each article with its amendments, and room for the votes."""
    charter = queries.by_slug(slug)
    version = queries.under_way(charter.id)
    if version is None:
        raise Missing("charter_none_under_way")
    with speaking(DEFAULT):
        title = gettext("Cahier d’assemblée")
        html = render("charter/paper/booklet.html", passages=_passages(charter), charter=charter)
        return on_paper(
            html,
            f"{slug}-cahier.pdf",
            f"{charter.title}, {title[:1].lower()}{title[1:]}",
            cover=_told(charter, version),
            footer=f"{title}, {day(clock.now())}",
        )


def _told(charter: Charter, version: Version) -> tuple[str, ...]:
    until = version.calendar.get("amendments_until", "")
    lines = [pages.titles([charter.network_id])[charter.network_id], words.states()[version.state]]
    if until:
        lines.append(gettext("Amendements jusqu’au %(day)s", day=imprecise_date(until)))
    lines.append(gettext("Imprimé le %(day)s", day=day(clock.now())))
    return tuple(lines)


def _passages(charter: Charter) -> list[Passage]:
    """The blocks of the draft with the amendments that wait, in their order."""
    page = queries.draft_page(charter)
    text = amended.draft(page)
    found = amended.in_states(charter.id, _PENDING)
    people = names({held.amendment.author_id or 0 for held in found})
    rivals = amended.rivals(page, found)
    now = amendment_words.names_of(text)
    passages = {one.id: Passage(now[one.id], rendered(one), []) for one in text}
    apart = Passage(gettext("Articles qui ne sont plus dans le texte"), safe(""), [])
    for held in found:
        author = people.get(held.amendment.author_id or 0, "")
        met = amendment_words.listed(rivals.get(held.amendment.number, ()))
        one = _proposed(page, held, author, met)
        passages.get(held.amendment.block, apart).amendments.append(one)
    return [*passages.values(), *([apart] if apart.amendments else [])]


def _proposed(page: Page, held: Held, author: str, rivals: str) -> Proposed:
    """An amendment on the text as it is now; on that it was written for when it has to be read."""
    became = amended.now(page, held)
    is_clean = became.verdict is Verdict.CLEAN and became.operation is not None
    operation = became.operation if is_clean and became.operation else held.operation
    text: Text = amended.draft(page)
    if not is_clean:
        text = amended.draft_at(page, held.wording.base)
    change = Change(text, operation)
    is_move = operation.kind is Kind.MOVE
    return Proposed(
        held.amendment.number,
        amendment_words.asked(operation, amendment_words.names_of(text)),
        author,
        held.wording.why,
        "" if is_clean else amendment_words.verdicts()[became.verdict],
        safe("") if is_move else marked(said(change.before), said(change.after)),
        rivals,
    )
