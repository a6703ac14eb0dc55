"""The minutes of a ballot: on a screen, on paper, and exactly as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import paper_votes as papers
from wiki.charter.queries.contests import ruling
from wiki.charter.rules.tally import Rule
from wiki.charter.rules.versions import VOTED
from wiki.charter.views import ballot_words as words
from wiki.charter.views import option_words, paper_words, unit_words
from wiki.charter.views.blueprint import blueprint
from wiki.charter.views.papers import on_paper
from wiki.members.queries import names
from wiki.web.language import DEFAULT, gettext, speaking
from wiki.web.templates import answer, render


@blueprint.get("/ballots/<uid>/minutes", endpoint="minutes")
def minutes(uid: str) -> Response:
    """What the wiki wrote down when it was proclaimed."""
    ballot = queries.by_uid(uid)
    # Names that may be erased: not on what is handed round.
    sheets = papers.sheets(ballot.id)
    kept = {"paper_holders": papers.holders(sheets), "paper_reasons": papers.reasons(sheets)}
    return answer("charter/minutes.html", **_shown(ballot), **kept)


def _shown(ballot: Ballot) -> dict[str, Any]:
    """What the minutes of a ballot say, in words."""
    said, rule = queries.minutes(ballot), queries.rule_of(ballot)
    keepers = {one for one in (ballot.made_by_id, ballot.proclaimed_by_id) if one is not None}
    of_persons = said.get("persons") or {"electors": [], "votes": []}
    spoken = {one["member"] for one in (*said["votes"], *said["objections"])}
    spoken |= set(of_persons["electors"])
    sheets = said.get("papers", [])
    spoken |= {one["entered_by"] for one in sheets}
    spoken |= {one["settled_by"] for one in sheets if one["settled_by"] is not None}
    return {
        "ballot": ballot,
        "charter": queries.charter_of(ballot),
        "said": said,
        "ruling": ruling(ballot.id),
        "unit": queries.terms_of(ballot).unit,
        "names": names(keepers | spoken),
        **_decided(ballot, rule, said),
        "outcomes": words.outcomes(),
        "choices": words.choices(rule),
        "objection_states": words.objection_states(),
        "sheet_states": paper_words.states(),
    }


def _decided(ballot: Ballot, rule: Rule, said: Mapping[str, Any]) -> dict[str, Any]:
    """By which rule, what it decided, and what places said of several wordings, if there were."""
    rules, titles = unit_words.rule(rule, _among(ballot, said)), _titles(said)
    if not titles:
        decided = words.decided(ballot.outcome)
        return {"rule": rules, "decided": decided, "said_in_all": {}}
    votes = (*said["votes"], *(said.get("persons") or {"votes": ()})["votes"])
    on_papers = (one for each in said.get("papers", ()) for one in each["entries"])
    choices = {one["choice"] for one in (*votes, *on_papers)}
    if ballot.kind == VOTED:
        told = option_words.decided_with_severity(words.decided(ballot.outcome), said)
        rules = option_words.rule_with_severity(rules)
    else:
        told, rules = option_words.decided(said), option_words.rule(rules)
    return {
        "rule": rules,
        "decided": told,
        "said_in_all": option_words.said(rule, titles, choices),
    }


def _titles(said: Mapping[str, Any]) -> list[str]:
    return [one["title"] for one in said.get("options", ())]


def _among(ballot: Ballot, said: Mapping[str, Any]) -> unit_words.Electors:
    of_persons = said.get("persons") or {"electors": ()}
    unit = queries.terms_of(ballot).unit
    return unit_words.Electors(unit, len(said["electors"]), len(of_persons["electors"]))


@blueprint.get("/ballots/<uid>/minutes.json", endpoint="minutes_json")
def minutes_json(uid: str) -> Response:
    """The same as the wiki keeps them: what their hash is made of, with the hash before."""
    ballot = queries.by_uid(uid)
    queries.minutes(ballot)
    return Response(ballot.minutes, mimetype="application/json")


@blueprint.get("/ballots/<uid>/minutes.pdf", endpoint="minutes_pdf")
def minutes_pdf(uid: str) -> Response:
    """The same on paper."""
    ballot = queries.by_uid(uid)
    with speaking(DEFAULT):
        title = gettext("Procès-verbal du scrutin n° %(number)s", number=ballot.number)
        html = render(
            "charter/paper/minutes.html", **_shown(ballot), paper_holders={}, paper_reasons={}
        )
        return on_paper(
            html,
            f"scrutin-{ballot.number}.pdf",
            title,
            footer=f"SHA-256\u00a0: {ballot.minutes_hash}",
            made_at=ballot.proclaimed_at,
        )
