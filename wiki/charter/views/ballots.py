"""The ballots of a charter, one of them, opening one, and what its guarantor does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter import votable
from wiki.charter.models import Ballot, Charter
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters, counts, electorate, persons, proxies, waiting
from wiki.charter.queries.calendar import second_call
from wiki.charter.rules import ballots as rules
from wiki.charter.rules import terms, verdict
from wiki.charter.rules.alternatives import majority
from wiki.charter.rules.blocks import source_of
from wiki.charter.rules.tally import INTEGRATION
from wiki.charter.rules.terms import PLACES
from wiki.charter.rules.versions import VOTED
from wiki.charter.service import ballots as service
from wiki.charter.views import ballot_words as words
from wiki.charter.views import contest_words, option_words, options, paper_votes, unit_words
from wiki.charter.views.blueprint import blueprint, may_on, refused, require_on
from wiki.charter.views.words import rules as offered
from wiki.kernel import clock
from wiki.kernel.errors import Missing, Refused, WikiError
from wiki.web.actors import current_actor
from wiki.web.differences import marked
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer
from wiki.web.wording import sentence

_FIELDS = ("rule", "days", "title", "text", "is_sealed", "is_secret", "has_proxies", "unit")


@blueprint.get("/charters/<slug>/ballots", endpoint="ballots")
def listing(slug: str) -> Response:
    """All those of a charter."""
    charter = charters.by_slug(slug)
    return answer(
        "charter/ballots.html",
        charter=charter,
        ballots=queries.of_charter(charter.id),
        states=words.states(),
        outcomes=words.outcomes(),
        badge_of=words.kind_of_badge,
        awaiting={one.ballot.id for one in waiting.to_vote(current_actor().member_id or 0)},
        keeps=may_on(charter),
    )


# -- Opening one


@blueprint.get("/charters/<slug>/ballots/new", endpoint="new_ballot")
def new_form(slug: str) -> Response:
    """The form of a new one, about what the address names, or about what is typed in it."""
    charter = charters.by_slug(slug)
    require_on(charter)
    previous, about = _asked(charter, request.args)
    form = dict.fromkeys(_FIELDS, "") | {
        "rule": about.rule if about and about.rule in verdict.OFFERED else "consent",
        "days": str(about.days if about else previous.days if previous else 7),
        "title": previous.title if previous else "",
        "text": previous.text if previous else "",
        "unit": PLACES,
    }
    return _form(charter, previous, about, form)


@blueprint.post("/charters/<slug>/ballots/new", endpoint="open_ballot")
def open_(slug: str) -> AnyResponse:
    """Open it."""
    charter = charters.by_slug(slug)
    require_on(charter)
    previous, about = _asked(charter, request.form)
    form = {name: request.form.get(name, "") for name in _FIELDS}
    try:
        ballot = service.open_(
            current_actor(),
            slug,
            about or service.question(form["title"], form["text"]),
            service.How(
                form["rule"],
                form["days"],
                is_sealed=bool(form["is_sealed"]),
                is_secret=bool(form["is_secret"]),
                has_proxies=bool(form["has_proxies"]),
                unit=form["unit"] or PLACES,
                follows=previous.uid if previous else "",
            ),
        )
    except Refused:
        raise
    except WikiError as error:
        return _form(charter, previous, about, form, error)
    return redirect(url_for(".ballot", uid=ballot.uid), 303)


def _asked(charter: Charter, given: Any) -> tuple[Ballot | None, votable.Votable | None]:
    """The ballot that the new one follows, and what it is about: None for what is typed."""
    previous = queries.by_uid(given["follows"]) if given.get("follows") else None
    if previous is not None and previous.charter_id != charter.id:
        raise Missing("ballot_missing")
    kind = previous.kind if previous else given.get("kind", votable.QUESTION)
    uid = queries.next_object(previous) if previous else given.get("object", "")
    if kind == votable.QUESTION:
        return previous, None
    return previous, votable.found(kind, charter.uid, uid)


def _form(
    charter: Charter,
    previous: Ballot | None,
    about: votable.Votable | None,
    form: dict[str, str],
    error: WikiError | None = None,
) -> Response:
    places = electorate.places_of(charter.network_id)
    follows = counts.rule_after(previous) if previous is not None else None
    held_as = terms.read(about.terms) if about else terms.USUAL
    unit = (queries.terms_of(previous) if previous else held_as).unit
    among = unit_words.Electors(unit, len(places), len(persons.of_places(places)))
    field = str(error.params.get("field") or "rule") if error else ""
    return answer(
        "charter/new_ballot.html",
        error.status if error else 200,
        charter=charter,
        previous=previous,
        about=about,
        text=safe(render_text(about.text).html) if about else "",
        fixed=_fixed(about, among),
        follows=unit_words.rule(follows, among) if follows else "",
        is_rewritten=previous is not None and previous.outcome == INTEGRATION,
        rules=[(code, offered()[code]) for code in verdict.OFFERED],
        places=len(places),
        moved=electorate.moved_lately(charter.network_id),
        units=list(unit_words.names().items()),
        form=form,
        errors={field: sentence(error)} if error else {},
    )


def _fixed(about: votable.Votable | None, among: unit_words.Electors) -> str:
    """The rule that its charter has fixed for what is put to the vote, "" for none."""
    if about is None or not about.rule:
        return ""
    rule = verdict.offered(about.rule)
    if about.kind == VOTED and about.options:
        return option_words.rule_with_severity(unit_words.rule(rule, among))
    if about.options:
        return option_words.rule(unit_words.rule(majority(rule), among))
    return unit_words.rule(rule, among)


# -- One of them


@blueprint.get("/ballots/<uid>", endpoint="ballot")
def show(uid: str) -> Response:
    """What is asked, by which rule, where it stands, and what one may say in it."""
    return screen(queries.by_uid(uid))


def screen(
    ballot: Ballot,
    form: dict[str, str] | None = None,
    error: WikiError | None = None,
    receipt: str = "",
) -> Response:
    """The screen of a ballot, with what was typed and refused on it, or a receipt shown once."""
    charter = queries.charter_of(ballot)
    places = queries.electorate(ballot.id)
    field = str(error.params.get("field") or "choice") if error else ""
    return answer(
        "charter/ballot.html",
        error.status if error else 200,
        ballot=ballot,
        charter=charter,
        states=words.states(),
        outcomes=words.outcomes(),
        badge_of=words.kind_of_badge,
        **_decided_by(ballot),
        **_named(ballot),
        **_said_in(ballot),
        **_around(ballot),
        **contest_words.shown(ballot),
        **paper_votes.shown(ballot, is_told=_is_told(ballot)),
        receipt=receipt,
        mine=electorate.spoken_for(ballot.id, current_actor().member_id),
        text=safe(render_text(_text(ballot)).html),
        address=_address(ballot),
        electors=places.places,
        moved=electorate.moved_lately(charter.network_id, ballot.opened_at),
        left=places.left,
        uids=electorate.uids_of(ballot.id),
        keeps=may_on(charter),
        form=form or {},
        errors={field: sentence(error)} if error else {},
        told=request.args.get("told", ""),
    )


def _text(ballot: Ballot) -> str:
    """What is put to the vote; a text of which a passage was erased is read where it is kept."""
    if ballot.text or ballot.kind != VOTED:
        return ballot.text
    blocks = charters.frozen_blocks(charters.by_uid(ballot.object_uid))
    return source_of([one.block for one in blocks])


def _is_open(ballot: Ballot) -> bool:
    return ballot.state == rules.OPEN and clock.now() < (ballot.closes_at or clock.now())


def _is_told(ballot: Ballot) -> bool:
    """Whether what was said in a ballot is shown now."""
    return counts.tells(ballot) and not (ballot.is_sealed and _is_open(ballot))


def _named(ballot: Ballot) -> dict[str, Any]:
    """The persons who vote in it in their own name, and what they said, as far as it is told."""
    unit, me = queries.terms_of(ballot).unit, current_actor().member_id
    if unit == PLACES:
        nobody: dict[str, Any] = {"persons": [], "voices": [], "voice_of": {}, "person": None}
        return nobody | {"unit": unit, "heard_own": set()}
    votes = persons.votes(ballot.id)
    return {
        "unit": unit,
        "persons": persons.electorate(ballot),
        "voices": votes if _is_told(ballot) else [],
        "voice_of": {one.member_id: one for one in votes if one.is_current},
        "person": persons.of_member(ballot.id, me) if me else None,
        "heard_own": persons.heard(ballot),
    }


def _decided_by(ballot: Ballot) -> dict[str, Any]:
    """Its rule in one sentence, where it stands, what it decided, whether it may be closed."""
    rule, bodies, now = queries.rule_of(ballot), counts.counted(ballot), clock.now()
    body = bodies[0]
    blocking, is_open = queries.blocking(ballot.id), _is_open(ballot)
    standing = verdict.standing(rule, body, blocking, ballot.round)
    electors, cast = sum(one.electors for one in bodies), sum(one.count.cast for one in bodies)
    said = (now, electors, cast, blocking)
    is_told = _is_told(ballot)
    return {
        "rule": unit_words.rule(rule, unit_words.electors_of(ballot)),
        "standing": unit_words.standing(ballot, bodies, standing, blocking, is_told=is_told),
        "decided": words.decided(ballot.outcome) if ballot.outcome else "",
        "by_objection": verdict.is_by_objection(rule),
        "choices": words.choices(rule),
        "offered": [(code, words.choices(rule)[code]) for code in rules.choices(rule)],
        "is_open": is_open,
        "is_late": ballot.state == rules.OPEN and not is_open,
        "may_close": is_open and not rules.why_not_close(ballot.closes_at or now, *said),
    } | options.told(ballot, bodies, is_told=is_told)


def _said_in(ballot: Ballot) -> dict[str, Any]:
    """What the places said in it, as far as it is told, and what they object."""
    votes, is_told = queries.votes(ballot.id), _is_told(ballot)
    return {
        "is_told": is_told,
        "is_secret": queries.terms_of(ballot).is_secret,
        "has_proxies": queries.terms_of(ballot).has_proxies,
        "proxies": proxies.given(ballot.id),
        "heard": queries.heard(ballot),
        "votes": votes if is_told else [],
        "said": {one.place_uid: one for one in votes if one.is_current},
        "objections": queries.objections(ballot.id),
        "objection_states": words.objection_states(),
    }


def _around(ballot: Ballot) -> dict[str, Any]:
    """The ballots before and after it, what the text became since, whether one may follow."""
    before, after = queries.before(ballot), queries.after(ballot)
    is_other = before is not None and before.text_hash != ballot.text_hash
    called = second_call(ballot)
    is_due = called is None or clock.now() >= called
    return {
        "before": before,
        "after": after,
        "called_on": called,
        "follows": is_due
        and ballot.state in rules.DECIDED
        and after is None
        and _may_follow(ballot),
        "changed": marked(before.text, ballot.text) if before and is_other else None,
    }


def _may_follow(ballot: Ballot) -> bool:
    """Whether another ballot may follow one now, about what it was about."""
    rule = counts.rule_after(ballot)
    if rule is None or ballot.kind == votable.QUESTION:
        return rule is not None
    try:
        charter, uid = queries.charter_of(ballot), queries.next_object(ballot)
        about = votable.found(ballot.kind, charter.uid, uid)
    except WikiError:
        return False
    return ballot.outcome != INTEGRATION or about.hash != ballot.text_hash


def _address(ballot: Ballot) -> str:
    endpoint, values = queries.address_of(ballot)
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


# -- What its guarantor does with it


@blueprint.post("/ballots/<uid>/close", endpoint="close_ballot")
def close(uid: str) -> AnyResponse:
    """Close it."""
    return done(uid, lambda: service.close(current_actor(), uid), "closed")


@blueprint.post("/ballots/<uid>/proclaim", endpoint="proclaim_ballot")
def proclaim(uid: str) -> AnyResponse:
    """Say what it decided."""
    return done(uid, lambda: service.proclaim(current_actor(), uid), "proclaimed")


@blueprint.post("/ballots/<uid>/cancel", endpoint="cancel_ballot")
def cancel(uid: str) -> AnyResponse:
    """Give it up."""
    reason = request.form.get("reason", "")
    return done(
        uid,
        lambda: service.cancel(current_actor(), uid, reason),
        "cancelled",
        {"reason": reason},
    )


@blueprint.post("/ballots/<uid>/leave", endpoint="leave_ballot")
def leave(uid: str) -> AnyResponse:
    """Note that a place has left the network."""
    form = {name: request.form.get(name, "") for name in ("place", "reason", "is_excluded")}
    return done(
        uid,
        lambda: service.leave(
            current_actor(),
            uid,
            form["place"],
            form["reason"],
            is_excluded=bool(form["is_excluded"]),
        ),
        "left",
        form,
    )


def done(
    uid: str, act: Callable[[], object], told: str, form: dict[str, str] | None = None
) -> AnyResponse:
    """Where an act on a ballot leads: to it again, with what was typed when it was refused."""
    if error := refused(act):
        if error.status == 404:
            raise error
        return screen(queries.by_uid(uid), form, error)
    return redirect(url_for(".ballot", uid=uid, told=told), 303)
