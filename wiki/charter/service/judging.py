"""What becomes of an amendment beside its words: admitted, put to a ballot, decided, left."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.charter.models import Ballot
from wiki.charter.models.amendments import Amendment
from wiki.charter.models.texts import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters, sponsors
from wiki.charter.queries.amendments import Held
from wiki.charter.rules import amendments as rules
from wiki.charter.rules.amendments import State, Step
from wiki.charter.rules.operations import Kind, found
from wiki.charter.rules.rebase import Verdict
from wiki.charter.rules.sets import collisions
from wiki.charter.rules.units import of_kind
from wiki.charter.service.amendments import going_charter, log, move
from wiki.charter.service.deadlines import watch
from wiki.charter.service.following import integrate, refresh
from wiki.charter.votable import Votable
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Invalid, Missing
from wiki.kernel.permissions import SYSTEM, Actor
from wiki.markup.typography import french

#: What ballots call an amendment.
KIND = "amendment"
#: Step -> what the journal says was done.
SAID = {
    Step.ADMIT: "amendment_admitted",
    Step.DISMISS: "amendment_dismissed",
    Step.WITHDRAW: "amendment_withdrawn",
    Step.DECLINE: "amendment_declined",
    Step.JOIN: "amendment_joined",
    Step.SATISFY: "amendment_satisfied",
    Step.FELL: "amendment_fallen",
    Step.POSTPONE: "amendment_postponed",
    Step.CALL_AGAIN: "amendment_called_again",
    Step.ADOPT: "amendment_adopted",
    Step.REJECT: "amendment_rejected",
    Step.LEAVE: "amendment_undecided",
    Step.RECALL: "amendment_recalled",
}
#: What follows from a ballot, and is asked by nobody.
_BY_BALLOT = frozenset({Step.ADOPT, Step.REJECT, Step.LEAVE, Step.RECALL})


def out_of_place(verdict: Verdict) -> frozenset[Step]:
    """The steps that what becomes of an amendment on its text rules out."""
    if verdict is Verdict.SATISFIED:
        return frozenset({Step.FELL})
    return frozenset({Step.SATISFY} | ({Step.FELL} if verdict is Verdict.CLEAN else set()))


def take(
    actor: Actor, slug: str, number: int, step: Step, reason: str = "", other: str = ""
) -> Amendment:
    """Take an amendment a step further; `other` is the number of the one that it is joined to.

    Raises `Invalid`, `Conflict`, `Refused`.
    """
    with act():
        charter, _ = going_charter(slug)
        held = queries.numbered(charter.id, number, locked=True)
        amendment = held.amendment
        if step not in SAID or step in _BY_BALLOT:
            raise Conflict("amendment_step")
        told = rules.clean_reason(reason) if step in rules.EXPLAINED else ""
        cause = _cause(charter, amendment, step, other)
        if step in out_of_place(Verdict(amendment.verdict)):
            raise Conflict(
                "amendment_not_satisfied" if step is Step.SATISFY else "amendment_stands"
            )
        if step is Step.ADMIT and (lacking := sponsors.missing(charter, held)):
            raise Conflict("amendment_sponsors", count=lacking)
        move(actor, charter, amendment, step, told, cause)
        log(actor, charter, amendment, SAID[step], reason=told, cause=cause)
        if step is Step.CALL_AGAIN:
            refresh(charter, charters.draft_page(charter), held)
    return amendment


def admit(uid: str) -> None:
    """The job: what was tabled long enough ago is admitted, if nobody said otherwise."""
    with act():
        known = queries.by_uid(uid).amendment
        charter = charters.by_slug(queries.charter_of(known).slug, locked=True)
        held = queries.numbered(charter.id, known.number, locked=True)
        amendment = held.amendment
        version = charters.under_way(charter.id)
        is_going_on = version is not None and version.state in rules.GOING_ON
        if not is_going_on or amendment.state != State.TABLED:
            return
        if clock.now() < rules.admits_at(amendment.since):
            watch(amendment)
            return
        if sponsors.missing(charter, held):
            return  # the last place that lacks has it looked at again
        move(SYSTEM, charter, amendment, Step.ADMIT)
        log(SYSTEM, charter, amendment, SAID[Step.ADMIT])


def _cause(charter: Charter, amendment: Amendment, step: Step, other: str) -> str:
    """The uid of the amendment that a step is due to."""
    if step is Step.JOIN:
        typed = other.strip().lstrip("n°Nº ")
        if not (typed.isascii() and typed.isdigit() and len(typed) < 8):
            raise Invalid("amendment_number", field="other")
        into = queries.numbered(charter.id, int(typed)).amendment
        if into.id == amendment.id or into.state in rules.FINAL:
            raise Invalid("amendment_number", field="other")
        return into.uid
    if step in (Step.FELL, Step.SATISFY) and amendment.cause_id is not None:
        number = queries.numbers([amendment.cause_id])[amendment.cause_id]
        return queries.numbered(charter.id, number).amendment.uid
    return ""


# -- What a ballot asks of it, and decides


def votable(charter_uid: str, uid: str) -> Votable:
    """An amendment as it is put to a ballot now. Raises `Missing`, `Conflict`."""
    held = queries.by_uid(uid)
    charter = queries.charter_of(held.amendment)
    if charter.uid != charter_uid:
        raise Missing("amendment_missing")
    check_votable(charter, held)
    return Votable(
        KIND,
        uid,
        f"Amendement n° {held.amendment.number}",
        asked(charter, held),
        held.wording.digest,
        "wiki.charter.amendment",
        {"slug": charter.slug, "number": str(held.amendment.number)},
        str(charter.rules.get("amendment", "")),
        int(charter.rules.get("amendment_days", 7)),
        of_kind(charter.rules, "amendment"),
    )


def asked(charter: Charter, held: Held) -> str:
    """What an amendment asks, in Markdown that a voter reads alone."""
    operation = held.operation
    text = queries.draft(charters.draft_page(charter))
    block, after = found(text, operation.block), found(text, operation.after)
    title = block.title if block else operation.title
    match operation.kind:
        case Kind.DELETE:
            return f"Supprimer « {title} » :\n\n{block.text if block else ''}"
        case Kind.MOVE:
            return f"Déplacer « {title} » après « {after.title if after else ''} »."
        case Kind.RENAME:
            return f"Renommer « {title} » : « {operation.title} »."
        case Kind.ADD_AFTER:
            return f"Ajouter « {operation.title} » :\n\n{operation.text}"
        case _:
            return f"Récrire « {title} » :\n\n**{operation.title}**\n\n{operation.text}"


def submit(actor: Actor, uid: str, ballot: str) -> None:
    """An amendment is put to a ballot: its words are held. Raises `Conflict`."""
    held = queries.by_uid(uid)
    amendment, charter = held.amendment, queries.charter_of(held.amendment)
    check_votable(charter, held)
    amendment.ballot = ballot
    move(actor, charter, amendment, Step.SUBMIT, cause=ballot)
    log(actor, charter, amendment, "amendment_submitted", ballot=ballot)


def check_votable(charter: Charter, held: Held) -> None:
    """Refuse to put to a ballot what cannot be, or competes with what is in one.

    Raises `Conflict`.
    """
    number = held.amendment.number
    version = charters.under_way(charter.id)
    if version is None or version.id != held.amendment.version_id:
        raise Conflict("amendment_not_now")
    rules.check_going_on(version.state)
    if held.amendment.state != State.ADMISSIBLE:
        raise Conflict("amendment_not_admissible")
    page = charters.draft_page(charter)
    voted = queries.in_states(charter.id, (State.SUBMITTED, State.ADOPTED))
    clean = queries.on_draft(page, [held, *voted])
    if number not in clean:
        raise Conflict("amendment_base_moved")
    met = {
        other if one == number else one
        for one, other, _ in collisions(queries.draft(page), clean)
        if number in (one, other)
    }
    if met:
        raise Conflict("amendment_competes", numbers=", ".join(map(str, sorted(met))))


#: What a ballot says -> what becomes of the amendment that it was about; of all else it says, the
#: amendment goes back, to be worded otherwise or voted on again.
_DECIDED = {"adopted": Step.ADOPT, "rejected": Step.REJECT, "undecided": Step.LEAVE}


def counted(
    ballot: Ballot,
    counts: Mapping[str, int] | None,
    then: str = "",
    of_persons: Mapping[str, int] | None = None,
) -> str:
    """What was counted in a ballot, as the reason of what it decides; None for what is not told.

    Of places, then of persons where both were counted.
    """
    said = "à bulletins secrets" if counts is None else _counts(counts)
    if of_persons is not None:
        said = f"{said} (lieux) ; {_counts(of_persons)} (personnes)"
    return french(f"Scrutin n° {ballot.number}, {said}{f' ; {then}' if then else ''}.")


def _counts(of: Mapping[str, int]) -> str:
    return (
        f"pour : {of['yes']}, contre : {of['no']}, "
        f"abstentions : {of['abstain']}, blancs : {of['blank']}"
    )


def decided(uid: str, ballot: str, outcome: str, reason: str, summary: str) -> None:
    """What a ballot that is over decides of an amendment."""
    held = queries.by_uid(uid)
    amendment, charter = held.amendment, queries.charter_of(held.amendment)
    if amendment.state != State.SUBMITTED or amendment.ballot != ballot:
        return
    step = _DECIDED.get(outcome, Step.RECALL)
    move(SYSTEM, charter, amendment, step, reason, ballot)
    log(SYSTEM, charter, amendment, SAID[step], ballot=ballot, reason=reason)
    if step is Step.ADOPT:
        integrate(charter, amendment, summary)
    elif step is Step.RECALL:
        refresh(charter, charters.draft_page(charter), held)
