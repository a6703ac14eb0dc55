"""Amendments that change the same words: put to one ballot, with the text as it is among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wiki.charter.models import Ballot
from wiki.charter.models.texts import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import ballots, charters
from wiki.charter.queries.amendments import Held
from wiki.charter.rules.alternatives import MOST, Result, becomes
from wiki.charter.rules.amendments import State, Step
from wiki.charter.rules.chain import sha256
from wiki.charter.rules.operations import Operation, Text
from wiki.charter.rules.rebase import Verdict
from wiki.charter.rules.sets import groups, together
from wiki.charter.rules.tally import ADOPTED, REJECTED, UNDECIDED
from wiki.charter.rules.units import of_kind
from wiki.charter.service import judging
from wiki.charter.service.amendments import log, move
from wiki.charter.service.following import integrate
from wiki.charter.votable import Option, Votable
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.permissions import SYSTEM, Actor

#: What ballots call amendments that are told apart, named by their uids with a dot between.
KIND = "alternatives"


def competing(charter: Charter, number: int) -> list[Held]:
    """The amendments that are admitted of which one at most may be taken, this one among them."""
    held = queries.in_states(charter.id, (State.ADMISSIBLE,))
    page = charters.draft_page(charter)
    asked = queries.on_draft(page, held)
    if number not in asked:
        return []
    found = next((one for one in groups(queries.draft(page), asked) if number in one), ())
    return [one for one in held if one.amendment.number in found]


def votable(charter_uid: str, uid: str) -> Votable:
    """Some amendments as they are put to one ballot now. Raises `Missing`, `Conflict`."""
    uids = list(dict.fromkeys(uid.split(".")))
    found = [queries.by_uid(one) for one in uids[: MOST + 1]]
    charter = queries.charter_of(found[0].amendment)
    if charter.uid != charter_uid or any(one.amendment.charter_id != charter.id for one in found):
        raise Missing("amendment_missing")
    found.sort(key=lambda one: one.amendment.number)
    _check(charter, found)
    options = tuple(_option(charter, one) for one in found)
    numbers = ", ".join(f"n° {one.amendment.number}" for one in found)
    text = "\n\n".join(f"**{one.title}**\n\n{one.text}" for one in options)
    return Votable(
        KIND,
        ".".join(one.uid for one in options),
        f"Amendements {numbers}, au choix",
        text,
        sha256("\n".join(one.hash for one in options)),
        "wiki.charter.amendments",
        {"slug": charter.slug},
        str(charter.rules.get("amendment", "")),
        int(charter.rules.get("amendment_days", 7)),
        of_kind(charter.rules, "amendment"),
        options,
    )


def _option(charter: Charter, held: Held) -> Option:
    amendment = held.amendment
    title, text = f"Amendement n° {amendment.number}", judging.asked(charter, held)
    return Option(amendment.uid, title, text, held.wording.digest)


def _check(charter: Charter, found: Sequence[Held]) -> None:
    """Refuse those that are not a whole group of amendments in competition. Raises `Conflict`."""
    for held in found:
        judging.check_votable(charter, held)
    if len(found) > MOST:
        raise Conflict("amendment_many", limit=MOST)
    mine = {one.amendment.number for one in found}
    whole = {one.amendment.number for one in competing(charter, min(mine))}
    if len(mine) < 2 or mine - whole:
        raise Conflict("amendment_alone")
    if left := whole - mine:
        raise Conflict("amendment_group", numbers=", ".join(map(str, sorted(left))))


def submit(actor: Actor, ballot: Ballot) -> None:
    """All of them are put to the ballot: their words are held. Raises `Conflict`."""
    found = [queries.by_uid(one.object_uid) for one in ballots.options(ballot.id)]
    charter = queries.charter_of(found[0].amendment)
    _check(charter, found)
    for held in found:
        amendment = held.amendment
        amendment.ballot = ballot.uid
        move(actor, charter, amendment, Step.SUBMIT, cause=ballot.uid)
        log(actor, charter, amendment, "amendment_submitted", ballot=ballot.uid)


def cancelled(ballot: Ballot, reason: str) -> None:
    """Their ballot is given up: they are as before."""
    for one in ballots.options(ballot.id):
        judging.decided(one.object_uid, ballot.uid, "cancelled", reason, "")


def decided(ballot: Ballot) -> None:
    """What a ballot that is over decides of each: one enters the text, the others say why not."""
    said = ballots.minutes(ballot)
    found = [queries.by_uid(one["uid"]) for one in said["options"]]
    best = tuple(at for at, one in enumerate(said["options"]) if one["uid"] in said["chosen"])
    result = Result(ballot.outcome, best, tuple(one["outcome"] for one in said["options"]))
    charter = queries.charter_of(found[0].amendment)
    page = charters.draft_page(charter)
    text, asked = queries.draft(page), queries.on_draft(page, found)
    for at, held in enumerate(found):
        if held.amendment.state != State.SUBMITTED or held.amendment.ballot != ballot.uid:
            continue
        competes = any(_meet(text, asked, held, found[one]) for one in best if one != at)
        end = becomes(result, at, competes=competes)
        option = said["options"][at]
        told = _won(said, best)
        reason = judging.counted(ballot, option["counts"], told, option.get("persons"))
        step = _STEPS.get(end, Step.RECALL)
        cause = found[best[0]].amendment.uid if step is Step.FELL else ballot.uid
        move(SYSTEM, charter, held.amendment, step, reason, cause)
        log(SYSTEM, charter, held.amendment, judging.SAID[step], ballot=ballot.uid, reason=reason)
    for held in found:
        if held.amendment.state == State.ADOPTED:
            title = f"Amendement n° {held.amendment.number}"
            integrate(charter, held.amendment, f"{title}, adopté par le scrutin n° {ballot.number}")


#: What a ballot decides of one -> what becomes of it.
_STEPS = {
    ADOPTED: Step.ADOPT,
    REJECTED: Step.REJECT,
    UNDECIDED: Step.LEAVE,
    "beaten": Step.FELL,
}


def _meet(text: Text, asked: Mapping[int, Operation], one: Held, other: Held) -> bool:
    """Whether two of them cannot both be taken as they are."""
    mine, theirs = (asked.get(each.amendment.number) for each in (one, other))
    return mine is None or theirs is None or together(text, mine, theirs) is not Verdict.CLEAN


def _won(said: Mapping[str, Any], best: Sequence[int]) -> str:
    """Those that won, as a sentence: « Amendement n° 7 l’emporte »."""
    titles = [said["options"][at]["title"] for at in best]
    if not titles:
        return "le texte reste tel qu’il est"
    return f"{titles[0]} l’emporte" if len(titles) == 1 else f"{', '.join(titles)} sont à égalité"
