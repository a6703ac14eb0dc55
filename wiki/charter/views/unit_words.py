"""What the screens of a ballot say of whose voices decide: of places, of persons, or of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import persons
from wiki.charter.rules import tally
from wiki.charter.rules.alternatives import Result
from wiki.charter.rules.tally import Body, Rule, Standing, counted_for
from wiki.charter.rules.terms import BOTH, PERSONS, PLACES
from wiki.charter.rules.units import holding
from wiki.charter.rules.verdict import standing as standing_of
from wiki.charter.views import ballot_words as words
from wiki.charter.views import option_words
from wiki.web.language import gettext


class Electors(NamedTuple):
    """Whose voices decide of a ballot, and how many places and persons there are."""

    unit: str
    places: int
    persons: int


def names() -> dict[str, str]:
    """Whose voices may decide."""
    return {
        PLACES: gettext("Les lieux : une voix par lieu"),
        PERSONS: gettext("Les personnes : une voix par membre qui a un mandat pour un lieu"),
        BOTH: gettext("Les deux : la règle doit tenir parmi les lieux et parmi les personnes"),
    }


def electors_of(ballot: Ballot) -> Electors:
    """Those of its opening."""
    unit = queries.terms_of(ballot).unit
    of_persons = len(persons.electorate(ballot)) if unit != PLACES else 0
    return Electors(unit, len(queries.electorate(ballot.id).places), of_persons)


def rule(said: Rule, among: Electors) -> str:
    """The whole of a rule, in one sentence for each count."""
    if among.unit == PLACES:
        return words.rule(said, among.places)
    of_persons = words.rule(said, among.persons, of_persons=True)
    if among.unit == PERSONS:
        return gettext("Chaque personne a une voix. %(rule)s", rule=of_persons)
    return gettext(
        "Double majorité : la règle doit tenir parmi les lieux et parmi les personnes. Lieux : "
        "%(places)s Personnes : %(persons)s",
        places=_lower(words.rule(said, among.places)),
        persons=_lower(of_persons),
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def standing(
    ballot: Ballot, bodies: Sequence[Body], found: Standing, blocking: int, *, is_told: bool
) -> str:
    """What was said so far, what lacks, and what closing now would decide."""
    said, unit = queries.rule_of(ballot), queries.terms_of(ballot).unit
    if unit != BOTH:
        of_persons = unit == PERSONS
        return words.standing(
            said, bodies[0], found, blocking, is_told=is_told, of_persons=of_persons
        )
    told = _both(said, bodies, is_told=is_told)
    if not is_told:
        return gettext("%(told)s Les résultats se liront à la clôture.", told=told)
    return gettext("%(told)s %(verdict)s", told=told, verdict=_if_closed(holding(said, bodies)))


def _both(said: Rule, bodies: Sequence[Body], *, is_told: bool) -> str:
    return gettext(
        "Lieux : %(places)s. Personnes : %(persons)s.",
        places=_progress(said, bodies[0], of_persons=False, is_told=is_told),
        persons=_progress(said, bodies[1], of_persons=True, is_told=is_told),
    )


def _progress(said: Rule, body: Body, *, of_persons: bool, is_told: bool) -> str:
    """One of both counts."""
    found = standing_of(said, body)
    parts = [*(words.counts(said, body) if is_told else ())]
    parts.append(words.turnout(body, of_persons=of_persons))
    parts.append(words.quorum(found, of_persons=of_persons))
    return gettext(" ; ").join(filter(None, parts))


def _if_closed(each: Sequence[str]) -> str:
    if tally.UNDECIDED in each:
        return gettext("Clos maintenant, rien ne serait décidé.")
    if each[0] == each[1] == tally.ADOPTED:
        return gettext("Clos maintenant, ce serait adopté : la règle tient des deux côtés.")
    if each[0] == tally.ADOPTED:
        return gettext(
            "Clos maintenant, ce serait rejeté : la règle tient parmi les lieux, pas parmi les "
            "personnes."
        )
    if each[1] == tally.ADOPTED:
        return gettext(
            "Clos maintenant, ce serait rejeté : la règle tient parmi les personnes, pas parmi les "
            "lieux."
        )
    return gettext("Clos maintenant, ce serait rejeté : la règle ne tient d’aucun côté.")


def standing_of_options(
    ballot: Ballot, bodies: Sequence[Body], result: Result, titles: Sequence[str], *, is_told: bool
) -> str:
    """The same where several wordings are told apart."""
    said, unit = queries.rule_of(ballot), queries.terms_of(ballot).unit
    if unit == BOTH:
        progress = _both(said, bodies, is_told=False).removesuffix(".")
    else:
        counted, needed = counted_for(said.quorum, bodies[0])
        found = Standing(result.outcome, needed, counted, max(0, needed - counted), None)
        of_persons = unit == PERSONS
        told = (
            words.turnout(bodies[0], of_persons=of_persons),
            words.quorum(found, of_persons=of_persons),
        )
        progress = gettext(" ; ").join(filter(None, told))
    return option_words.standing(progress, result, titles, is_told=is_told)
