"""Thanking those who wrote a revision, and taking it back."""

from __future__ import annotations

from datetime import timedelta

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.members.service.limits import Limit, bucket, take_inside
from wiki.pages.models import Page, Thank
from wiki.pages.queries import pages
from wiki.pages.queries.thanks import authors_of
from wiki.site.queries import policy

#: Thanks of one member in an hour.
MOST, DURING = 60, timedelta(hours=1)


def thank(actor: Actor, uid: str, number: int) -> Page:
    """Thank those who wrote a revision of a page, once. Raises `Invalid`, `TooOften`.

    They find it in what concerns them; no letter is written for it unless they wish one.
    """
    with act() as session:
        page, member_id = _thanked(actor, uid)
        revision = pages.revision(page, number)
        authors = authors_of(revision)
        if not authors:
            raise Invalid("thanks_nobody")
        if member_id in authors:
            raise Invalid("thanks_own")
        if session.get(Thank, (revision.id, member_id)) is not None:
            return page
        take_inside(session, Limit(bucket("thank", str(member_id)), MOST, DURING))
        seq = record(actor, "revision_thanked", "page", uid, title=page.title, number=number)
        row = {"revision_id": revision.id, "member_id": member_id, "seq": seq, "at": clock.now()}
        insert_missing(Thank, row)
    return page


def take_back(actor: Actor, uid: str, number: int) -> Page:
    """Thank for a revision no more."""
    with act() as session:
        page, member_id = _thanked(actor, uid)
        found = session.get(Thank, (pages.revision(page, number).id, member_id))
        if found is not None:
            session.delete(found)
            record(actor, "thanks_withdrawn", "page", uid, title=page.title, number=number)
    return page


def _thanked(actor: Actor, uid: str) -> tuple[Page, int]:
    page = pages.by_uid(uid)
    require(actor, May.THANK, policy(), f"page:{uid}")
    if actor.member_id is None:
        raise Refused("sign_in_first")
    return page, actor.member_id
