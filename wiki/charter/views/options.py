"""The wordings that a ballot tells apart, each as what it changes in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup

from wiki.charter.models import Ballot, BallotOption
from wiki.charter.queries import amendments, charters, persons
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import counts as counting
from wiki.charter.rules.tally import Body, Count
from wiki.charter.rules.versions import VOTED
from wiki.charter.views import ballot_words, unit_words
from wiki.charter.views import option_words as words
from wiki.charter.views.amendment_texts import INLINE, Change
from wiki.web.safe import safe


class Shown(NamedTuple):
    """A wording: its title, its page, what it changes; what was said of it, and what it came to."""

    number: int
    title: str
    address: str
    html: Markup
    counts: Count
    #: Among persons, where it has to pass there too.
    of_persons: Count | None
    outcome: str
    is_best: bool


def told(ballot: Ballot, among: Sequence[Body], *, is_told: bool) -> dict[str, Any]:
    """What the screen of a ballot says otherwise where there are several wordings; else nothing."""
    options = queries.options(ballot.id)
    if not options:
        return {"options": []}
    choices = {one.choice for one in queries.votes(ballot.id)}
    choices |= {one.choice for one in persons.votes(ballot.id)}
    rule, titles = queries.rule_of(ballot), [one.title for one in options]
    in_words = unit_words.rule(rule, unit_words.electors_of(ballot))
    result = counting.result(ballot, len(options))
    bodies = counting.bodies(ballot, len(options))
    of_persons = [one.count for one in counting.bodies_of_persons(ballot, len(options))]
    return {
        "options": [
            _shown(
                ballot,
                one,
                (each.count, of_persons[at] if of_persons else None),
                result.each[at] if ballot.outcome else "",
                is_best=bool(ballot.outcome) and at in result.best,
            )
            for at, (one, each) in enumerate(zip(options, bodies, strict=True))
        ],
        "choices": ballot_words.choices(rule) | words.said(rule, titles, choices),
        **(
            _with_severity(ballot, in_words)
            if ballot.kind == VOTED
            else {
                "rule": words.rule(in_words),
                "standing": unit_words.standing_of_options(
                    ballot, among, result, titles, is_told=is_told
                ),
                "decided": words.decided(queries.minutes(ballot)) if ballot.outcome else "",
            }
        ),
    }


def _with_severity(ballot: Ballot, rule: str) -> dict[str, str]:
    """The same of a text that is adopted with what is asked of those who signed."""
    found = {"rule": words.rule_with_severity(rule)}
    if ballot.outcome:
        told = ballot_words.decided(ballot.outcome)
        found["decided"] = words.decided_with_severity(told, queries.minutes(ballot))
    return found


def _shown(
    ballot: Ballot,
    option: BallotOption,
    counts: tuple[Count, Count | None],
    outcome: str,
    *,
    is_best: bool,
) -> Shown:
    if ballot.kind == VOTED:
        return Shown(option.number, option.title, "", safe(""), *counts, outcome, is_best)
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
        *counts,
        outcome,
        is_best,
    )
