"""Erasing a passage of a frozen text: one person asks, another one agrees, and it is done."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.charter.models import Ballot, Charter, Erasure, FrozenText
from wiki.charter.queries import charters
from wiki.charter.queries import erasures as queries
from wiki.charter.rules import erasures as rules
from wiki.charter.rules.ballots import OPEN
from wiki.charter.rules.chain import hidden, text_hash
from wiki.charter.rules.versions import VOTED
from wiki.charter.service.charters import scope_of
from wiki.charter.service.log import note
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.kernel.permissions import Actor, May, require, why_not
from wiki.kernel.slugs import new_uid
from wiki.site.queries import policy


def offices(actor: Actor, charter: Charter) -> list[str]:
    """As what somebody may have a say in an erasure, the higher first."""
    rights = {
        rules.ADMINISTRATOR: (May.REDACT, ""),
        rules.GUARANTOR: (May.KEEP_CHARTER, scope_of(charter)),
    }
    return [
        name
        for name, right in rights.items()
        if why_not(actor, right[0], policy(), right[1]) is None
    ]


def ask(actor: Actor, slug: str, number: str, block: str, words: str, reason: str) -> Erasure:
    """Ask that a passage of a version be erased; nothing is yet. Raises `Invalid`, `Conflict`."""
    passage, code = rules.words(words), rules.why(reason)
    with act() as session:
        charter = charters.by_slug(slug, locked=True)
        version = charters.numbered_as(charter.id, number)
        require(actor, May.KEEP_CHARTER, policy(), scope_of(charter))
        frozen = charters.frozen_text(version)
        place = rules.found(frozen.text, block, passage) if frozen else None
        if frozen is None or place is None:
            raise Invalid("erasure_not_there", field="words")
        uid = new_uid()
        made = Erasure(
            uid=uid,
            charter_id=charter.id,
            text_hash=frozen.hash,
            state=rules.ASKED,
            block=block,
            start=place.start,
            size=place.size,
            words_hash=hidden(uid, passage),
            mark=rules.mark(code, _day()),
            reason=code,
            asked_by_id=actor.member_id,
            asked_as=offices(actor, charter)[0],
            asked_at=clock.now(),
        )
        session.add(made)
        session.flush()
        told = {"erasure": uid, "block": block, "number": version.number}
        note(actor, charter, "charter_erasure_asked", **told)
    return made


def _day() -> str:
    return clock.now().strftime("%d/%m/%Y")


def answer(actor: Actor, uid: str, *, is_agreed: bool) -> Charter:
    """Agree to an erasure, which is done at once, or drop it. Raises `Refused`, `Conflict`."""
    with act() as session:
        charter = session.get_one(Charter, queries.by_uid(uid).charter_id)
        charter = charters.by_slug(charter.slug, locked=True)
        one = queries.by_uid(uid)
        held = offices(actor, charter)
        if not held:
            raise Refused("erasure_needs_another")
        who = rules.answers_as(actor.member_id, one.asked_by_id, one.asked_as, held)
        one.state = rules.moved(one.state, rules.AGREE if is_agreed else rules.DROP, who)
        one.settled_by_id, one.settled_at = actor.member_id, clock.now()
        session.flush()
        if not is_agreed:
            note(actor, charter, "charter_erasure_dropped", erasure=one.uid)
            return charter
        left = _erase(one)
        one.state = rules.moved(one.state, rules.ERASE, (rules.SYSTEM,))
        session.flush()
        told = {"erasure": one.uid, "block": one.block, "words": one.words_hash}
        note(actor, charter, "charter_erased", **told, text=one.text_hash, left=left)
    return charter


def _erase(one: Erasure) -> str:
    """Take a passage out of its text, and of the ballots on it; the hash of the text that is left.

    Raises `Conflict` when the passage is not there any more: another one was erased before.
    """
    session = reading()
    frozen = session.get_one(FrozenText, one.text_hash, populate_existing=True)
    place = rules.Place(one.start, one.size)
    try:
        is_there = hidden(one.uid, rules.at(frozen.text, place)) == one.words_hash
    except ValueError:
        is_there = False
    if not is_there:
        raise Conflict("erasure_moved")
    put_to = sa.and_(Ballot.kind == VOTED, Ballot.text_hash == one.text_hash)
    if session.scalar(sa.select(Ballot.id).where(put_to, Ballot.state == OPEN)) is not None:
        raise Conflict("erasure_in_ballot")
    frozen.text = rules.without(frozen.text, place, one.mark)
    session.flush()
    session.execute(sa.update(Ballot).where(put_to, Ballot.text != "").values(text=""))
    session.flush()
    return text_hash(frozen.text, frozen.parent_hash)
