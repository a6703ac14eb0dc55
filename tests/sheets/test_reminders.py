"""One mail a month to each who keeps sheets, whose links show before they act."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.jobs.service import run_all
from wiki.kernel import clock
from wiki.kernel.db import act, state
from wiki.kernel.permissions import Role
from wiki.members.queries import members_named
from wiki.members.service.people import deactivate, grant
from wiki.pages.queries.pages import get, head
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Correction, CorrectionLink
from wiki.sheets.queries import stale
from wiki.sheets.queries.stale import Keeper, is_reminded, stale_of
from wiki.sheets.service import corrections, remind
from wiki.sheets.views import letters

LONG_AGO = {"status": {"text": "Movilab", "checked": "2012-10-08"}}


@pytest.fixture
def kept(app: Flask, describe: Describe, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Two old sheets that charlie keeps; gives ``kept()``, which sends the mails of a month."""
    monkeypatch.setitem(
        app.extensions["wiki"].options, "WIKI_PUBLIC_URL", "https://wiki.example.fr"
    )
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["wiki.example.fr", "localhost"])
    with app.app_context():
        people.make("charlie")
        people.make("bob")
        uid = members_named("charlie")[0].uid
    for title in ("Arrêt Minute", "Le Quai"):
        said = place(name=title, referent=uid).values
        describe(title, Sheet("place", said, sources=LONG_AGO))
    describe("La Halle", Sheet("place", place(name="La Halle").values, sources=LONG_AGO))

    def send() -> None:
        with app.app_context():
            letters.write("2026-11", 0)

    return send


def _links(ask: Any) -> list[str]:
    (mail,) = ask(people.mails, people.address("charlie"))
    return re.findall(r"https://wiki\.example\.fr(/sheets/exact/\S+)", mail.text)


def _checked(ask: Any) -> str:
    return str(ask(lambda: head(get("Arrêt Minute")).sheet.sources["status"]["checked"]))


def test_one_mail_gathers_the_sheets_of_a_keeper(kept: Callable[[], None], ask: Any) -> None:
    kept()
    kept()
    (mail,) = ask(people.mails)
    assert mail.recipient == people.address("charlie")
    assert mail.subject == "2 fiches à revérifier"
    assert "Arrêt Minute" in mail.text
    assert "Le Quai" in mail.text
    assert "La Halle" not in mail.text
    assert len(_links(ask)) == 2


def test_a_link_shows_and_its_button_acts(
    kept: Callable[[], None], ask: Any, client: FlaskClient
) -> None:
    kept()
    link = _links(ask)[0]
    shown = client.get(link)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "Tout est exact" in shown.text
    assert _checked(ask) == "2012-10-08"
    assert "Merci" in people.post(client, link, base="1").text
    assert _checked(ask) > "2020"
    assert ask(lambda: head(get("Arrêt Minute")).sheet.sources["status"]["by"]) == ask(
        lambda: members_named("charlie")[0].uid
    )


@pytest.mark.parametrize("base", ["", "0", "7", "²"])
def test_refuses_a_base_that_there_is_not(
    kept: Callable[[], None], ask: Any, client: FlaskClient, base: str
) -> None:
    kept()
    assert people.post(client, _links(ask)[0], base=base).status_code == 422


def test_refuses_a_link_that_is_none(client: FlaskClient) -> None:
    assert client.get("/sheets/exact/rien").status_code == 404
    assert client.get("/sheets/exact/" + "a" * 3000).status_code == 404


