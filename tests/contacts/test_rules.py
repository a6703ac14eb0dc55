"""What a contact holds, and who is shown what of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from wiki.contacts.rules import (
    FORM,
    MEMBERS,
    Given,
    check_human,
    checked,
    clean_letter,
    is_shown,
    line,
)
from wiki.kernel.errors import Invalid
from wiki.schema.kinds import VISIBILITIES

TODAY = date(2026, 11, 26)
GIVEN = Given(
    "Dora", "Accueil", "dora@exemple.fr", "05 57 00 00 00", MEMBERS, "2026-11-20", "", True, True
)

#: Use -> audience -> whether the address is shown. The whole table.
TRUTH = {
    (FORM, "public"): False,
    (FORM, "members"): False,
    (FORM, "stewards"): False,
    (MEMBERS, "public"): False,
    (MEMBERS, "members"): True,
    (MEMBERS, "stewards"): True,
}


def test_the_table_says_every_case() -> None:
    assert set(TRUTH) == {(use, who) for use in (FORM, MEMBERS) for who in VISIBILITIES}


@pytest.mark.parametrize(("use", "audience"), TRUTH)
def test_who_is_shown_an_address(use: str, audience: str) -> None:
    assert is_shown(use, audience) is TRUTH[use, audience]


def test_what_is_given_is_kept_as_it_is_read() -> None:
    found = checked(replace(GIVEN, name="  Dora \n Lieu ", phone="+33 5.57.00-00 00"), TODAY)
    assert (found.name, found.phone) == ("Dora Lieu", "+33557000000")


def test_a_number_that_nobody_would_be_shown_is_not_kept() -> None:
    assert checked(replace(GIVEN, use=FORM), TODAY).phone == ""


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"agrees": False}, "contact_consent"),
        ({"use": "everybody"}, "contact_use"),
        ({"name": " \x00 "}, "contact_name"),
        ({"name": "é" * 101}, "contact_too_long"),
        ({"name": "x" * 1_000_000}, "contact_too_long"),
        ({"email": "", "phone": ""}, "contact_reach"),
        ({"email": "", "use": FORM}, "contact_reach"),
        ({"email": "dora@exemple"}, "email_wrong"),
        ({"email": "dora@exemple.fr\nBcc: x@exemple.fr"}, "email_wrong"),
        ({"phone": "05²7000000"}, "contact_phone"),
        ({"phone": "9" * 500}, "contact_phone"),
        ({"is_own": False, "told": " "}, "contact_told"),
        ({"agreed_on": "2026-11-27"}, "contact_day"),
        ({"agreed_on": "1066-10-14"}, "contact_day"),
        ({"agreed_on": ""}, "contact_day"),
        ({"agreed_on": "9" * 400}, "contact_day"),
    ],
)
def test_refuses_what_cannot_be_kept(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked(replace(GIVEN, **wrong), TODAY)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "trap", "age", "code"),
    [
        ("Bonjour", "", timedelta(seconds=1), "letter_hasty"),
        ("Bonjour", "", timedelta(seconds=-5), "letter_hasty"),
        ("Bonjour", "", timedelta(days=2), "letter_hasty"),
        ("Bonjour", "", None, "letter_hasty"),
        ("Bonjour", "https://exemple.fr", timedelta(minutes=1), "letter_trap"),
        ("www.a.fr http://b.fr HTTPS://c.fr", "", timedelta(minutes=1), "letter_links"),
    ],
)
def test_refuses_what_a_machine_sends(
    text: str, trap: str, age: timedelta | None, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        check_human(text, trap, age)
    assert caught.value.code == code


def test_a_person_may_take_their_time() -> None:
    check_human("Voyez https://exemple.fr et www.exemple.fr", "", timedelta(hours=2))


@pytest.mark.parametrize("text", ["", "  \r\n ", "a\x00b", "é" * 5_001])
def test_refuses_a_letter_that_says_nothing_or_too_much(text: str) -> None:
    with pytest.raises(Invalid):
        clean_letter(text)


def test_a_line_holds_no_other() -> None:
    assert line("Objet\r\nBcc: x@exemple.fr", "sender", 100) == "Objet Bcc: x@exemple.fr"
