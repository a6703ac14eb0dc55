"""Acts that lead a version of a charter from one state to another."""

from __future__ import annotations

from datetime import date
from typing import Any

from wiki.charter.models import Charter, FrozenText, Version
from wiki.charter.queries import amendments, ballots, contests
from wiki.charter.queries import charters as queries
from wiki.charter.rules import chain, procedure, versions
from wiki.charter.rules.blocks import blocks_of, is_closed, numbered
from wiki.charter.service import draft, renewals
from wiki.charter.service.charters import add_draft, held
from wiki.charter.service.log import note
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import SYSTEM, Actor, May
from wiki.pages.queries import pages
from wiki.pages.service.derive import touch_page

_OPENING = "Ouvrir la concertation : chaque article reçoit son identifiant"
_AGAIN = "Repartir du texte en vigueur"
#: What ballots that change the draft are about.
_AMENDING = ("amendment", "alternatives")


def begin(actor: Actor, slug: str, severity: str) -> Version:
    """Begin the next version, from the text in force. Raises `Invalid`, `Conflict`."""
    if severity not in versions.SEVERITIES:
        raise Invalid("charter_severity", field="severity")
    with act():
        charter = held(actor, slug, May.DRAFT_CHARTER)
        if queries.under_way(charter.id) is not None:
            raise Conflict("charter_under_way")
        parent, page = queries.in_force(charter.id), draft.held_page(charter)
        revision = page.head
        if parent is not None:
            blocks = [one.block for one in queries.frozen_blocks(parent)]
            revision = draft.write(actor, page, blocks, _AGAIN)
        version = add_draft(charter, parent, severity, revision)
        draft.lock(page, is_locked=False)
        note(actor, charter, "charter_begun", version=version.uid, state=version.state)
    return version


def open_(actor: Actor, slug: str) -> Version:
    """Open the consultation: from now on the text changes by amendments alone.

    Raises `Conflict`.
    """
    with act():
        charter, version = _mine(actor, slug, "open")
        page = draft.held_page(charter)
        blocks = blocks_of(pages.body(page))
        articles = sum(one.kind == "article" for one in numbered(blocks))
        procedure.check_open(version.calendar, _today(), articles)
        if not all(is_closed(one.text) for one in blocks):
            raise Conflict("outline_unsafe")
        known = pages.text_at(page, version.opened_revision) if version.opened_revision else ""
        typed = blocks
        blocks = draft.name_all(charter, blocks, {one.id for one in blocks_of(known)})
        version.opened_revision = draft.write(actor, page, blocks, _OPENING)
        draft.lock(page, is_locked=True)
        statutory = procedure.statutory(charter.rules.get("statutory", ()), typed, blocks)
        charter.rules = {**charter.rules, "statutory": statutory}
        told = {"revision": page.head, "statutory": statutory}
        _move(actor, charter, version, "open", versions.GUARANTOR, **told)
    return version


def freeze(actor: Actor, slug: str) -> Version:
    """End the consultation: no new amendment. Raises `Conflict`."""
    with act():
        charter, version = _mine(actor, slug, "freeze")
        procedure.check_freeze(version.calendar, _today())
        _freeze(actor, charter, version, versions.GUARANTOR)
    return version


def _freeze(actor: Actor, charter: Charter, version: Version, who: str) -> None:
    version.frozen_revision = queries.draft_page(charter).head
    _move(actor, charter, version, "freeze", who, revision=version.frozen_revision)


def reopen(actor: Actor, slug: str, reason: str) -> Version:
    """Take a frozen text back to consultation, saying why. Raises `Invalid`, `Conflict`."""
    said = procedure.reason(reason)
    with act():
        charter, version = _mine(actor, slug, "reopen")
        version.reason = said
        _move(actor, charter, version, "reopen", versions.GUARANTOR, reason=said)
    return version


