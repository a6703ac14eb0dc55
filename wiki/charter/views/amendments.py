"""The amendments of a charter: their list, one of them, and what becomes of it."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request

from wiki.charter.models import AmendmentStep, Ballot, Charter, Wording
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import ballots, charters, discussed
from wiki.charter.queries.amendments import Held
from wiki.charter.rules import amendments as rules
from wiki.charter.rules.amendments import State, Step, Who
from wiki.charter.rules.rebase import Verdict
from wiki.charter.rules.sets import impact
from wiki.charter.rules.tally import FALLBACK, INTEGRATION, UNDECIDED
from wiki.charter.service import alternatives, judging, taking_over
from wiki.charter.service import amendments as service
from wiki.charter.service.amendments import IMPOSED
from wiki.charter.service.taking_over import TAKEN_OVER
from wiki.charter.views import amendment_words as words
from wiki.charter.views import ballot_words, combining, sponsors
from wiki.charter.views.amendment_texts import INLINE, VIEWS, Change
from wiki.charter.views.blueprint import blueprint
from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.permissions import May, why_not
from wiki.members.queries import names
from wiki.pages.models import Page
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: How much of a reason is shown in a list, in characters.
_SHOWN = 160


class Line(NamedTuple):
    """An amendment in a list."""

    number: int
    asked: str
    state: str
    badge: str
    author: str
    why: str
    #: Those that change the same words, by their numbers.
    rivals: Sequence[int]


class Told(NamedTuple):
    """A step of the history of an amendment, as it is told."""

    step: AmendmentStep
    said: str
    actor: str
    #: The number of the amendment that it is due to, None for none.
    cause: int | None


@blueprint.get("/charters/<slug>/amendments", endpoint="amendments")
def listing(slug: str) -> Response:
    """All of them, under the articles that they are about, in the order of the text."""
    charter = charters.by_slug(slug)
    page = charters.draft_page(charter)
    found = queries.of_charter(charter.id)
    text = queries.draft(page)
    people = names({held.amendment.author_id or 0 for held in found})
    now = words.names_of(text)
    groups: dict[str, list[Line]] = {block.id: [] for block in text}
    gone: list[Line] = []
    rivals = queries.rivals(page, found)
    for held in found:
        line = _line(page, held, people, rivals.get(held.amendment.number, ()))
        groups.get(held.amendment.block, gone).append(line)
    version = charters.under_way(charter.id)
    return answer(
        "charter/amendments.html",
        charter=charter,
        groups=[(block, now[block], lines) for block, lines in groups.items() if lines],
        gone=gone,
        counts=Counter(held.amendment.state for held in found),
        states=words.states(),
        may_amend=_may_amend(charter),
        is_made=version is not None,
        is_open=version is not None and version.state in rules.TABLING,
        until=version.calendar.get("amendments_until", "") if version else "",
    )


def _line(page: Page, held: Held, people: Mapping[int, str], rivals: Sequence[int]) -> Line:
    amendment = held.amendment
    names_then = words.names_of(queries.draft_at(page, held.wording.base))
    state = State(amendment.state)
    return Line(
        amendment.number,
        words.asked(held.operation, names_then),
        words.states()[state],
        words.BADGES.get(state, ""),
        people.get(amendment.author_id or 0, ""),
        textwrap.shorten(held.wording.why, _SHOWN, placeholder="…"),
        rivals,
    )


def _may_amend(charter: Charter) -> bool:
    scope = service.scope(charter)
    return why_not(current_actor(), May.AMEND, policy(), scope) is None


@blueprint.get("/charters/<slug>/amendments/<int:number>", endpoint="amendment")
def show(slug: str, number: int) -> Response:
    """One of them: what it changes, why, where it stands."""
    charter = charters.by_slug(slug)
    return shown(charter, queries.numbered(charter.id, number))


def shown(charter: Charter, held: Held, error: WikiError | None = None) -> Response:
    """An amendment, and what of it was refused."""
    amendment, page = held.amendment, charters.draft_page(charter)
    wording = _wording(held)
    operation = queries.operation_of(wording)
    base = queries.draft_at(page, wording.base)
    change = Change(base, operation)
    view = request.args.get("view", INLINE)
    view = view if view in VIEWS else INLINE
    state = State(amendment.state)
    roles = service.roles_of(current_actor(), charter, amendment)
    people = names({amendment.author_id or 0})
    rivals = _rivals(charter, held) if state is State.ADMISSIBLE else []
    combined = combining.told(charter, held, roles, rivals)
    return answer(
        "charter/amendment.html",
        error.status if error else 200,
        charter=charter,
        amendment=amendment,
        wording=wording,
        is_current=wording.number == amendment.wording,
        asked=words.asked(operation, words.names_of(base)),
        title=words.title_of(held),
        state=words.states()[state],
        state_code=state,
        badge=words.BADGES.get(state, ""),
        author=people.get(amendment.author_id or 0, "") or _nobody(held),
        change=change,
        view=view,
        shown=change.shown(view),
        reason=_reason(amendment.id, state),
        verdict="" if amendment.verdict == Verdict.CLEAN else words.verdicts()[amendment.verdict],
        cause=_number(amendment.cause_id),
        twins=words.listed(queries.twins(charter.id, held)),
        touched=_touched(charter, page, held) if state in rules.LIVE else [],
        history=_history(amendment.id),
        writes=_writes(state, roles, is_signed=bool(combined.sources) and combined.is_signed),
        acts=_acts(state, Verdict(amendment.verdict), roles),
        may_table=Step.TABLE in rules.steps(state, roles) and not combined.sources,
        may_take_over=_may_amend(charter) and not taking_over.why_not(current_actor(), amendment),
        until=amendment.since + rules.TAKING_OVER,
        **_decided(amendment.uid),
        rivals=rivals,
        combined=combined,
        may_vote=state is State.ADMISSIBLE and Who.GUARANTOR in roles,
        turns=discussed.turns(discussed.AMENDMENT, [amendment.uid]).get(amendment.uid, 0),
        sponsors=sponsors.shown(charter, held),
        problem=sentence(error) if error else "",
        form=request.form,
    )


def _decided(uid: str) -> dict[str, Any]:
    """The ballots on an amendment, and the one that the next goes on from."""
    return {
        "ballots": [*ballots.of_object(judging.KIND, uid), *ballots.of_option(uid)],
        "last": _followed(uid),
        "ballot_states": ballot_words.states(),
    }


def _rivals(charter: Charter, held: Held) -> list[Held]:
    """Those that are admitted and change the same words, this one among them."""
    return alternatives.competing(charter, held.amendment.number)


def _followed(uid: str) -> Ballot | None:
    """The ballot that the next one on an amendment goes on from: the last, when it decided nothing
    for good."""
    last = next(iter(ballots.of_object(judging.KIND, uid)), None)
    is_open_ended = last is not None and last.outcome in (UNDECIDED, INTEGRATION, FALLBACK)
    return last if is_open_ended else None


def _wording(held: Held) -> Wording:
    """The wording that is asked for: the one that holds, unless another is named."""
    wanted = request.args.get("wording", type=int)
    if wanted is None:
        return held.wording
    found = {one.number: one for one in queries.wordings(held.amendment.id)}
    if wanted not in found:
        raise Missing("amendment_missing")
    return found[wanted]


def _reason(amendment_id: int, state: State) -> AmendmentStep | None:
    """The step that led where it is, when it says why."""
    if state not in rules.REASONED:
        return None
    found = (one for one in reversed(queries.steps(amendment_id)) if one.step != TAKEN_OVER)
    return next((one for one in found if one.state == state), None)


def _number(amendment_id: int | None) -> int | None:
    return queries.numbers([amendment_id])[amendment_id] if amendment_id else None


def _touched(charter: Charter, page: Page, held: Held) -> list[tuple[str, Sequence[int]]]:
    """What becomes of the others if this one is adopted: what is said, and of which."""
    number = held.amendment.number
    asked = queries.on_draft(page, queries.in_states(charter.id, rules.LIVE))
    if number not in asked:
        return []
    mine = asked.pop(number)
    found: dict[Verdict, list[int]] = {}
    for other, verdict in impact(queries.draft(page), mine, asked).items():
        found.setdefault(verdict, []).append(other)
    return [
        (words.counted(verdict, len(found[verdict])), found[verdict])
        for verdict in Verdict
        if verdict in found
    ]


def _history(amendment_id: int) -> list[Told]:
    steps = queries.steps(amendment_id)
    people = names({one.actor_id or 0 for one in steps})
    imposed = {one.number for one in queries.wordings(amendment_id) if one.origin == IMPOSED}
    causes = queries.numbers_of({one.cause for one in steps if one.cause})
    return [
        Told(
            one,
            words.step(one.step, is_imposed=one.wording in imposed),
            people.get(one.actor_id or 0, ""),
            causes.get(one.cause),
        )
        for one in steps
    ]


def _writes(state: State, roles: frozenset[Who], *, is_signed: bool) -> str:
    """The step by which somebody may word it anew, "" for none; nobody alone what two signed."""
    possible = set(rules.steps(state, roles)) - ({Step.REVISE} if is_signed else set())
    return next((one for one in (Step.CONFIRM, Step.REVISE) if one in possible), "")


def _acts(
    state: State, verdict: Verdict, roles: frozenset[Who]
) -> list[tuple[Step, str, str, bool]]:
    """What somebody may do to it beside its words: the step, its button, what it brings, and
    whether a reason is asked."""
    possible = set(rules.steps(state, roles)) - judging.out_of_place(verdict)
    return [
        (step, button, brings, step in rules.EXPLAINED)
        for step, (button, brings) in words.acts().items()
        if step in possible
    ]


def _nobody(held: Held) -> str:
    """Who asks what nobody asked: the wiki, when a ballot was annulled."""
    return gettext("Le wiki") if held.amendment.author_id is None else ""
