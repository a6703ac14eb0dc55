"""Where each sentence of a version comes from: who asked for it, why, and who decided."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request
from markupsafe import Markup

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots, provenance
from wiki.charter.queries import charters as queries
from wiki.charter.queries.provenance import Step, Traced
from wiki.charter.rules.blocks import anchor
from wiki.charter.rules.terms import BOTH
from wiki.charter.views import amendment_words as words
from wiki.charter.views import ballot_words
from wiki.charter.views.blueprint import blueprint
from wiki.members.queries import names
from wiki.pages.queries.pages import titles
from wiki.web.language import gettext
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer

#: How much of a reason is shown, in characters.
_SHOWN = 240


class Origin(NamedTuple):
    """A step that a passage is due to: an amendment and its ballot, or the draft of a version."""

    version: str
    number: int | None
    author: str
    why: str
    ballot: Ballot | None
    tally: str


class Said(NamedTuple):
    """A passage as it is read, and what it is due to, the newest first."""

    html: Markup
    origins: list[Origin]


class Shown(NamedTuple):
    """A block: its id, its anchor in the version, its name, what changed that, its passages."""

    id: str
    anchor: str
    name: str
    named: list[Origin]
    passages: list[Said]


@blueprint.get("/charters/<slug>/v<version>/origins", endpoint="origins")
def origins(slug: str, version: str) -> Response:
    """Of a whole version, or of the one article that the address names."""
    charter, block = queries.by_slug(slug), request.args.get("block", "")
    found = queries.numbered_as(charter.id, version)
    steps = provenance.steps(found)
    traced, due = provenance.origins(charter, found, steps, block), told(steps)
    return answer(
        "charter/origins.html",
        charter=charter,
        version=found,
        blocks=[_block(one, due) for one in traced],
        is_whole=not block,
        page_title=titles([charter.page_id])[charter.page_id],
    )


def told(steps: Mapping[int, Step]) -> dict[int, Origin]:
    """Revision of the draft -> what it is due to."""
    held = [one.held for one in steps.values() if one.held]
    people = names({one.amendment.author_id or 0 for one in held})
    return {revision: _origin(step, people) for revision, step in steps.items()}


def _origin(step: Step, people: Mapping[int, str]) -> Origin:
    if step.held is None:
        return Origin(step.version.number, None, "", "", None, "")
    amendment = step.held.amendment
    return Origin(
        step.version.number,
        amendment.number,
        people.get(amendment.author_id or 0, ""),
        textwrap.shorten(step.held.wording.why, _SHOWN, placeholder="…"),
        step.ballot,
        tally(step.ballot, amendment.uid) if step.ballot else "",
    )


def tally(ballot: Ballot, about: str = "") -> str:
    """What was counted in a ballot: « 11 pour, 0 contre », by its minutes.

    `about` is the uid of one wording of several that it told apart.
    """
    written: Mapping[str, Any] = ballots.minutes(ballot) if ballot.minutes else {}
    options = (one for one in written.get("options", ()) if one["uid"] == about)
    about_it = next(options, written)
    names = ballot_words.choices(ballots.rule_of(ballot))
    told = _counted(names, about_it.get("counts") or {})
    if ballots.terms_of(ballot).unit != BOTH or not told:
        return told
    said = about_it.get("persons") or {}
    of_persons = _counted(names, said.get("counts", said))
    return gettext("lieux : %(places)s ; personnes : %(persons)s", places=told, persons=of_persons)


def _counted(names: Mapping[str, str], counts: Mapping[str, int]) -> str:
    found = [(name.lower(), counts[code]) for code, name in names.items() if code in counts]
    return ", ".join(f"{name}\u00a0: {number}" for name, number in found)


def _block(one: Traced, known: Mapping[int, Origin]) -> Shown:
    block = one.block.block
    passages = [
        Said(safe(render_text(passage.text).html), _due(passage.steps, known))
        for passage in one.passages
    ]
    named = [origin for origin in _due(one.title, known) if origin.number is not None]
    return Shown(block.id, anchor(block.id), words.name_of(one.block), named, passages)


def _due(steps: Sequence[int], known: Mapping[int, Origin]) -> list[Origin]:
    return [known[step] for step in reversed(steps) if step in known]