def propose(actor: Actor, slug: str) -> Version:
    """Make the candidate of a frozen text: numbered, hashed, chained, and never changed again."""
    with act():
        charter, version = _mine(actor, slug, "propose")
        if waiting := amendments.unsettled(version.id):
            raise Conflict("charter_amendments", numbers=", ".join(map(str, waiting)))
        if unsettled := contests.unsettled(charter.id, _AMENDING):
            numbers = ", ".join(str(one.number) for one in unsettled)
            raise Conflict("charter_ballots", numbers=numbers)
        parent = _parent(version)
        number = versions.next_number(queries.last_number(charter.id), version.severity)
        version.major, version.minor, version.fix = number
        blocks = queries.draft_blocks(charter)
        text = chain.frozen(charter.uid, charter.title, version.number, blocks)
        parent_hash = parent.hash or "" if parent else ""
        version.hash = chain.text_hash(text, parent_hash)
        frozen = FrozenText(
            hash=version.hash, parent_hash=parent_hash, text=text, frozen_at=clock.now()
        )
        reading().add(frozen)
        _move(
            actor,
            charter,
            version,
            "propose",
            versions.GUARANTOR,
            hash=version.hash,
            number=version.number,
            revision=queries.draft_page(charter).head,
        )
    return version


def abandon(actor: Actor, slug: str, reason: str) -> Version:
    """Give the version under way up, saying why. Raises `Invalid`, `Conflict`."""
    said = procedure.reason(reason)
    with act():
        charter, version = _mine(actor, slug, "abandon")
        voted = (versions.VOTED, version.uid)
        if ballots.under_way(*voted) is not None or contests.awaited(*voted) is not None:
            raise Conflict("charter_in_ballot")
        version.reason, version.ended_at = said, clock.now()
        draft.lock(draft.held_page(charter), is_locked=True)
        _move(actor, charter, version, "abandon", versions.GUARANTOR, reason=said)
    return version


# -- What the wiki does by itself, inside an act


def adopt(charter: Charter, version: Version, **told: Any) -> None:
    """A ballot adopted the candidate: in force at once when its day has come."""
    _move(SYSTEM, charter, version, "adopt", versions.SYSTEM, **told)
    if procedure.enters(version.calendar, _today()):
        enter(charter, version)


def reject(charter: Charter, version: Version, **told: Any) -> None:
    """A ballot rejected the candidate."""
    version.ended_at = clock.now()
    _move(SYSTEM, charter, version, "reject", versions.SYSTEM, **told)


def repeal(charter: Charter, version: Version, **told: Any) -> None:
    """A ballot repealed the version in force: none is, until another one comes."""
    version.ended_at = clock.now()
    _move(SYSTEM, charter, version, "repeal", versions.SYSTEM, **told)


def enter(charter: Charter, version: Version) -> None:
    """An adopted version comes into force; the one before is replaced in the same act."""
    now = clock.now()
    if (before := queries.in_force(charter.id)) is not None:
        before.ended_at = now
        _move(SYSTEM, charter, before, "replace", versions.CLOCK, by=version.uid)
    version.in_force_at = now
    _move(SYSTEM, charter, version, "enter", versions.CLOCK)
    renewals.ask(version)


def look(charter: Charter) -> None:
    """What the calendar of a charter brings today, its row held."""
    version, today = queries.under_way(charter.id), _today()
    if version is None:
        return
    if version.state == versions.CONSULTATION and procedure.is_consulted(version.calendar, today):
        _freeze(SYSTEM, charter, version, versions.CLOCK)
    elif version.state == versions.ADOPTED and procedure.enters(version.calendar, today):
        enter(charter, version)


def _mine(actor: Actor, slug: str, transition: str) -> tuple[Charter, Version]:
    """The charter that the actor keeps, and its version under way, which may be led on so."""
    charter = held(actor, slug)
    version = queries.under_way(charter.id)
    if version is None:
        raise Conflict("charter_none_under_way")
    versions.moved(version.state, transition, versions.GUARANTOR)
    return charter, version


def _move(
    actor: Actor, charter: Charter, version: Version, transition: str, who: str, **told: Any
) -> None:
    version.state = versions.moved(version.state, transition, who)
    version.since = clock.now()
    reading().flush()
    touch_page(charter.page_id)
    said = {"version": version.uid, "state": version.state, **told}
    note(actor, charter, f"charter_{_SAID[transition]}", **said)


#: Transition -> what the journal says was done.
_SAID = {
    "open": "opened",
    "freeze": "frozen",
    "reopen": "reopened",
    "propose": "proposed",
    "adopt": "adopted",
    "reject": "rejected",
    "enter": "entered",
    "replace": "replaced",
    "repeal": "repealed",
    "abandon": "abandoned",
}


def _parent(version: Version) -> Version | None:
    return None if version.parent_id is None else reading().get(Version, version.parent_id)


def _today() -> str:
    today: date = clock.now().date()
    return today.isoformat()
