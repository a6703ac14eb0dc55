"""What old sheets said is erased for good, from all that follows from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Erased, Invalid, Refused
from wiki.maintenance import problems
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.history import line
from wiki.pages.service.redact import redact
from wiki.pages.service.turn_back import restore, undo
from wiki.places.models import PastPlace
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Correction, CorrectionLink, Fact
from wiki.sheets.service.corrections import make_link, propose

OLD, NEW = "+33557000000", "+33557111111"
SOURCE = {"phone": {"text": "Le carnet de Jeanne"}}


@pytest.fixture
def page(describe: Describe, inside: Flask) -> Page:
    """A place whose first two versions say what is to be erased."""
    first = place(phone=OLD, tagline="Avant")
    describe("Arrêt Minute", Sheet("place", first.values, sources=SOURCE))
    describe("Arrêt Minute", place(phone=OLD))
    return describe("Arrêt Minute", place(phone=NEW)).page


def erase(page: Page, first: int = 1, last: int = 2, **more: Any) -> int:
    asked = {"has_text": False, "fields": ["phone"]} | more
    return redact(people.make("alice"), page.uid, first, last, "La loi", **asked)


def test_values_go_from_the_versions_and_the_facts_and_the_chain_stays(page: Page) -> None:
    hashes = [pages.revision(page, n).hash for n in (1, 2, 3)]
    assert erase(page) == 2
    release_reading()
    sheets = [pages.revision(page, n).sheet for n in (1, 2, 3)]
    assert [one.values.get("phone") for one in sheets] == [None, None, NEW]
    assert sheets[0].values["tagline"] == "Avant"
    assert sheets[0].sources == {}
    assert [pages.revision(page, n).hash for n in (1, 2, 3)] == hashes
    assert list(problems()) == []
    told = line(page, 1)
    assert told is not None
    assert told.tag_codes == ["erased"]
    said = reading().execute(sa.select(Fact.text, Fact.number).where(Fact.field == "phone")).all()
    assert said == [(NEW, None)]
    everything = reading().execute(sa.text("SELECT infobox FROM wiki_revision")).all()
    assert OLD not in str(everything)
    assert "Jeanne" not in str(everything)


def test_what_a_place_was_is_found_again_without_what_was_erased(
    describe: Describe, inside: Flask
) -> None:
    describe("Arrêt Minute", place(name="Chez Jeanne Dupont"))
    page = describe("Arrêt Minute", place()).page
    erase(page, 1, 1, fields=["name"])
    release_reading()
    names = reading().scalars(sa.select(PastPlace.name)).all()
    assert "Chez Jeanne Dupont" not in names


def test_what_was_proposed_goes_once_it_is_answered(page: Page) -> None:
    alice = people.make("alice")
    propose(make_link(alice, page, 3), 3, place(phone="+33557222222"), "")
    with pytest.raises(Refused, match="redaction_waits"):
        erase(page)
    release_reading()
    with act():
        reading().execute(sa.update(Correction).values(state="refused"))
    assert erase(page) == 2
    release_reading()
    [left] = reading().scalars(sa.select(Correction)).all()
    assert "phone" not in left.infobox["values"]
    assert reading().scalar(sa.select(sa.func.count()).select_from(CorrectionLink)) == 1


def test_refuses_to_take_up_or_undo_a_version_of_which_values_were_erased(page: Page) -> None:
    alice = people.make("alice")
    erase(page)
    for act_ in (lambda: restore(alice, page.uid, 1), lambda: undo(alice, page.uid, 3)):
        with pytest.raises(Erased, match="sheet_erased"):
            act_()
    assert pages.get("Arrêt Minute").head == 3


def test_refuses_what_the_page_says_now(page: Page, describe: Describe) -> None:
    describe("Arrêt Minute", place(phone=OLD))
    for last in (2, 4):
        with pytest.raises(Refused, match="redaction_current"):
            erase(page, 1, last)


def test_refuses_what_no_version_says_and_those_who_may_not(page: Page) -> None:
    for fields in ([], ["email"], ["nulle part"]):
        with pytest.raises(Invalid, match="redaction_done"):
            erase(page, fields=fields)
    erase(page)
    with pytest.raises(Invalid, match="redaction_done"):
        erase(page)
    with pytest.raises(Refused):
        redact(people.make("bob"), page.uid, 1, 1, "La loi", has_text=False, fields=["phone"])


def test_no_other_change_of_a_version_is_taken(page: Page) -> None:
    erase(page)
    for table in (Revision,):
        with pytest.raises(sa.exc.DBAPIError, match="never changed"), act():
            reading().execute(sa.update(table).where(table.number == 1).values(title="Autre"))
        with pytest.raises(sa.exc.DBAPIError, match="never changed"), act():
            reading().execute(sa.update(table).where(table.number == 3).values(infobox={}))


def test_the_form_offers_the_fields_that_were_said(
    page: Page, sign_in: Callable[[str], FlaskClient]
) -> None:
    alice = sign_in("alice")
    address = "/wiki/Arr%C3%AAt_Minute/redact"
    shown = alice.get(address).text
    assert 'value="phone"' in shown
    assert 'value="email"' not in shown
    sent = {"first": 1, "last": 3, "reason": "La loi", "fields": "phone"}
    refused = people.post(alice, address, **sent)
    assert refused.status_code == 403
    assert 'value="phone" checked' in refused.text
    assert people.post(alice, address, **sent | {"last": 2}).status_code == 303
    assert "05 57 00 00 00" not in alice.get("/wiki/Arr%C3%AAt_Minute?rev=1").text
