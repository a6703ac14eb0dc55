"""Coming to an event: no seat is given twice, who waits comes in, and what is kept of it goes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.events.conftest import Announce
from tests.sheets.places import place
from wiki.events.queries import registrations as queries
from wiki.events.registering import GOING, WAITING, in_the_day, soon
from wiki.events.service import registrations as service
from wiki.events.service.day import look
from wiki.jobs.service import run_all
from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import reading, release_reading
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.members.queries import member as member_of
from wiki.members.service.personal import data_of, erase_member
from wiki.organisations.service import mandates
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = "2026-12-01"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """A wiki that writes letters."""
    return make_app(WIKI_PUBLIC_URL="https://wiki.exemple.fr")


def come(page: Page, name: str, day: str = DAY, *, named: bool = True) -> str:
    return service.register(people.make(name), page.uid, day, "Oui", may_be_named=named).state


def states(page: Page) -> dict[str, str]:
    release_reading()
    found = {one.member_id: one.state for one in queries.all_of(page.id)}
    return {name: found.get(people.make(name).member_id or 0, "") for name in ("bob", "charlie")}


def told(name: str) -> list[str]:
    """The subjects of the letters to somebody, once all work is done."""
    run_all()
    release_reading()
    return [one.subject for one in people.mails(people.address(name))]


def test_no_seat_is_given_twice_to_people_who_come_at_once(app: Flask, announce: Announce) -> None:
    page = announce("Atelier", "2999-12-01", capacity=3)
    names = [f"membre{number}" for number in range(8)]
    with app.app_context():
        for name in names:
            people.make(name)

    def try_(name: str) -> str:
        with app.app_context():
            return come(page, name, "2999-12-01")

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(try_, names))
    assert (found.count(GOING), found.count(WAITING)) == (3, 5)

    def leave(name: str) -> None:
        with app.app_context():
            service.cancel(people.make(name), page.uid, "2999-12-01")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(leave, [n for n, one in zip(names, found, strict=True) if one == GOING]))
    with app.app_context():
        rows = queries.all_of(page.id)
        assert [one.state for one in rows] == [GOING] * 3 + [WAITING] * 2


def test_who_waits_comes_in_and_each_is_told_once(app: Flask, announce: Announce) -> None:
    with clock.stopped_at(NOW), app.app_context():
        page = announce("Atelier", DAY, starts_at="18:00", capacity=1)
        assert [come(page, name) for name in ("bob", "charlie", "bob")] == [GOING, WAITING, GOING]
        suspended = replace(people.make("bob"), is_blocked=True)
        for _again in range(2):
            service.cancel(suspended, page.uid, DAY)
        with pytest.raises(Refused):
            service.register(suspended, page.uid, DAY, "Oui", may_be_named=False)
        assert states(page) == {"bob": "", "charlie": GOING}
        assert [one.split()[0] for one in told("charlie")] == ["«", "Une"]
        assert come(page, "bob") == WAITING
        for _again in range(2):
            announce("Atelier", "2026-12-02", starts_at="18:00", capacity=2)
        assert len(told("charlie")) == 3
        assert "a changé" in told("charlie")[-1]
        assert states(page) == {"bob": GOING, "charlie": GOING}
        announce("Atelier", "2026-12-02", "Un autre programme.", starts_at="18:00", capacity=1)
        assert states(page) == {"bob": GOING, "charlie": GOING}
        announce("Atelier", "2026-12-02", starts_at="18:00", capacity=1, status="cancelled")
        delete(people.make("alice"), page.uid)
        assert "n’aura pas lieu" in told("charlie")[-1]
        assert len(told("charlie")) == 4
        other = announce("Ailleurs", DAY, capacity=2, registration="https://exemple.fr/")
        with pytest.raises(Conflict):
            come(other, "bob")
        later = announce("Bientôt", DAY, capacity=2)
        with pytest.raises(Invalid):
            come(later, "bob", "2026-12-09")


def test_one_is_reminded_once_and_forgotten_in_the_end(app: Flask, announce: Announce) -> None:
    with app.app_context():
        with clock.stopped_at(NOW):
            page = announce("Atelier", DAY, starts_at="18:00", ends_at="20:00", capacity=1)
            come(page, "charlie")
            come(page, "bob")
            assert len(told("charlie")) == 1
        for days in (8, 9, 10):
            with clock.stopped_at(NOW + timedelta(days=days)):
                look()
                run_all()
                assert len(told("charlie")) == (1 if days == 8 else 2)
        assert "bientôt" in told("charlie")[-1]
        assert len(told("bob")) == 1
        over = datetime(2026, 12, 1, 19, tzinfo=UTC)
        for days, kept in ((89, 2), (91, 0)):
            with clock.stopped_at(over + timedelta(days=days)):
                look()
            release_reading()
            assert len(queries.all_of(page.id)) == kept


def test_letters_are_for_the_day() -> None:
    assert soon(NOW) == datetime(2026, 11, 22, 23, tzinfo=UTC)
    night = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
    assert in_the_day(night) == datetime(2026, 11, 21, 6, tzinfo=UTC)
    assert in_the_day(NOW) == NOW


def test_who_comes_is_seen_by_those_they_were_told_of(app: Flask, announce: Announce) -> None:
    with clock.stopped_at(NOW), app.app_context():
        everybody = people.make_all()
        alice, dora = everybody["alice"], everybody["dora"]
        for name in ("Le Quai", "Le Phare"):
            page = save(alice, Edit(name, "", 0, sheet=place(name=name))).page
            mandates.give(alice, page.uid, "charlie" if name == "Le Quai" else "dora", "2026-01-01")
        page = announce("Atelier", DAY, place="Le Quai", capacity=9)
        come(page, "bob")
        assert len(service.seen(people.make("charlie"), page)) == 1
        with pytest.raises(Refused):
            service.seen(dora, page)
        announce("Atelier", DAY, place="Le Phare", capacity=9)
        assert service.seen(dora, page) == []  # bob was told of the other place
        come(page, "charlie")
        assert len(service.seen(dora, page)) == 1
        with pytest.raises(Refused):
            service.mark(people.make("charlie"), page.uid, DAY, ())
        assert len(service.seen(alice, page)) == 2


def test_what_is_kept_of_a_member_is_given_to_them_and_erased(
    app: Flask, announce: Announce
) -> None:
    with clock.stopped_at(NOW), app.app_context():
        page = announce("Atelier", DAY, capacity=1)
        come(page, "bob")
        come(page, "charlie")
        bob = people.make("bob")
        (kept,) = data_of(bob)["events"]["registrations"]
        assert (kept["title"], kept["state"], kept["may_be_named"]) == ("Atelier", GOING, True)
        entries = reading().scalars(sa.select(Entry).where(Entry.action == "event_registered"))
        assert {one.actor_id for one in entries} == {None}
        member = bob.member_id or 0
        erase_member(people.make("alice"), member_of(member).uid)
        release_reading()
        assert [one.state for one in queries.all_of(page.id)] == [GOING]
        assert queries.of_member(page.id, member) == []


def test_a_member_registers_and_the_organiser_notes_who_came(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient], announce: Announce
) -> None:
    with clock.stopped_at(NOW):
        page = announce("Atelier", DAY, "## Le jardin", starts_at="18:00", capacity=2)
        path = f"/events/{page.uid}/registration"
        shown = client.get("/wiki/Atelier").text
        assert f'href="{path}"' in shown
        unfolded, _, whole = shown.replace("\u00a0", " ").partition('<details class="sheet-more"')
        after = whole.partition("</details>")[2]
        assert (unfolded + after).count("1 décembre 2026") == 1
        assert "Connectez-vous pour vous inscrire" in client.get(path).text
        assert people.post(client, path, day=DAY).status_code == 403
        charlie = sign_in("charlie")
        assert people.post(charlie, path, day="x", named="1").status_code == 422
        assert people.post(charlie, path, day=DAY, named="1").status_code == 303
        assert "Annuler mon inscription" in charlie.get(path).text
        assert charlie.get(f"/events/{page.uid}/registrations").status_code == 403
        assert people.post(charlie, f"{path}/cancel", day=DAY).status_code == 303
        people.post(charlie, path, day=DAY, named="1")
    with clock.stopped_at(datetime(2026, 12, 1, 19, tzinfo=UTC)):
        bob = sign_in("bob")
        assert people.post(bob, path, day=DAY).status_code == 409
        with app.app_context():
            look()
        assert f'href="{path}"' not in client.get("/wiki/Atelier").text
        listed = bob.get(f"/events/{page.uid}/registrations?day={DAY}").text
        assert "charlie" in listed
        with app.app_context():
            (row,) = queries.all_of(pages.get("Atelier").id)
        marked = f"/events/{page.uid}/registrations"
        people.post(bob, marked, day=DAY, present=row.uid)
        assert people.post(bob, marked).status_code == 422  # no day: nobody is marked absent
        table = bob.get(f"/events/{page.uid}/registrations.csv?day={DAY}").text
        assert table.splitlines()[1].startswith("charlie,2026-12-01,inscrit,2026-11-20,oui,oui")
        begun = f"/events/{page.uid}/minutes?day={DAY}"
        assert "- charlie" in unquote(bob.get(begun).location.replace("+", " "))
        assert "charlie" not in client.get(begun).location
