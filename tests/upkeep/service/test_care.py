"""A page that is to be read again, that is outdated, that was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.jobs import service as jobs
from wiki.jobs.models import Job
from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.members.queries import member
from wiki.members.service.personal import data_of, erase_member
from wiki.pages.models import Page
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save
from wiki.upkeep import rules
from wiki.upkeep.queries import care as queries
from wiki.upkeep.queries.lists import counts
from wiki.upkeep.service import care
from wiki.upkeep.service.care import Asked
from wiki.upkeep.service.day import begin

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SOON = Asked(rules.REREAD, "2026-12-01", "les horaires", "bob")
OLD = Asked(rules.OUTDATED, "2014-03-03", "La loi a changé.")


@pytest.fixture
def page(inside: Flask) -> Page:
    """A page of two versions."""
    alice = people.make("alice")
    people.make("bob")
    save(alice, Edit("Ouvrir", "À 9 h.\n", 0))
    return save(alice, Edit("Ouvrir", "À 8 h.\n", 1)).page


def _told() -> list[str]:
    release_reading()
    entry = sa.select(Entry.action).order_by(Entry.seq)
    return [one for one in reading().scalars(entry) if "mark" in one or "proof" in one]


def test_a_mark_is_set_changed_and_lifted_and_its_history_stays(page: Page) -> None:
    alice = people.make("alice")
    with clock.stopped_at(NOW):
        for _ in range(2):
            care.mark(alice, page.uid, SOON)
        care.mark(alice, page.uid, OLD)
        care.mark(alice, page.uid, SOON._replace(day="2027-01-01", reader=""))
        assert [(one.kind, one.day) for one in queries.running(page.id)] == [
            (rules.OUTDATED, "2014-03-03"),
            (rules.REREAD, "2027-01-01"),
        ]
        for _ in range(2):
            care.lift(people.make("charlie"), page.uid, rules.OUTDATED)
    past = [(one.day, one.reader, one.lifter) for one in queries.past(page.id)]
    assert past == [
        ("2027-01-01", "", ""),
        ("2014-03-03", "", "charlie"),
        ("2026-12-01", "bob", "alice"),
    ]
    told = ["page_marked_reread", "page_marked_outdated", "page_marked_reread"]
    assert _told() == [*told, "page_unmarked_outdated"]


def test_who_reads_a_page_says_which_version_and_it_waits_no_more(page: Page) -> None:
    charlie = people.make("charlie")
    with clock.stopped_at(NOW):
        care.say_read(charlie, page.uid, 1)
        care.say_read(charlie, page.uid, 1)
        care.mark(charlie, page.uid, SOON)
        assert counts()[rules.REREAD] == 1
        care.say_read(charlie, page.uid, 1)
    assert queries.running(page.id) == []
    assert [(one.number, one.by) for one in queries.reads(page.id)] == [(1, "charlie")] * 2
    assert _told() == ["page_proofread", "page_marked_reread", "page_proofread"]
    for number in (0, 3):
        with pytest.raises(Invalid, match="base_unknown"):
            care.say_read(charlie, page.uid, number)
    with pytest.raises(Refused):
        care.say_read(people.make("dora"), page.uid, 2)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked("exemplary", "2026-12-01"), "mark_kind"),
        (Asked(rules.REREAD, "demain"), "mark_day"),
        (Asked(rules.REREAD, "0001-01-01"), "mark_day"),
        (Asked(rules.REREAD, "2026-11-28"), "mark_day_past"),
        (Asked(rules.OUTDATED, "2026-11-29", "Tout."), "mark_day_to_come"),
        (Asked(rules.OUTDATED, "2026-11-28", " \x00 "), "mark_reason_missing"),
        (Asked(rules.OUTDATED, "2026-11-28", "x" * 301), "mark_reason_long"),
        (Asked(rules.REREAD, "2026-12-01", "", "personne"), "mark_reader"),
    ],
)
def test_refuses_what_says_nothing(page: Page, asked: Asked, code: str) -> None:
    with clock.stopped_at(NOW), pytest.raises(Invalid) as refused:
        care.mark(people.make("alice"), page.uid, asked)
    assert refused.value.code == code
    assert queries.past(page.id) == []


def test_refuses_to_lift_or_part_what_no_form_names(page: Page) -> None:
    alice = people.make("alice")
    with pytest.raises(Invalid, match="mark_kind"):
        care.lift(alice, page.uid, "\x00")
    with pytest.raises(Missing, match="member_unknown"):
        care.part_reviewer(alice, page.uid, "\x00")


def test_the_lists_go_on_by_day_and_leave_out_the_bin(inside: Flask) -> None:
    alice = people.make("alice")
    with clock.stopped_at(NOW):
        for number in (3, 1, 2, 4):
            made = save(alice, Edit(f"Page {number}", "Un.\n", 0)).page
            care.mark(alice, made.uid, SOON._replace(day=f"2026-12-0{number}", reader=""))
        delete(alice, made.uid)
    seen, after = list[str](), None
    while True:
        found, after = queries.marked(rules.REREAD, after, size=2)
        seen += [one.title for one in found]
        if after is None:
            break
    assert seen == ["Page 1", "Page 2", "Page 3"]
    assert counts()[rules.REREAD] == 3


def test_what_a_member_said_is_given_to_them_and_nobody_is_asked_under_no_name(page: Page) -> None:
    bob = people.make("bob")
    with clock.stopped_at(NOW):
        care.mark(bob, page.uid, SOON)
        care.say_read(bob, page.uid, 2)
        care.mark(bob, page.uid, SOON)
    said = data_of(bob)["upkeep"]
    assert [one["day"] for one in said["marks"]] == ["2026-12-01"] * 2
    assert [one["number"] for one in said["proofreadings"]] == [2]
    erase_member(people.make("alice"), member(bob.member_id or 0).uid)
    assert [one.reader for one in queries.running(page.id)] == [""]


def test_who_looks_after_a_page_sees_what_changed_since_they_read_it(page: Page) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    dora, charlie = people.make("dora"), people.make("charlie")
    for name in ("bob", "dora", "charlie") * 2:
        care.name_reviewer(alice, page.uid, name)
    care.name_reviewer(alice, page.uid, "")
    assert [one.name for one in queries.reviewers(page.id) if not one.is_asked] == ["alice"]
    assert [one.asker for one in queries.looked_after(bob.member_id).rows] == ["alice"]
    for _ in range(2):
        care.answer_review(bob, page.uid, accepts=True)
        care.answer_review(replace(dora, is_blocked=True), page.uid, accepts=False)
    with pytest.raises(Refused, match="blocked"):
        care.answer_review(replace(charlie, is_blocked=True), page.uid, accepts=True)
    care.name_reviewer(charlie, page.uid, "")  # naming oneself accepts
    with pytest.raises(Invalid, match="mark_reader"):
        care.name_reviewer(alice, page.uid, "personne")
    assert [(one.name, one.is_asked) for one in queries.reviewers(page.id)] == [
        ("bob", False),
        ("charlie", False),
        ("alice", False),
    ]
    (line,) = queries.looked_after(bob.member_id).rows
    assert (line.title, line.head, line.read, line.asker) == ("Ouvrir", 2, 0, None)
    care.say_read(bob, page.uid, 2)
    save(alice, Edit("Ouvrir", "À 7 h.\n", 2))
    (line,) = queries.looked_after(bob.member_id).rows
    assert (line.head, line.read) == (3, 2)
    assert [one["page"] for one in data_of(bob)["upkeep"]["reviewed"]] == ["Ouvrir"]
    for _ in range(2):
        for one in (alice, charlie):
            care.part_reviewer(bob, page.uid, member(one.member_id or 0).uid)
    erase_member(alice, member(bob.member_id or 0).uid)
    assert queries.reviewers(page.id) == []
    release_reading()
    actions = list(reading().scalars(sa.select(Entry.action).where(Entry.action.like("page_rev%"))))
    assert actions == [
        *["page_reviewer_asked"] * 3,
        "page_reviewer_taken",
        "page_reviewer_accepted",
        "page_reviewer_declined",
        "page_reviewer_taken",
        *["page_reviewer_parted"] * 2,
    ]


def _begin() -> None:
    with act() as session:
        session.execute(sa.delete(Job))
        begin()
    jobs.run_all()


def test_readers_are_told_at_once_and_when_the_day_comes(
    app: Flask,
    client: FlaskClient,
    write: Callable[..., Page],
    sign_in: Callable[[str], FlaskClient],
    ask: Callable[..., Any],
) -> None:
    write("Ouvrir", "À 9 h.\n")
    page = write("Ouvrir", "À 8 h.\n")
    bob, charlie = sign_in("bob"), sign_in("charlie")
    at = f"/upkeep/care/{page.uid}"
    assert at in charlie.get("/wiki/Ouvrir").text
    assert at not in client.get("/wiki/Ouvrir").text

    def shown(moment: datetime = NOW) -> str:
        with clock.stopped_at(moment):
            return str(client.get("/wiki/Ouvrir").text)

    def sent(to: str, **said: Any) -> int:
        with clock.stopped_at(NOW):
            return int(people.post(charlie, f"{at}/{to}", **said).status_code)

    with clock.stopped_at(NOW):
        ask(_begin)
        assert "2027-02-26" in bob.get(at).text
    assert sent("mark", **SOON._asdict()) == 303
    assert "À relire avant le" in shown()
    assert "les horaires" in client.get("/upkeep/to-reread").text
    assert "Page à relire" not in shown()
    later = NOW + timedelta(days=3)
    with clock.stopped_at(later):
        ask(jobs.run_all)
    assert "Page à relire" in shown(later)
    refused = people.post(charlie, f"{at}/mark", **OLD._replace(reason="")._asdict())
    assert refused.status_code == 422
    assert 'value="2014-03-03"' in refused.text
    assert "f-outdated-reason" in refused.text
    assert sent("mark", **OLD._asdict()) == 303
    assert "La loi a changé." in shown()
    assert "La loi a changé." in client.get("/upkeep/outdated").text
    assert sent("read", number="1") == 303
    assert "/wiki/Ouvrir/diff/1..2" in shown()
    assert sent("read", number="x") == 422
    assert sent("lift", kind=rules.OUTDATED) == 303
    assert sent("reviewers", reader="personne") == 422
    assert sent("reviewers") == 303
    assert "Qui veille sur cette page" in shown()
    assert "2 versions depuis" not in charlie.get("/upkeep/mine").text
    assert "une version depuis" in charlie.get("/upkeep/mine").text
    assert "La loi a changé." not in shown()
    assert "La loi a changé." in charlie.get(at).text
    write("Ouvrir", "À 7 h.\n")
    assert "/wiki/Ouvrir/diff/1..3" in shown()
    assert client.get(at).status_code == 403