def test_refuses_a_link_that_is_too_old(
    kept: Callable[[], None], ask: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept()
    monkeypatch.setattr(letters, "GOOD_FOR", -1)
    assert people.post(client, _links(ask)[0], base="1").status_code == 404


def test_refuses_the_link_of_who_is_there_no_more(
    kept: Callable[[], None], ask: Any, client: FlaskClient
) -> None:
    kept()
    ask(lambda: deactivate(people.make("alice"), members_named("charlie")[0].uid))
    assert client.get(_links(ask)[0]).status_code == 404


def test_who_holds_the_page_is_written_to(describe: Describe, kept: Any, ask: Any) -> None:
    def give() -> None:
        bob, page = members_named("bob")[0], get("La Halle")
        grant(people.make("alice"), bob.uid, Role.STEWARD, f"page:{page.uid}")

    ask(give)
    kept()
    (mail,) = ask(people.mails, people.address("bob"))
    assert mail.subject == "Une fiche à revérifier"
    assert "La Halle" in mail.text


def test_nobody_is_written_to_without_an_address_to_lead_to(ask: Any) -> None:
    def asked() -> int:
        with act():
            remind.ask("2026-11")
        return run_all()

    assert ask(lambda: state().options["WIKI_PUBLIC_URL"]) == ""
    assert ask(asked) == 0


def test_a_month_is_due_once() -> None:
    assert remind.is_due("2026-10-31", "2026-11-01")
    assert not remind.is_due("2026-11-01", "2026-11-30")


def _stop(ask: Any) -> str:
    (mail,) = ask(people.mails, people.address("charlie"))
    [link] = re.findall(r"https://wiki\.example\.fr(/sheets/reminders/\S+)", mail.text)
    assert mail.headers["List-Unsubscribe"] == f"<https://wiki.example.fr{link}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return str(link)


def _is_reminded(ask: Any) -> bool:
    return bool(ask(lambda: is_reminded(members_named("charlie")[0].id)))


def test_the_mail_is_stopped_by_its_link_and_taken_up_on_ones_account(
    kept: Callable[[], None], ask: Any, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    kept()
    link = _stop(ask)
    assert "Ne plus le recevoir" in client.get(link).text
    assert _is_reminded(ask)  # opening it does nothing
    assert people.post(client, link).status_code == 200
    assert not _is_reminded(ask)
    charlie = sign_in("charlie")
    assert "Le recevoir de nouveau" in charlie.get("/account").text
    people.post(charlie, "/sheets/reminders", reminded="1")
    assert _is_reminded(ask)
    people.post(charlie, "/sheets/reminders", reminded="0")
    ask(lambda: letters.write("2026-12", 0))
    assert len(ask(people.mails, people.address("charlie"))) == 1


def test_a_mail_program_stops_it_in_one_click(
    kept: Callable[[], None], ask: Any, client: FlaskClient
) -> None:
    kept()
    link = _stop(ask)
    assert client.post(link, data={"reminded": "0"}).status_code == 403  # no form of ours
    assert client.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not _is_reminded(ask)


@pytest.mark.parametrize("token", ["rien", "a" * 3000, "²"])
def test_refuses_to_stop_by_a_link_that_is_none(client: FlaskClient, token: str) -> None:
    asked = {"List-Unsubscribe": "One-Click"}
    assert client.get(f"/sheets/reminders/{token}").status_code == 404
    assert client.post(f"/sheets/reminders/{token}", data=asked).status_code == 404


def test_refuses_one_click_where_none_is_meant(client: FlaskClient) -> None:
    asked = {"List-Unsubscribe": "One-Click", "reminded": "0"}
    assert client.post("/sheets/reminders", data=asked).status_code == 403


def test_a_correction_that_waits_is_told(
    kept: Callable[[], None],
    ask: Any,
    sign_in: Callable[[str], FlaskClient],
    client: FlaskClient,
) -> None:
    def propose_() -> None:
        page = get("Arrêt Minute")
        sheet = head(page).sheet
        said = Sheet("place", {**sheet.values, "tagline": "Depuis"}, sources=sheet.sources)
        corrections.propose(corrections.make_link(people.make("alice"), page, 3), 1, said, "")

    told = "Une correction proposée par le lieu attend"
    assert told not in sign_in("charlie").get("/wiki/Arr%C3%AAt_Minute").text
    ask(propose_)
    assert told in sign_in("charlie").get("/wiki/Arr%C3%AAt_Minute").text
    assert told not in client.get("/wiki/Arr%C3%AAt_Minute").text
    kept()
    (mail,) = ask(people.mails, people.address("charlie"))
    assert "https://wiki.example.fr/sheets/corrections" in mail.text


def test_what_a_keeper_may_not_see_is_not_counted(
    kept: Callable[[], None], ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def values() -> list[int]:
        who = members_named("charlie")[0]
        keeper = Keeper(who.id, who.uid, who.name, "", "")
        return [one.values for one in stale_of(keeper, "2027-01-01", 9)]

    before = ask(values)
    monkeypatch.setattr(stale, "visible", lambda _kind, _audience: frozenset({"name"}))
    assert before == [1, 1]
    assert ask(values) == []


def test_what_was_answered_long_ago_is_removed(kept: Callable[[], None], ask: Any) -> None:
    def left(days: int) -> int:
        page = get("Arrêt Minute")
        with act() as session:
            link = CorrectionLink(
                token_hash=str(days), page_id=page.id, made_at=clock.now(), expires_at=clock.now()
            )
            session.add(link)
            session.flush()
            answered = clock.now() - timedelta(days=days)
            for state_ in ("refused", "waiting"):
                session.add(
                    Correction(
                        link_id=link.id,
                        page_id=page.id,
                        base=1,
                        kind="place",
                        infobox={"values": {}},
                        sent_at=answered,
                        state=state_,
                        decided_at=answered if state_ == "refused" else None,
                    )
                )
            session.flush()
            return corrections.forget_answered()

    assert ask(left, 3) == 0
    assert ask(left, 366) == 1
