"""What was adopted enters the draft, and the other amendments follow it."""

from __future__ import annotations

from wiki.charter.models.amendments import Amendment, Provenance
from wiki.charter.models.texts import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries.amendments import Held
from wiki.charter.rules.amendments import FOLLOWING, State, Step
from wiki.charter.rules.operations import applied
from wiki.charter.rules.rebase import Verdict
from wiki.charter.service import draft
from wiki.charter.service.amendments import REBASED, happen, log, move, word
from wiki.charter.service.deadlines import tell
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.permissions import SYSTEM, Actor
from wiki.pages.models import Page

#: Beside those that wait, what somebody still writes.
_FOLLOWING = (State.DRAFT, *sorted(FOLLOWING))


def integrate(charter: Charter, amendment: Amendment, summary: str) -> bool:
    """Let the draft say what an amendment that was adopted asks, and the others follow.

    Inside an act that holds the charter. Nothing is written when it cannot be taken as it is.
    """
    page = draft.held_page(charter)
    held = queries.numbered(charter.id, amendment.number)
    became = queries.now(page, held)
    amendment.verdict = became.verdict
    if became.verdict not in (Verdict.CLEAN, Verdict.SATISFIED):
        log(SYSTEM, charter, amendment, "amendment_stopped", verdict=became.verdict)
        return False
    if became.operation and became.verdict is Verdict.CLEAN:
        before = page.head
        text = applied(queries.draft(page), became.operation)
        author = Actor(member_id=amendment.author_id)
        revision = draft.write(author, page, text, summary)
        amendment.revision = revision
        if revision != before:
            _tell_from(charter, held, revision)
    move(SYSTEM, charter, amendment, Step.INTEGRATE, cause=amendment.ballot or "")
    log(SYSTEM, charter, amendment, "amendment_integrated", revision=str(page.head))
    follow(charter, page, amendment)
    return True


def _tell_from(charter: Charter, held: Held, revision: int) -> None:
    reading().add(
        Provenance(
            charter_id=charter.id,
            revision=revision,
            amendment_id=held.amendment.id,
            block=held.operation.block,
            ballot=held.amendment.ballot or "",
            at=clock.now(),
        )
    )
    reading().flush()


def follow(charter: Charter, page: Page, cause: Amendment) -> None:
    """Bring amendments up to date where nobody has to be asked; their authors do the rest."""
    for held in queries.in_states(charter.id, _FOLLOWING):
        refresh(charter, page, held, cause)


def refresh(charter: Charter, page: Page, held: Held, cause: Amendment | None = None) -> None:
    """Say what becomes of an amendment on the draft as it is now. Inside an act."""
    amendment, before = held.amendment, Verdict(held.amendment.verdict)
    told = cause.uid if cause else ""
    became = queries.now(page, held)
    amendment.verdict = became.verdict
    if became.verdict is Verdict.CLEAN:
        amendment.cause_id = None
        if became.operation and became.operation != held.operation:
            word(amendment, became.operation, page.head, held.wording.why, REBASED, SYSTEM)
            happen(SYSTEM, amendment, "rebase", cause=told)
            log(SYSTEM, charter, amendment, "amendment_rebased", cause=told)
        return
    if cause and became.verdict != before:
        amendment.cause_id = cause.id
    if amendment.state in (State.TABLED, State.ADMISSIBLE):
        move(SYSTEM, charter, amendment, Step.OUTDATE, cause=told)
        log(SYSTEM, charter, amendment, "amendment_outdated", cause=told)
        tell(amendment)
    reading().flush()
