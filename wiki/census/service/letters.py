"""The letters of a census: invitations, then reminders, written a few at a time by jobs.

A target is written to in the act that says it was: whatever is tried again, nobody gets one twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from wiki.census import rules
from wiki.census.models import Campaign, Target
from wiki.census.queries import campaigns
from wiki.census.queries import targets as queries
from wiki.census.service.campaigns import ends_at, held
from wiki.census.service.tally import move
from wiki.jobs.service import enqueue
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading, state
from wiki.kernel.errors import Conflict
from wiki.kernel.permissions import Actor
from wiki.mail.rules import UNSEEN
from wiki.mail.service import forget_letters, post
from wiki.members.keys import hash_of
from wiki.sheets.models import CorrectionLink

INVITE, REMIND = "census.invite", "census.remind"
#: Letters of one act, and how long the next ones wait: servers refuse who writes too fast.
AT_ONCE, WAIT = 25, timedelta(minutes=1)
_BEGINNING = f"{UNSEEN}census:"


class Letter(NamedTuple):
    """A letter as a face words it; `stop` is the address at which it is asked that none follows."""

    subject: str
    text: str
    stop: str


#: Words the letter to a target of a census; and the key of the link of a target.
Write = Callable[[Campaign, Target], Letter]
KeyOf = Callable[[Target], str]


def start(actor: Actor, uid: str) -> Campaign:
    """Invite all those who have an address and were not yet. Raises `Conflict`."""
    with act():
        campaign = held(actor, uid)
        rules.check_is_open(campaign.state)
        if not state().options["WIKI_PUBLIC_URL"]:
            raise Conflict("census_no_address")
        if not queries.to_invite(campaign.id, 1):
            raise Conflict("census_nobody")
        _enqueue(INVITE, uid, timedelta())
        record(actor, "census_invited", "census", uid, title=campaign.title)
    return campaign


def invite(uid: str, key_of: KeyOf, write: Write) -> None:
    """The job: invite some; the others are another job."""
    with act():
        campaign = campaigns.by_uid(uid, locked=True)
        if campaign.state != rules.OPEN:
            return
        found = queries.to_invite(campaign.id, AT_ONCE, locked=True)
        for target in found:
            _write_to(campaign, target, "invite", key_of, write)
        if len(found) == AT_ONCE:
            _enqueue(INVITE, uid, WAIT)


def remind_all() -> None:
    """Have the reminders of every open census written, and give up on those who had all of them.

    Inside an act.
    """
    for campaign in campaigns.open_ones():
        if campaign.is_reminding and campaign.remind_after:
            _enqueue(REMIND, campaign.uid, timedelta())


def remind(uid: str, key_of: KeyOf, write: Write) -> None:
    """The job: remind some; the others are another job."""
    with act():
        campaign = campaigns.by_uid(uid, locked=True)
        if campaign.state != rules.OPEN or not campaign.is_reminding or not campaign.remind_after:
            return
        terms = (clock.now(), campaign.remind_after, campaign.remind_most)
        late = queries.to_give_up(campaign.id, *terms, AT_ONCE)
        for target in late:
            move(target, "silence")
        found = queries.to_remind(campaign.id, *terms, AT_ONCE, locked=True)
        for target in found:
            _write_to(campaign, target, "remind", key_of, write)
        if AT_ONCE in (len(found), len(late)):
            _enqueue(REMIND, uid, WAIT)


def due(campaign: Campaign, size: int) -> Sequence[Target]:
    """Some of those who would be reminded now."""
    if campaign.state != rules.OPEN or not campaign.remind_after:
        return ()
    terms = (clock.now(), campaign.remind_after, campaign.remind_most)
    return queries.to_remind(campaign.id, *terms, size)


def link_of(campaign: Campaign, target: Target, key: str) -> CorrectionLink:
    """The link of a target; made, inside an act, when it has none. `key` opens it."""
    if target.link_id is not None:
        return reading().get_one(CorrectionLink, target.link_id)
    known = {"name": target.name} | ({"commune": target.insee} if target.insee else {})
    link = CorrectionLink(
        token_hash=hash_of(key),
        page_id=target.page_id,
        kind=campaign.kind,
        fields=campaign.fields,
        known={"values": known},
        member_id=campaign.coordinator_id,
        made_at=clock.now(),
        expires_at=ends_at(campaign),
    )
    reading().add(link)
    reading().flush()
    target.link_id = link.id
    return link


def _write_to(campaign: Campaign, target: Target, event: str, key_of: KeyOf, write: Write) -> None:
    if queries.is_silenced(target.email):
        move(target, "decline")
        return
    link_of(campaign, target, key_of(target))
    number = target.reminders + 1 if event == "remind" else 0
    letter = write(campaign, target)
    post(
        target.email,
        letter.subject,
        letter.text,
        dedupe_key=f"{_letters(target.uid)}{target.serial}.{number}",
        headers={
            "List-Unsubscribe": f"<{letter.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    target.reminders, target.written_at = number, clock.now()
    move(target, event)


def target_of_key(key: str) -> str:
    """The uid of the target that a letter of this key was for; "" for one that is not ours."""
    return key.removeprefix(_BEGINNING).partition(":")[0] if key.startswith(_BEGINNING) else ""


def forget_letters_to(*uids: str) -> None:
    """Take away the letters to the targets of these uids, inside an act."""
    forget_letters(*map(_letters, uids))


def _letters(uid: str) -> str:
    return f"{_BEGINNING}{uid}:"


def _enqueue(name: str, uid: str, wait: timedelta) -> None:
    enqueue(name, {"uid": uid}, run_at=clock.now() + wait, dedupe_key=f"{name}:{uid}")
