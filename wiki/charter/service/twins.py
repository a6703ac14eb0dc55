"""Writing a passage of a version in another language, or easy to read."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.charter.models import Twin
from wiki.charter.queries import charters
from wiki.charter.queries import twins as queries
from wiki.charter.rules import twins as rules
from wiki.charter.rules.chain import sha256
from wiki.charter.service.charters import held
from wiki.charter.service.log import note
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import Actor, May


@dataclass(frozen=True)
class Given:
    """A passage as its form sends it; `base` names the wording that the form showed, 0 for none."""

    base: int
    title: str
    text: str


def write(actor: Actor, slug: str, number: str, form: str, block: str, given: Given) -> Twin:
    """Write a passage of a version in a form, from its text; those before stay.

    Saying the same again says that it was read again. Raises `Missing`, `Invalid`, `Conflict`.
    """
    with act() as session:
        charter = held(actor, slug, May.DRAFT_CHARTER)
        version = charters.numbered_as(charter.id, number)
        known = queries.passage(version, form, block)
        rules.check_base(given.base, known.twin.id if known.twin else 0)
        title, text = rules.settled(known.block.block, given.title, given.text)
        made = Twin(
            charter_id=charter.id,
            version_id=version.id,
            version_hash=version.hash,
            form=form,
            block=block,
            title=title,
            text=text,
            member_id=actor.member_id,
            at=clock.now(),
        )
        session.add(made)
        session.flush()
        note(
            actor,
            charter,
            "charter_twinned",
            language=form,
            block=block,
            of=version.hash,
            passage=sha256(f"{title}\n\n{text}"),
        )
    return made
