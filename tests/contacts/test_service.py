"""Contacts are kept under consent, written to unseen, and erased everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.contacts.test_rules import GIVEN
from wiki.contacts import queries, service
from wiki.contacts.models import Contact
from wiki.contacts.rules import FORM
from wiki.kernel import clock
from wiki.kernel.db import Base, reading
from wiki.kernel.errors import Invalid, Missing, Refused, TooOften
from wiki.kernel.permissions import VISITOR, Role
from wiki.mail.service import send
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save

CONSENT = "J’accepte que l’on m’écrive."


@pytest.fixture
def page_uid(inside: Flask) -> str:
    """A page by alice."""
    return save(people.make("alice"), Edit("Lieu", "Un café.\n", 0)).page.uid


def told(contact: Contact) -> service.Letter:
    return service.Letter("Vos coordonnées", f"Retirer : /contacts/mine/{contact.key}")


def wrote(_contact: Contact) -> service.Letter:
    return service.Letter("Question", "Êtes-vous ouverts ?")


def give(page_uid: str, by: str = "charlie", **more: object) -> Contact:
    today = clock.now().date().isoformat()
    given = replace(GIVEN, **{"use": FORM, "agreed_on": today} | more)
    return service.give(people.make(by), page_uid, given, CONSENT, told)


def rows() -> str:
    """Everything that the database holds, as text."""
    return "\n".join(
        str(row)
        for table in Base.metadata.sorted_tables
        for row in reading().execute(sa.select(table)).all()
    )


def test_a_contact_is_kept_with_what_was_agreed_to(page_uid: str) -> None:
    give(page_uid, is_own=False, told="À la réunion")
    contact = queries.of_page(pages.get("Lieu").id)[0]
    assert (contact.consent, contact.told) == (CONSENT, "À la réunion")
    assert contact.agreed_on == clock.now().date().isoformat()
    assert contact.key in people.mails("dora@exemple.fr")[0].text


def test_it_is_in_no_revision(page_uid: str) -> None:
    give(page_uid)
    assert pages.get("Lieu").head == 1


def test_a_letter_goes_to_an_address_that_nobody_is_shown(page_uid: str) -> None:
    give(page_uid)
    for _ in range(2):  # the button pressed twice
        service.write_to(
            VISITOR, page_uid, "eva@exemple.fr", wrote, place="here", submission="once"
        )
    letter = people.mails("dora@exemple.fr")[1]
    assert letter.headers == {"Reply-To": "eva@exemple.fr"}
    assert letter.is_unseen
    assert len(people.mails()) == 2
    send(letter.uid)  # no server: it waits


def test_withdrawn_it_is_erased_everywhere(page_uid: str) -> None:
    contact = give(page_uid)
    service.write_to(VISITOR, page_uid, "eva@exemple.fr", wrote, place="here", submission="one")
    assert "dora@exemple.fr" in rows()
    service.withdraw_by_key(contact.key)
    assert not any(said in rows() for said in ("dora@exemple.fr", "Dora", CONSENT, contact.key))


def test_who_gave_it_and_stewards_take_it_back(page_uid: str) -> None:
    service.withdraw(people.make("charlie"), give(page_uid).uid)
    service.withdraw(people.make("eric", Role.STEWARD), give(page_uid).uid)


def test_refuses_to_take_back_what_another_gave(page_uid: str) -> None:
    contact = give(page_uid)
    with pytest.raises(Refused, match="contact_not_yours"):
        service.withdraw(people.make("fanny"), contact.uid)
    assert queries.is_reached(pages.get("Lieu").id)


def test_refuses_a_reader_who_gives(page_uid: str) -> None:
    with pytest.raises(Refused):
        give(page_uid, by="dora")


def test_refuses_a_sixth(page_uid: str) -> None:
    for number in range(5):
        give(page_uid, email=f"dora{number}@exemple.fr")
    with pytest.raises(Invalid, match="contact_too_many"):
        give(page_uid, email="dora5@exemple.fr")


def test_refuses_a_key_that_opens_nothing(page_uid: str) -> None:
    for key in ("", "no", "a\x00b", "é" * 10_000):
        with pytest.raises(Missing):
            service.withdraw_by_key(key)


def test_refuses_a_letter_that_reaches_nobody(page_uid: str) -> None:
    with pytest.raises(Missing, match="contact_none"):
        service.write_to(VISITOR, page_uid, "eva@exemple.fr", wrote, place="", submission="one")


def test_refuses_more_letters_than_a_person_writes(page_uid: str) -> None:
    give(page_uid)
    for number in range(service.BY_PLACE):
        service.write_to(
            VISITOR, page_uid, "eva@exemple.fr", wrote, place="here", submission=str(number)
        )
    with pytest.raises(TooOften):
        service.write_to(VISITOR, page_uid, "eva@exemple.fr", wrote, place="here", submission="x")
    service.write_to(VISITOR, page_uid, "eva@exemple.fr", wrote, place="there", submission="y")
