"""The job that asks: a real server on this machine, let in for the test alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from tests import people
from tests.kernel.test_outbound import Heard, serving
from wiki.jobs import service as jobs
from wiki.jobs.cli import worker
from wiki.jobs.models import Job
from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.outbound import Door
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save
from wiki.upkeep.models import OutsideAddress, OutsideLink
from wiki.upkeep.outside import ALIVE, DEAD, FAILING, IGNORED, NEW, UNSURE
from wiki.upkeep.service import check
from wiki.upkeep.service.check import begin, check_again, check_due, ignore

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=11)


class Site:
    """Another site: what it answers, what it hears, and the addresses a page may give of it."""

    def __init__(self) -> None:
        self.statuses: dict[str, int] = {}
        self.headers: dict[str, str] = {}
        self.robots: tuple[int, bytes] = (404, b"")
        self.requests: Heard = []
        self.port = 0

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer as it was told."""
        if request.path == "/robots.txt":
            status, text = self.robots
            request.send_response(status)
            request.end_headers()
            request.wfile.write(text)
            return
        request.send_response(self.statuses.get(request.path, 200))
        for name, value in self.headers.items():
            request.send_header(name, value)
        request.end_headers()

    @property
    def heard(self) -> Heard:
        """What was asked of it, its `robots.txt` aside."""
        return [one for one in self.requests if one[1] != "/robots.txt"]

    @property
    def root(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/"


@pytest.fixture
def checking(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A wiki that checks its links, without a pause."""
    monkeypatch.setattr(check, "PAUSE", 0)
    app = make_app(WIKI_CHECK_LINKS=True, WIKI_PUBLIC_URL="https://wiki.exemple.fr")
    with app.app_context():
        yield app


@pytest.fixture
def site(checking: Flask) -> Iterator[Site]:
    """Another site, on this machine: the door of this wiki is open on its port alone."""
    made = Site()
    with serving(made.answer) as (port, heard):
        made.port, made.requests = port, heard
        agent = check._door().agent
        door = Door(agent, 5.0, frozenset({("127.0.0.1", port)}))
        checking.extensions["wiki"].kept["upkeep.door"] = door
        yield made


def lead_to(*addresses: str) -> Page:
    """A page of noon that leads to addresses, on ports of tests too."""
    with clock.stopped_at(NOON):
        page = save(people.make("alice"), Edit("Un", "Bonjour.\n", 0)).page
        rows = [{"page_id": page.id, "address": one} for one in addresses]
        known = [
            {"address": one, "host": one.split("/")[2], "found_at": NOON, "state": NEW}
            | {"next_check_at": NOON, "reason": "", "failures": 0}
            for one in addresses
        ]
        with act() as session:
            session.execute(sa.insert(OutsideLink), rows)
            session.execute(sa.insert(OutsideAddress), known)
            session.execute(sa.delete(Job))  # the page itself is made ready by another one
    return page


def one() -> OutsideAddress:
    """The one address that is known."""
    release_reading()
    return reading().scalars(sa.select(OutsideAddress)).one()


def run(at: datetime) -> int:
    """The job, at a moment: how many jobs were done."""
    release_reading()
    with clock.stopped_at(at):
        with act():
            begin()
        return jobs.run_all()


def queued() -> list[tuple[str, datetime]]:
    """What waits in the queue."""
    release_reading()
    return [(job.name, job.run_at) for job in reading().scalars(sa.select(Job))]


def test_what_a_site_keeps_from_programs_is_neither_asked_nor_judged(site: Site) -> None:
    site.robots = (200, b"User-agent: *\nDisallow: /\n")
    lead_to(site.root)
    run(LATER)
    known = one()
    assert (known.state, known.status, known.reason) == (UNSURE, None, "robots")
    assert [path for _, path, _ in site.requests] == ["/robots.txt"]


def test_what_a_site_asks_of_programs_is_read_once_a_day(site: Site) -> None:
    site.robots = (200, b"User-agent: wiki-tiers-lieux\nDisallow: /private\n")
    lead_to(site.root, f"{site.root}private")
    for minutes in range(3):
        run(LATER + timedelta(minutes=2 * minutes))
    assert [path for _, path, _ in site.requests] == ["/robots.txt", "/"]
    assert {known.state for known in reading().scalars(sa.select(OutsideAddress))} == {
        ALIVE,
        UNSURE,
    }


def test_a_link_that_answers_is_alive_for_a_month(site: Site) -> None:
    lead_to(site.root)
    assert run(LATER) == 1
    assert site.heard[0][0] == "HEAD"
    assert site.heard[0][2]["User-Agent"] == "wiki-tiers-lieux (links; +https://wiki.exemple.fr/)"
    known = one()
    assert (known.state, known.status, known.checked_at) == (ALIVE, 200, LATER)
    assert timedelta(days=29) < (known.next_check_at or NOON) - LATER < timedelta(days=38)
    assert queued() == [("upkeep.check", LATER + timedelta(hours=1))]
    assert run(LATER + timedelta(hours=1)) == 1
    assert len(site.heard) == 1


def test_a_link_dies_after_days_and_lives_again(site: Site) -> None:
    lead_to(site.root)
    site.statuses["/"] = 404
    now = LATER
    for expected in (FAILING, FAILING, FAILING, DEAD):
        run(now)
        assert (one().state, one().status) == (expected, 404)
        now = one().next_check_at or now
    assert one().failing_since == LATER
    site.statuses.clear()
    run(now)
    assert (one().state, one().failing_since, one().failures) == (ALIVE, None, 0)


def test_a_worker_that_starts_sets_it_going(site: Site) -> None:
    lead_to(site.root)
    done = CliRunner().invoke(worker, ["--once"])
    # The page is made ready; begin the days of sheets, events, censuses, charters, files, texts,
    # of marks and of what is followed.
    assert done.output == "Travaux faits : 11\n"
    assert one().state == ALIVE
    assert "upkeep.check" in [name for name, _ in queued()]


def test_a_worker_works_though_nothing_can_be_set_going(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "begin", lambda: 1 / 0)
    with app.app_context():
        done = CliRunner().invoke(worker, ["--once"])
    assert done.stdout == "Travaux faits : 0\n"


def test_one_address_of_a_host_in_a_run(site: Site) -> None:
    lead_to(*(f"{site.root}{n}" for n in range(3)))
    run(LATER)
    assert len(site.heard) == 1
    assert queued() == [("upkeep.check", LATER + timedelta(minutes=1))]
    run(LATER + timedelta(minutes=1))
    assert [path for _, path, _ in site.heard] == ["/0", "/1"]


def test_hosts_take_turns_however_many_links_lead_to_one(
    checking: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "RUN", 1e9)
    large, small = [f"grand{n}.fr" for n in range(12)], "petit.fr"
    lead_to(*(f"https://{host}/{n}" for host in large for n in range(6)), f"https://{small}/")
    with act():
        late = sa.update(OutsideAddress).where(OutsideAddress.host == small)
        reading().execute(late.values(next_check_at=LATER))
    asked: list[str] = []

    def visit(address: str) -> check.Outcome:
        asked.append(address.split("/")[2])
        return check.Outcome(ALIVE, 200)

    monkeypatch.setattr(check, "_visit", visit)
    for minute in range(4):
        run(LATER + timedelta(minutes=minute))
        assert len(asked) == 10 * (minute + 1)
        assert len(set(asked[-10:])) == 10  # each at most once a minute
        assert minute == 0 or small in asked
    assert all(asked.count(host) >= 2 for host in large)


def test_hosts_that_are_silent_do_not_keep_their_turn(
    checking: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, answers = [f"muet{n}.fr" for n in range(10)], "https://vif.fr/"
    lead_to(*(f"https://{host}/{n}" for host in silent for n in range(3)), answers)
    with act():
        late = sa.update(OutsideAddress).where(OutsideAddress.address == answers)
        reading().execute(late.values(next_check_at=LATER))
    cut = check.Outcome(FAILING, None, "unknown_host")
    alive = check.Outcome(ALIVE, 200)
    monkeypatch.setattr(check, "_visit", lambda url: alive if url == answers else cut)
    for minute in range(2):
        run(LATER + timedelta(minutes=minute))
    release_reading()
    states = dict(reading().execute(sa.select(OutsideAddress.address, OutsideAddress.state)).all())
    assert states.pop(answers) == ALIVE
    assert set(states.values()) == {NEW}


def test_a_host_that_is_busy_is_left_alone_with_all_its_addresses(site: Site) -> None:
    lead_to(*(f"{site.root}{n}" for n in range(3)))
    site.statuses["/0"], site.headers["Retry-After"] = 429, "7200"
    run(LATER)
    release_reading()
    found = reading().scalars(sa.select(OutsideAddress)).all()
    assert {known.next_check_at for known in found} == {LATER + timedelta(hours=2)}
    assert [known.state for known in found] == [UNSURE, NEW, NEW]
    run(LATER + timedelta(hours=1))
    assert len(site.heard) == 1


def test_what_is_inside_is_not_asked(site: Site) -> None:
    inside = "http://127.0.0.1/"
    lead_to(inside)
    run(LATER)
    assert (one().state, one().reason, site.heard) == (UNSURE, "inside", [])


def test_when_every_host_is_silent_our_own_line_is_cut(
    checking: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_to(*(f"https://hote{n}.exemple.fr/" for n in range(3)))
    silent = check.Outcome(FAILING, None, "unknown_host")
    monkeypatch.setattr(check, "_visit", lambda _: silent)
    run(LATER)
    release_reading()
    found = reading().scalars(sa.select(OutsideAddress)).all()
    assert {(known.state, known.failures) for known in found} == {(NEW, 0)}
    assert all((known.next_check_at or NOON) > LATER for known in found)


def test_a_host_that_is_silent_while_another_answers_fails(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = [f"https://hote{n}.exemple.fr/" for n in range(3)]
    lead_to(*hosts, site.root)
    real, silent = check._visit, check.Outcome(FAILING, None, "unknown_host")
    monkeypatch.setattr(check, "_visit", lambda url: silent if url in hosts else real(url))
    run(LATER)
    release_reading()
    found = reading().scalars(sa.select(OutsideAddress).order_by(OutsideAddress.id)).all()
    assert [known.state for known in found] == [FAILING, FAILING, FAILING, ALIVE]


def test_an_address_that_another_worker_has_is_not_asked(site: Site) -> None:
    lead_to(site.root)
    with clock.stopped_at(LATER):
        chosen = check._chosen()
        assert check._hold(chosen[0])
        assert not check._hold(chosen[0])
    run(LATER)
    assert site.heard == []


@pytest.mark.parametrize(
    "options",
    [
        {"WIKI_CHECK_LINKS": False, "WIKI_PUBLIC_URL": "https://wiki.exemple.fr"},
        {"WIKI_CHECK_LINKS": True, "WIKI_PUBLIC_URL": ""},
    ],
)
def test_a_wiki_that_does_not_check_asks_nobody(
    make_app: Callable[..., Flask], options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_visit", lambda _: pytest.fail("asked"))
    with make_app(**options).app_context():
        lead_to("https://exemple.fr/")
        with clock.stopped_at(LATER):
            with act():
                begin()
            assert queued() == []
            check_due()
            assert queued() == []
            with pytest.raises(Invalid, match="links_unchecked"):
                check_again(people.make("charlie"), one().id)


def test_an_address_is_asked_again_when_a_member_says_so(site: Site) -> None:
    lead_to(site.root)
    run(LATER)
    charlie = people.make("charlie")
    with clock.stopped_at(LATER + timedelta(minutes=1)):
        check_again(charlie, one().id)
    assert one().next_check_at == LATER + timedelta(minutes=5)
    assert run(LATER + timedelta(minutes=6)) == 1
    assert len(site.heard) == 2
    release_reading()
    entry = reading().scalars(sa.select(Entry).order_by(Entry.seq.desc())).first()
    assert entry is not None
    assert (entry.action, entry.detail) == ("link_checked_again", {"title": site.root})


def test_refuses_to_ask_sooner_a_host_that_wants_to_be_left_alone(site: Site) -> None:
    lead_to(site.root)
    site.statuses["/"], site.headers["Retry-After"] = 503, "7200"
    run(LATER)
    with clock.stopped_at(LATER + timedelta(hours=1)):
        check_again(people.make("charlie"), one().id)
    assert one().next_check_at == LATER + timedelta(hours=2)


def test_an_address_that_is_left_alone_is_asked_no_more(site: Site) -> None:
    lead_to(site.root)
    bob = people.make("bob")
    for _ in range(2):
        ignore(bob, one().id, True)
    assert (one().state, one().next_check_at, one().ignored_by_id) == (IGNORED, None, bob.member_id)
    run(LATER)
    assert site.heard == []
    with pytest.raises(Invalid, match="address_ignored"):
        check_again(bob, one().id)
    ignore(bob, one().id, False)
    run(clock.now())
    assert one().state == ALIVE


def test_refuses_those_who_may_not(site: Site) -> None:
    lead_to(site.root)
    with pytest.raises(Refused):
        check_again(people.make("dora"), one().id)
    with pytest.raises(Refused):
        ignore(people.make("charlie"), one().id, True)
    with pytest.raises(Missing):
        ignore(people.make("bob"), 999, True)
    assert one().state == NEW
