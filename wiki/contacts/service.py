"""Acts on contacts: giving one, taking it back, writing to those of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.contacts import queries, rules
from wiki.contacts.models import Contact
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, overwrite_what_is_deleted, reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import VISITOR, Actor, May, require, why_not
from wiki.kernel.personal import Personal
from wiki.mail.rules import UNSEEN
from wiki.mail.service import forget_letters, post
from wiki.members.keys import new_key
from wiki.members.service.codes import letters_to
from wiki.members.service.limits import Limit, bucket, take_inside
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.derive import touch_page
from wiki.site.queries import policy

#: Letters that one place may write, and that one page may get.
BY_PLACE, BY_PLACE_DURING = 5, timedelta(hours=1)
TO_PAGE, TO_PAGE_DURING = 30, timedelta(days=1)


class Letter(NamedTuple):
    """A letter as a face words it."""

    subject: str
    text: str


#: Words the letter to one contact, who may take theirs back at the key.
Write = Callable[[Contact], Letter]


def give(actor: Actor, page_uid: str, given: rules.Given, consent: str, write: Write) -> Contact:
    """Keep how to reach a person, who agreed to the words `consent`; they get the letter `write`.

    Raises `Invalid`, `Refused`.
    """
    kept = rules.checked(given, clock.now().date())
    with act() as session:
        page = _held(page_uid)
        require(actor, May.GIVE_CONTACT, policy(), f"page:{page.uid}")
        if len(queries.of_page(page.id)) >= rules.MOST:
            raise Invalid("contact_too_many", limit=rules.MOST)
        said = {name: value for name, value in vars(kept).items() if name != "agrees"}
        contact = Contact(
            page_id=page.id,
            key=new_key(),
            consent=consent,
            given_by_id=actor.member_id,
            given_at=clock.now(),
            **said,
        )
        session.add(contact)
        session.flush()
        if contact.email:
            take_inside(session, letters_to(contact.email))
            _send(contact, write(contact), "given")
        touch_page(page.id)
        record(actor, "contact_given", "page", page.uid, title=page.title)
    return contact


def withdraw(actor: Actor, uid: str) -> Page:
    """Erase a contact that the actor gave, or tends. Raises `Missing`, `Refused`."""
    with act() as session:
        contact = queries.by_uid(uid)
        page = _held(_page_of(contact).uid)
        if why_not_withdraw(actor, page.uid, contact.given_by_id):
            raise Refused("contact_not_yours")
        _erase(session, contact)
        record(actor, "contact_withdrawn", "page", page.uid, title=page.title)
    return page


def why_not_withdraw(actor: Actor, page_uid: str, given_by_id: int | None) -> str | None:
    """None when the actor may take a contact back, else the code of the reason why not."""
    is_mine = actor.member_id is not None and actor.member_id == given_by_id
    right = May.GIVE_CONTACT if is_mine else May.TEND_CONTACTS
    return why_not(actor, right, policy(), f"page:{page_uid}")


def withdraw_by_key(key: str) -> None:
    """Erase the contact of the one who holds its key, whatever the mode of the wiki."""
    with act() as session:
        contact = queries.by_key(key)
        page = _page_of(contact)
        _erase(session, contact)
        record(VISITOR, "contact_withdrawn", "page", page.uid, title=page.title)


def write_to(
    actor: Actor, page_uid: str, reply_to: str, write: Write, *, place: str, submission: str
) -> None:
    """Send a letter to the contacts of a page, whose addresses nobody is shown.

    Sent twice, a form is one letter. Raises `Missing` when nobody is reached, `TooOften`.
    """
    with act() as session:
        page = _held(page_uid)
        require(actor, May.CONTACT, policy(), f"page:{page.uid}")
        reached = [one for one in queries.of_page(page.id) if one.email]
        if not reached:
            raise Missing("contact_none", title=page.title)
        take_inside(session, Limit(bucket("contact", place), BY_PLACE, BY_PLACE_DURING))
        take_inside(session, Limit(bucket("contacted", page.uid), TO_PAGE, TO_PAGE_DURING))
        for contact in reached:
            _send(contact, write(contact), submission, reply_to)
        record(actor, "contact_written", "page", page.uid, title=page.title)


def follow(page_id: int, into_id: int) -> list[int]:
    """The contacts of a page are those of another one from now on: which ones. Inside an act."""
    moved = [one.id for one in queries.of_page(page_id)]
    bring_back(moved, page_id, into_id)
    return moved


def bring_back(ids: Sequence[int], from_id: int, page_id: int) -> None:
    """These contacts, while they are of one page, are those of another. Inside an act."""
    those = sa.update(Contact).where(Contact.id.in_(ids), Contact.page_id == from_id)
    reading().execute(those.values(page_id=page_id))
    for touched in (from_id, page_id):
        touch_page(touched)


def _send(contact: Contact, letter: Letter, what: str, reply_to: str = "") -> None:
    key = f"{_letters(contact)}{what}"
    post(contact.email, letter.subject, letter.text, dedupe_key=key, reply_to=reply_to)


def _letters(contact: Contact) -> str:
    """What the keys of the letters to a contact begin with."""
    return f"{UNSEEN}contact:{contact.uid}:"


def _erase(session: Session, contact: Contact) -> None:
    overwrite_what_is_deleted()
    forget_letters(_letters(contact))
    session.delete(contact)
    session.flush()
    touch_page(contact.page_id)


def _held(page_uid: str) -> Page:
    page = pages.by_uid(page_uid, locked=True)
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    return page


def _page_of(contact: Contact) -> Page:
    return reading().get_one(Page, contact.page_id)


# -- What is kept of a member


def _given_by(member_id: int) -> sa.Select[Contact]:
    return sa.select(Contact).where(Contact.given_by_id == member_id).order_by(Contact.id)


def said_of(contact: Contact) -> dict[str, Any]:
    """Everything that is kept of the one who is reached."""
    return {
        "page": _page_of(contact).title,
        "name": contact.name,
        "role": contact.role,
        "email": contact.email,
        "phone": contact.phone,
        "use": contact.use,
        "consent": contact.consent,
        "agreed_on": contact.agreed_on,
        "told": contact.told,
        "given_at": contact.given_at.isoformat(timespec="seconds"),
    }


def _of_member(member_id: int) -> dict[str, Any]:
    found = reading().scalars(_given_by(member_id).where(Contact.is_own))
    return {"contacts": [said_of(one) for one in found]}


def _erase_of_member(member_id: int) -> None:
    for contact in reading().scalars(_given_by(member_id)).all():
        if contact.is_own:
            _erase(reading(), contact)


PERSONAL = Personal(_of_member, _erase_of_member)
