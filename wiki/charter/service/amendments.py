"""Acts of those who amend: asking something of a charter, tabling it, wording it again."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.charter.models.amendments import Amendment, AmendmentStep, Wording
from wiki.charter.models.texts import Charter, Version
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters, combining
from wiki.charter.queries.amendments import Held
from wiki.charter.queries.discussed import AMENDMENT, said
from wiki.charter.rules import amendments as rules
from wiki.charter.rules.amendments import State, Step, Who
from wiki.charter.rules.operations import Asked, Kind, Operation, found, understood
from wiki.charter.rules.rebase import Verdict
from wiki.charter.service import draft
from wiki.charter.service.deadlines import watch
from wiki.charter.service.log import note
from wiki.discussions.service import places
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, require, why_not
from wiki.members.service.screening import screen
from wiki.pages.models import Page
from wiki.site.queries import policy

WRITTEN, REBASED, CONFIRMED, IMPOSED = ORIGINS = ("written", "rebased", "confirmed", "imposed")


@dataclass(frozen=True)
class Given:
    """An amendment as its form sends it: what is asked, of which revision of the draft, and why."""

    asked: Asked
    base: int
    why: str


def begin(actor: Actor, slug: str, given: Given, *, is_tabled: bool) -> Amendment:
    """Ask something of a charter; kept as a draft, or tabled at once.

    Raises `Invalid`, `Conflict`.
    """
    with act():
        charter, version = open_charter(actor, slug)
        page = charters.draft_page(charter)
        operation = operation_of(actor, charter, page, given)
        amendment = unworded(actor, charter, version, _about(operation))
        why = rules.clean_reason(given.why) if is_tabled else rules.clean_why(given.why)
        word(amendment, operation, given.base, why, WRITTEN, actor)
        happen(actor, amendment, "begin")
        note(actor, charter, "amendment_begun", amendment=amendment.uid, number=amendment.number)
        if is_tabled:
            _table(actor, charter, page, amendment)
    return amendment


def revise(actor: Actor, slug: str, number: int, given: Given) -> Amendment:
    """Word an amendment otherwise; one that was admitted is to be admitted again.

    Raises `Invalid`, `Conflict`, `Refused`.
    """
    with act():
        charter, _ = open_charter(actor, slug)
        held = queries.numbered(charter.id, number, locked=True)
        amendment, page = held.amendment, charters.draft_page(charter)
        check_kind(held, given)
        operation = operation_of(actor, charter, page, given, held)
        is_kept = amendment.state == State.DRAFT
        if not is_kept and combining.is_combined(amendment.id):
            raise Conflict("combine_signed")
        why = rules.clean_why(given.why) if is_kept else rules.clean_reason(given.why)
        move(actor, charter, amendment, Step.REVISE)
        word(amendment, operation, given.base, why, WRITTEN, actor)
        amendment.block = _about(operation)
        _settle(page, amendment)
        if not is_kept:
            if amendment.verdict != Verdict.CLEAN:
                raise Conflict("amendment_base_moved")
            watch(amendment)
        log(actor, charter, amendment, "amendment_written")
    return amendment


def table(actor: Actor, slug: str, number: int) -> Amendment:
    """Table an amendment that was kept as a draft. Raises `Invalid`, `Conflict`, `Refused`."""
    with act():
        charter, _ = open_charter(actor, slug)
        held = queries.numbered(charter.id, number, locked=True)
        rules.clean_reason(held.wording.why)
        if combining.is_combined(held.amendment.id):
            raise Conflict("combine_to_sign")
        _table(actor, charter, charters.draft_page(charter), held.amendment)
    return held.amendment


def confirm(actor: Actor, slug: str, number: int, given: Given) -> Amendment:
    """Bring an amendment up to date with its text: its author, or the guarantor after a week.

    Raises `Invalid`, `Conflict`, `Refused`.
    """
    with act():
        charter, _ = going_charter(slug)
        held = queries.numbered(charter.id, number, locked=True)
        amendment, page = held.amendment, charters.draft_page(charter)
        roles = roles_of(actor, charter, amendment)
        has_author = amendment.author_id is not None
        rules.check_silence(roles, amendment.since, clock.now(), has_author=has_author)
        check_kind(held, given)
        operation = operation_of(actor, charter, page, given, held)
        why = rules.clean_reason(given.why)
        move(actor, charter, amendment, Step.CONFIRM)
        origin = CONFIRMED if Who.AUTHOR in roles else IMPOSED
        word(amendment, operation, given.base, why, origin, actor)
        amendment.block = _about(operation)
        _settle(page, amendment)
        if amendment.verdict != Verdict.CLEAN:
            raise Conflict("amendment_base_moved")
        log(actor, charter, amendment, "amendment_confirmed", origin=origin)
    return amendment


def open_charter(actor: Actor, slug: str) -> tuple[Charter, Version]:
    """A charter, held, whose version takes amendments of this actor. Raises `Refused`, …"""
    charter, version = going_charter(slug)
    require(actor, May.AMEND, policy(), scope(charter))
    today = clock.now().date().isoformat()
    rules.check_tabling(version.state, version.calendar.get("amendments_until", ""), today)
    return charter, version


def going_charter(slug: str) -> tuple[Charter, Version]:
    """A charter, held, whose version has amendments that go on. Raises `Conflict`."""
    charter = charters.by_slug(slug, locked=True)
    version = charters.under_way(charter.id)
    if version is None:
        raise Conflict("amendment_not_now")
    rules.check_going_on(version.state)
    return charter, version


def scope(charter: Charter) -> str:
    """Where the offices of a charter hold."""
    return f"charter:{charter.uid}"


def roles_of(actor: Actor, charter: Charter, amendment: Amendment) -> frozenset[Who]:
    """As whom somebody acts on an amendment."""
    if actor.is_system:
        return frozenset({Who.SYSTEM})
    if actor.member_id is None:
        return frozenset()
    here = scope(charter)
    may_amend = why_not(actor, May.AMEND, policy(), here) is None
    is_author = actor.member_id == amendment.author_id
    is_partner = not is_author and actor.member_id == combining.partner(amendment)
    is_to_sign = amendment.state == State.DRAFT
    roles = {
        Who.AUTHOR: may_amend and (is_author or (is_partner and not is_to_sign)),
        Who.PARTNER: may_amend and is_partner and is_to_sign,
        Who.GUARANTOR: why_not(actor, May.KEEP_CHARTER, policy(), here) is None,
    }
    return frozenset(who for who, may in roles.items() if may)


# -- Inside an act


def unworded(actor: Actor, charter: Charter, version: Version, block: str) -> Amendment:
    """A new amendment about a block, by the actor: a draft that says nothing yet."""
    now = clock.now()
    amendment = Amendment(
        charter_id=charter.id,
        version_id=version.id,
        number=queries.next_number(charter.id),
        author_id=actor.member_id,
        state=State.DRAFT,
        since=now,
        wording=0,
        block=block,
        verdict=Verdict.CLEAN,
        made_at=now,
    )
    reading().add(amendment)
    reading().flush()
    return amendment


def move(
    actor: Actor,
    charter: Charter,
    amendment: Amendment,
    step: Step,
    reason: str = "",
    cause: str = "",
) -> None:
    """Take an amendment a step further; raises `Conflict`, `Refused`."""
    state = State(amendment.state)
    amendment.state = rules.moved(state, step, roles_of(actor, charter, amendment))
    amendment.since = clock.now()
    happen(actor, amendment, step, reason, cause)


def happen(
    actor: Actor, amendment: Amendment, step: str, reason: str = "", cause: str = ""
) -> None:
    """Keep what happened to an amendment."""
    reading().add(
        AmendmentStep(
            amendment_id=amendment.id,
            number=len(queries.steps(amendment.id)) + 1,
            step=step,
            state=amendment.state,
            reason=reason,
            wording=amendment.wording,
            cause=cause,
            actor_id=actor.member_id,
            at=clock.now(),
        )
    )
    reading().flush()


def word(
    amendment: Amendment, operation: Operation, base: int, why: str, origin: str, actor: Actor
) -> None:
    """Give an amendment a wording, which holds from now on; those before stay."""
    amendment.wording += 1
    wording = Wording(
        amendment_id=amendment.id,
        number=amendment.wording,
        base=base,
        kind=operation.kind,
        block=operation.block,
        title=operation.title,
        text=operation.text,
        after=operation.after,
        level=operation.level,
        why=why,
        origin=origin,
        digest=operation.digest,
        author_id=actor.member_id,
        made_at=clock.now(),
    )
    reading().add(wording)
    reading().flush()
    places.follow(AMENDMENT, amendment.uid, said(amendment, wording))


def log(actor: Actor, charter: Charter, amendment: Amendment, action: str, **detail: str) -> None:
    """Write in the journal of the charter what an amendment is from now on."""
    held = queries.numbered(charter.id, amendment.number)
    note(
        actor,
        charter,
        action,
        amendment=amendment.uid,
        number=amendment.number,
        amendment_state=amendment.state,
        wording=amendment.wording,
        digest=held.wording.digest,
        **detail,
    )


def _table(actor: Actor, charter: Charter, page: Page, amendment: Amendment) -> None:
    _settle(page, amendment)
    if amendment.verdict != Verdict.CLEAN:
        raise Conflict("amendment_base_moved")
    move(actor, charter, amendment, Step.TABLE)
    watch(amendment)
    log(actor, charter, amendment, "amendment_tabled")


def _settle(page: Page, amendment: Amendment) -> None:
    """Say what becomes of the wording that holds on the draft as it is now."""
    held = queries.numbered(amendment.charter_id, amendment.number)
    amendment.verdict = queries.now(page, held).verdict
    amendment.cause_id = None
    reading().flush()


def operation_of(
    actor: Actor, charter: Charter, page: Page, given: Given, held: Held | None = None
) -> Operation:
    """What is asked, of the revision that the form showed; `held` is what it is asked again in.

    Raises `Invalid`, for words that the site refuses too.
    """
    if not 0 < given.base <= page.head:
        raise Invalid("base_unknown", title=page.title)
    text = queries.draft_at(page, given.base)
    name = held.wording.block if held else ""
    operation = understood(text, given.asked, lambda: name or draft.new_name(charter.id))
    block = found(text, operation.block)
    was = [block.title, block.text] if block else []
    if held:
        was += [held.wording.title, held.wording.text, held.wording.why]
    screen(actor, "\n".join(was), f"{operation.title}\n{operation.text}\n{given.why}")
    return operation


def check_kind(held: Held, given: Given) -> None:
    """Refuse to make another thing of an amendment: it would be another one. Raises `Conflict`."""
    wording = held.wording
    about = wording.after if wording.kind == Kind.ADD_AFTER else wording.block
    if given.asked.kind != wording.kind or (
        wording.kind != Kind.ADD_AFTER and given.asked.block != about
    ):
        raise Conflict("amendment_other")


def _about(operation: Operation) -> str:
    return operation.after if operation.kind is Kind.ADD_AFTER else operation.block
