"""A ballot about amendments is annulled: what it did to the draft is undone, nothing is erased."""

from __future__ import annotations

from wiki.charter.models import Ballot
from wiki.charter.models.amendments import Amendment
from wiki.charter.models.texts import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import ballots, charters
from wiki.charter.queries.amendments import Held
from wiki.charter.rules.amendments import BY_BALLOT, GOING_ON, State, Step
from wiki.charter.rules.operations import Kind, Operation, applied
from wiki.charter.rules.rebase import Verdict
from wiki.charter.rules.undoing import inverse, undone
from wiki.charter.service import alternatives, draft, judging
from wiki.charter.service.amendments import WRITTEN, happen, log, move, unworded, word
from wiki.charter.service.following import follow, refresh
from wiki.kernel.permissions import SYSTEM
from wiki.markup.typography import french
from wiki.pages.models import Page


def annul(ballot: Ballot) -> None:
    """What a ballot decided of amendments is decided no more. Inside its act.

    Those of a version that is made no more stay what they are.
    """
    if ballot.kind == judging.KIND:
        uids = [ballot.object_uid]
    elif ballot.kind == alternatives.KIND:
        uids = [one.object_uid for one in ballots.options(ballot.id)]
    else:
        return
    charter = ballots.charter_of(ballot)
    version = charters.under_way(charter.id)
    for held in [queries.by_uid(uid) for uid in uids]:
        amendment = held.amendment
        is_made = version is not None and version.id == amendment.version_id
        if is_made and version and version.state in GOING_ON and _is_due(amendment, ballot):
            _annul(charter, held, ballot)


def _is_due(amendment: Amendment, ballot: Ballot) -> bool:
    """Whether an amendment is where a ballot led it, and nobody led it on since."""
    if amendment.ballot != ballot.uid or amendment.state not in BY_BALLOT:
        return False
    return queries.steps(amendment.id)[-1].actor_id is None


def _annul(charter: Charter, held: Held, ballot: Ballot) -> None:
    amendment, page = held.amendment, draft.held_page(charter)
    reason = french(f"Scrutin n° {ballot.number} annulé, sur contestation.")
    head = page.head
    if amendment.state == State.INTEGRATED:
        _undo(charter, page, held, reason)
    move(SYSTEM, charter, amendment, Step.ANNUL, reason, ballot.uid)
    amendment.revision = None
    log(SYSTEM, charter, amendment, "amendment_annulled", ballot=ballot.uid)
    if page.head != head:
        follow(charter, page, amendment)
    else:
        refresh(charter, page, held)


def _undo(charter: Charter, page: Page, held: Held, reason: str) -> None:
    """Take an amendment out of the draft; where others changed the same words since, ask for it."""
    amendment, revision = held.amendment, held.amendment.revision
    if revision is None or not queries.provenance(charter.id, [revision]):
        return  # the text said it already
    was, became = (queries.draft_at(page, one) for one in (revision - 1, revision))
    found = undone(was, became, queries.draft(page), held.operation)
    if found.verdict is Verdict.CLEAN and found.operation:
        summary = f"Amendement n° {amendment.number} retiré : {reason}"
        draft.write(SYSTEM, page, applied(queries.draft(page), found.operation), french(summary))
    elif found.verdict is not Verdict.SATISFIED:
        _ask(charter, amendment, inverse(was, held.operation), revision, reason)


def _ask(
    charter: Charter, undone_: Amendment, operation: Operation, base: int, reason: str
) -> None:
    """Let it be asked by an amendment of nobody, which a guarantor writes and the places decide."""
    version = charters.under_way(charter.id)
    assert version is not None  # noqa: S101 - it was looked at above
    about = operation.after if operation.kind is Kind.ADD_AFTER else operation.block
    asking = unworded(SYSTEM, charter, version, about)
    why = f"Retirer l’amendement n° {undone_.number}. {reason} D’autres ont changé les mêmes mots."
    word(asking, operation, base, french(why), WRITTEN, SYSTEM)
    happen(SYSTEM, asking, "begin", cause=undone_.uid)
    move(SYSTEM, charter, asking, Step.UNDO, cause=undone_.uid)
    held = queries.numbered(charter.id, asking.number)
    asking.verdict = queries.now(charters.draft_page(charter), held).verdict
    log(SYSTEM, charter, asking, "amendment_asked")
