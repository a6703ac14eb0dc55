"""The wordings that a ballot tells apart, each as what it changes in the text."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup

from wiki.charter.models import Ballot, BallotOption
from wiki.charter.queries import amendments, charters
from wiki.charter.queries import ballots as queries
from wiki.charter.rules.tally import Body, Count
from wiki.charter.views import ballot_words
from wiki.charter.views import option_words as words
from wiki.charter.views.amendment_texts import INLINE, Change


class Shown(NamedTuple):
    """A wording: its title, its page, what it changes; what was said of it, and what it came to."""

    number: int
    title: str
    address: str
    html: Markup
    counts: Count
    outcome: str
    is_best: bool


def told(ballot: Ballot, body: Body, *, is_told: bool) -> dict[str, Any]:
    """What the screen of a ballot says otherwise where there are several wordings; else nothing."""
    options = queries.options(ballot.id)
    if not options:
        return {"options": []}
    votes = queries.votes(ballot.id)
    rule, titles = queries.rule_of(ballot), [one.title for one in options]
    result = queries.result(ballot, len(options))
    electors = len(queries.electorate(ballot.id).places)
    bodies = queries.bodies(ballot, len(options))
    return {
        "options": [
            _shown(
                ballot,
                one,
                each.count,
                result.each[at] if ballot.outcome else "",
                is_best=bool(ballot.outcome) and at in result.best,
            )
            for at, (one, each) in enumerate(zip(options, bodies, strict=True))
        ],
        "rule": words.rule(rule, electors),
        "standing": words.standing(rule, body, result, titles, is_told=is_told),
        "decided": words.decided(queries.minutes(ballot)) if ballot.outcome else "",
        "choices": ballot_words.choices(rule)
        | words.said(rule, titles, {one.choice for one in votes}),
    }


def _shown(
    ballot: Ballot, option: BallotOption, count: Count, outcome: str, *, is_best: bool
) -> Shown:
    charter = queries.charter_of(ballot)
    held = amendments.by_uid(option.object_uid)
    wording = next(
        one
        for one in reversed(amendments.wordings(held.amendment.id))
        if one.digest == option.text_hash
    )
    base = amendments.draft_at(charters.draft_page(charter), wording.base)
    return Shown(
        option.number,
        option.title,
        url_for("wiki.charter.amendment", slug=charter.slug, number=held.amendment.number),
        Change(base, amendments.operation_of(wording)).shown(INLINE),
        count,
        outcome,
        is_best,
    )
