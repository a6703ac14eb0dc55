"""How what was voted on paper is told."""

from __future__ import annotations

from collections.abc import Sequence

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries.paper_votes import Filled
from wiki.charter.rules import paper_votes as rules
from wiki.charter.views import ballot_words, option_words
from wiki.web.language import gettext


def states() -> dict[str, str]:
    """Of a sheet of papers."""
    return {
        rules.WAITING: gettext("À confirmer"),
        rules.CONFIRMED: gettext("Confirmée"),
        rules.REFUSED: gettext("Refusée"),
        rules.DROPPED: gettext("Abandonnée"),
    }


def said(ballot: Ballot, sheets: Sequence[Filled]) -> dict[str, str]:
    """What papers say -> how that is told."""
    rule = queries.rule_of(ballot)
    found = {entry.choice for one in sheets for entry in one.entries}
    titles = [one.title for one in queries.options(ballot.id)]
    return option_words.said(rule, titles, found) if titles else ballot_words.choices(rule)
