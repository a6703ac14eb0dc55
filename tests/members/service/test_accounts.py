"""Passwords and addresses: codes good once, sessions ended, nothing told to the curious."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median

import pytest

from tests.members.conftest import LETTER, NOON, write
from tests.people import PASSWORD, address, code_in, mails
from wiki.journal.queries import entries
from wiki.kernel import clock
from wiki.kernel.errors import Missing, TooOften, WikiError
from wiki.kernel.permissions import VISITOR, Actor
from wiki.members.models import Code
from wiki.members.queries import SESSION_KEY, account_by_email, actor_of_session, member
from wiki.members.service import accounts, people
from wiki.members.service.sign_ins import sign_in

NEW = "un autre mot, tout neuf"
pytestmark = pytest.mark.usefixtures("everyone")


def enter(password: str = PASSWORD) -> str:
    return sign_in(address("charlie"), password, place="").key


def is_in(key: str) -> bool:
    return actor_of_session({SESSION_KEY: key}) is not VISITOR


def ask(email: str = "charlie@exemple.fr") -> str:
    accounts.ask_reset(email, write, place="192.0.2.1")
    return code_in(mails(email)[-1])


def refusal(function: object, *args: object, **more: object) -> str:
    with pytest.raises(WikiError) as caught:
        function(*args, **more)  # type: ignore[operator]
    return caught.value.code


def test_a_code_sets_a_new_password_and_signs_out_everywhere() -> None:
    keys = [enter(), enter()]
    accounts.reset_password(ask(), NEW, LETTER)
    assert [is_in(key) for key in keys] == [False, False]
    assert refusal(enter) == "sign_in_wrong"
    assert is_in(enter(NEW))


def test_the_owner_is_told() -> None:
    accounts.reset_password(ask(), NEW, LETTER)
    assert mails("charlie@exemple.fr")[-1].text == LETTER.text
    assert entries().rows[0].action == "password_reset"


def test_a_code_is_good_once() -> None:
    code = ask()
    accounts.reset_password(code, NEW, LETTER)
    assert refusal(accounts.reset_password, code, NEW, LETTER) == "code_over"


def test_a_code_is_good_for_an_hour() -> None:
    with clock.stopped_at(NOON):
        code = ask()
    with clock.stopped_at(NOON + timedelta(minutes=61)):
        assert refusal(accounts.reset_password, code, NEW, LETTER) == "code_over"


def test_a_new_code_voids_the_one_before() -> None:
    first, second = ask(), ask()
    assert refusal(accounts.reset_password, first, NEW, LETTER) == "code_over"
    accounts.reset_password(second, NEW, LETTER)


def test_changing_the_password_voids_the_codes(everyone: dict[str, Actor]) -> None:
    code, key = ask(), enter()
    accounts.change_password(everyone["charlie"], key, PASSWORD, NEW, LETTER, place="")
    assert refusal(accounts.reset_password, code, NEW, LETTER) == "code_over"


@pytest.mark.parametrize("code", ["", "x", "é" * 50, "\x00", "../x"])
def test_a_forged_code_is_refused(code: str) -> None:
    assert refusal(accounts.reset_password, code, NEW, LETTER) == "code_over"


def test_a_code_serves_its_purpose_only(everyone: dict[str, Actor]) -> None:
    reset = ask()
    assert refusal(accounts.confirm_address, reset, LETTER) == "code_over"
    accounts.reset_password(reset, NEW, LETTER)  # it was not spent


def test_a_weak_password_does_not_spend_the_code() -> None:
    code = ask()
    assert refusal(accounts.reset_password, code, "court", LETTER) == "password_short"
    accounts.reset_password(code, NEW, LETTER)


def test_an_unknown_address_gets_no_mail_and_the_same_answer(everyone: dict[str, Actor]) -> None:
    accounts.ask_reset("nobody@exemple.fr", write, place="192.0.2.1")
    assert mails() == []
    assert entries().rows[0].action == "reset_asked"


def test_and_the_same_work() -> None:
    def took(email: str) -> float:
        times = []
        for turn in range(9):
            with clock.stopped_at(NOON + timedelta(hours=2 * turn)):
                start = time.process_time()
                accounts.ask_reset(email, write, place=f"{email} {turn}")
                times.append(time.process_time() - start)
        return median(times)

    took("bob@exemple.fr")  # what is compiled once is compiled
    assert 0.4 < took("charlie@exemple.fr") / took("nobody@exemple.fr") < 2.5
    assert mails("nobody@exemple.fr") == []


def test_a_closed_account_gets_no_mail(everyone: dict[str, Actor]) -> None:
    people.deactivate(everyone["alice"], member(everyone["charlie"].member_id or 0).uid)
    accounts.ask_reset("charlie@exemple.fr", write, place="192.0.2.1")
    assert mails() == []


def test_one_place_does_not_send_letters_without_end() -> None:
    for turn in range(10):
        accounts.ask_reset(f"nobody{turn}@exemple.fr", write, place="192.0.2.1")
    with pytest.raises(TooOften, match="too_often"):
        ask()


@pytest.mark.parametrize("email", ["charlie@exemple.fr", "nobody@exemple.fr"])
def test_many_places_do_not_flood_one_mailbox(email: str) -> None:
    with clock.stopped_at(NOON):
        for turn in range(5):
            accounts.ask_reset(email, write, place=f"192.0.2.{turn}")
        with pytest.raises(TooOften, match="letters_too_often"):
            accounts.ask_reset(email.upper(), write, place="198.51.100.1")
        accounts.ask_reset("bob@exemple.fr", write, place="198.51.100.1")
    with clock.stopped_at(NOON + timedelta(minutes=61)):
        accounts.ask_reset(email, write, place="198.51.100.1")


def test_a_new_password_by_mail_opens_the_account_that_others_tried() -> None:
    for turn in range(50):
        with pytest.raises(WikiError, match="sign_in_wrong"):
            sign_in(address("charlie"), "cheval agrafe", place=f"192.0.2.{turn}")
    assert refusal(enter) == "too_often"
    accounts.reset_password(ask(), NEW, LETTER)
    assert is_in(enter(NEW))


def test_codes_are_kept_hashed() -> None:
    code = ask()
    from wiki.kernel.db import reading

    assert reading().get(Code, code) is None


def test_changing_the_password_renews_this_session_and_ends_the_others(
    everyone: dict[str, Actor],
) -> None:
    here, there = enter(), enter()
    renewed = accounts.change_password(everyone["charlie"], here, PASSWORD, NEW, LETTER, place="")
    assert [is_in(key) for key in (here, there, renewed.key)] == [False, False, True]


def test_the_current_password_is_asked(everyone: dict[str, Actor]) -> None:
    key = enter()
    args = (everyone["charlie"], key)
    wrong = refusal(accounts.change_password, *args, "cheval agrafe", NEW, LETTER, place="")
    assert wrong == "password_wrong"
    assert refusal(accounts.change_password, *args, PASSWORD, "court", LETTER, place="") == (
        "password_short"
    )
    assert refusal(accounts.change_password, VISITOR, "", PASSWORD, NEW, LETTER, place="") == (
        "sign_in_first"
    )


def test_guessing_the_current_password_from_many_addresses_is_slowed(
    everyone: dict[str, Actor],
) -> None:
    args = (everyone["charlie"], enter(), "cheval agrafe", NEW, LETTER)
    for turn in range(50):
        wrong = refusal(accounts.change_password, *args, place=f"192.0.2.{turn}")
        assert wrong == "password_wrong"
    assert refusal(accounts.change_password, *args, place="198.51.100.1") == "too_often"


def test_guessing_the_current_password_is_slowed(everyone: dict[str, Actor]) -> None:
    key = enter()
    args = (everyone["charlie"], key, "cheval agrafe", NEW, LETTER)
    for _ in range(5):
        assert refusal(accounts.change_password, *args, place="") == "password_wrong"
    assert refusal(accounts.change_password, *args, place="") == "too_often"


def ask_address(actor: Actor, email: str, password: str = PASSWORD) -> None:
    accounts.ask_new_address(actor, password, email, write, LETTER, place="192.0.2.1")


def test_a_new_address_is_confirmed_before_it_counts(everyone: dict[str, Actor]) -> None:
    ask_address(everyone["charlie"], "Charlie@Nouveau.fr")
    assert account_by_email("charlie@nouveau.fr") is None
    accounts.confirm_address(code_in(mails("Charlie@nouveau.fr")[-1]), LETTER)
    assert account_by_email("charlie@nouveau.fr") is not None
    assert account_by_email("charlie@exemple.fr") is None
    assert mails("charlie@exemple.fr")[-1].text == LETTER.text  # the old one is told


def test_a_new_address_voids_what_was_sent_to_the_old_one(everyone: dict[str, Actor]) -> None:
    reset = ask()
    ask_address(everyone["charlie"], "charlie@nouveau.fr")
    accounts.confirm_address(code_in(mails("charlie@nouveau.fr")[-1]), LETTER)
    assert refusal(accounts.reset_password, reset, NEW, LETTER) == "code_over"


def test_a_new_password_voids_the_address_that_was_asked_for(everyone: dict[str, Actor]) -> None:
    ask_address(everyone["charlie"], "voleur@exemple.fr")
    accounts.reset_password(ask(), NEW, LETTER)
    stolen = code_in(mails("voleur@exemple.fr")[-1])
    assert refusal(accounts.confirm_address, stolen, LETTER) == "code_over"


def test_closing_an_account_voids_its_codes(everyone: dict[str, Actor]) -> None:
    code, uid = ask(), member(everyone["charlie"].member_id or 0).uid
    people.deactivate(everyone["alice"], uid)
    people.reactivate(everyone["alice"], uid)
    assert refusal(accounts.reset_password, code, NEW, LETTER) == "code_over"


def test_one_mailbox_is_not_flooded_by_asking_for_its_address(everyone: dict[str, Actor]) -> None:
    for _ in range(5):
        ask_address(everyone["charlie"], "victime@exemple.fr")
    assert refusal(ask_address, everyone["bob"], "victime@exemple.fr") == "letters_too_often"


def test_somebody_elses_address_gives_nothing_away(everyone: dict[str, Actor]) -> None:
    ask_address(everyone["charlie"], "bob@exemple.fr")
    assert [mail.text for mail in mails("bob@exemple.fr")] == [LETTER.text]


def test_an_address_taken_meanwhile_is_refused(everyone: dict[str, Actor]) -> None:
    for name in ("charlie", "bob"):
        ask_address(everyone[name], "commun@exemple.fr")
    first, second = (code_in(mail) for mail in mails("commun@exemple.fr"))
    accounts.confirm_address(first, LETTER)
    with pytest.raises(Missing, match="code_over"):
        accounts.confirm_address(second, LETTER)


def test_a_new_address_needs_the_password_and_is_new(everyone: dict[str, Actor]) -> None:
    charlie = everyone["charlie"]
    assert refusal(ask_address, charlie, "c@exemple.fr", "cheval agrafe") == "password_wrong"
    assert refusal(ask_address, charlie, "CHARLIE@exemple.fr") == "email_same"
    assert refusal(ask_address, charlie, "charlie") == "email_wrong"
    assert refusal(ask_address, VISITOR, "c@exemple.fr") == "sign_in_first"
