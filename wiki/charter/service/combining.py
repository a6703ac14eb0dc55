"""Acts of two authors who combine their amendments: one words it, the other signs it."""

from __future__ import annotations

from wiki.charter.models import Amendment, Charter, Combined
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters, combining, sponsors
from wiki.charter.queries.amendments import Held
from wiki.charter.rules import amendments as states
from wiki.charter.rules import combining as rules
from wiki.charter.rules.amendments import State, Step, Who
from wiki.charter.rules.rebase import Verdict
from wiki.charter.service import alternatives, deadlines
from wiki.charter.service import amendments as service
from wiki.charter.service.amendments import Given
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import SYSTEM, Actor, May, require
from wiki.markup.typography import french
from wiki.site.queries import policy


def check(actor: Actor, charter: Charter, mine: Held, other: Held) -> None:
    """Refuse to combine two amendments for the author of the first. Raises `Conflict`, …"""
    if Who.AUTHOR not in service.roles_of(actor, charter, mine.amendment):
        raise Refused("amendment_not_yours")
    authors = {one.amendment.author_id for one in (mine, other)}
    if len(authors) < 2 or None in authors:
        raise Conflict("combine_own")
    rules.check_states(tuple(State(one.amendment.state) for one in (mine, other)))
    group = alternatives.competing(charter, mine.amendment.number)
    if all(one.amendment.id != other.amendment.id for one in group):
        raise Conflict("amendment_alone")
    waiting = {id_: set(combining.made_of(id_)) for id_ in (mine.amendment.id, other.amendment.id)}
    if set.intersection(*waiting.values()):
        raise Conflict("combine_already")


def propose(actor: Actor, slug: str, number: int, other: int, given: Given) -> Amendment:
    """Word one's amendment and another one as one, which its author is to sign.

    Raises `Invalid`, `Conflict`, `Refused`.
    """
    with act():
        charter, version = service.going_charter(slug)
        require(actor, May.AMEND, policy(), service.scope(charter))
        held = [queries.numbered(charter.id, one, locked=True) for one in (number, other)]
        check(actor, charter, held[0], held[1])
        page = charters.draft_page(charter)
        begun, _ = rules.offered(queries.draft(page), *(queries.on_draft(page, held).values()))
        rules.check_asked(given.asked, begun)
        operation = service.operation_of(actor, charter, page, given)
        made = service.unworded(actor, charter, version, held[0].amendment.block)
        why = states.clean_reason(given.why)
        service.word(made, operation, given.base, why, service.WRITTEN, actor)
        if queries.now(page, queries.numbered(charter.id, made.number)).verdict != Verdict.CLEAN:
            raise Conflict("amendment_base_moved")
        service.happen(actor, made, "begin")
        reading().add_all(
            Combined(
                amendment_id=made.id, source_id=one.amendment.id, wording=one.amendment.wording
            )
            for one in held
        )
        reading().flush()
        told = ".".join(one.amendment.uid for one in held)
        service.log(actor, charter, made, "amendment_combining", cause=told)
        deadlines.ask(made)
    return made


def agree(actor: Actor, slug: str, number: int, wording: int) -> Amendment:
    """Sign a wording that combines one's amendment and another one: it replaces both.

    Raises `Conflict`, `Refused`.
    """
    with act():
        charter, _ = service.going_charter(slug)
        require(actor, May.AMEND, policy(), service.scope(charter))
        made = queries.numbered(charter.id, number, locked=True)
        page, amendment = charters.draft_page(charter), made.amendment
        both = combining.sources(amendment.id)
        if amendment.state == State.DRAFT and both:
            rules.check_signed(wording, amendment.wording)
            rules.check_states(tuple(State(one.amendment.state) for one in both))
            if queries.now(page, made).verdict != Verdict.CLEAN:
                raise Conflict("amendment_base_moved")
            if lacking := sponsors.missing(charter, made):
                raise Conflict("amendment_sponsors", count=lacking)
        service.move(actor, charter, amendment, Step.AGREE)
        amendment.verdict, amendment.cause_id = Verdict.CLEAN, None
        service.log(actor, charter, amendment, "amendment_agreed")
        numbers = " et ".join(f"n° {one.amendment.number}" for one in both)
        reason = french(
            f"Les amendements {numbers} sont réunis dans l’amendement n° {amendment.number}, "
            "que leurs deux auteurs ont signé."
        )
        for one in both:
            told = {"reason": reason, "cause": amendment.uid}
            service.move(SYSTEM, charter, one.amendment, Step.COMBINE, **told)
            service.log(SYSTEM, charter, one.amendment, "amendment_combined", **told)
    return amendment
