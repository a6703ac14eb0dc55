"""The writer: what the database does not take is told to nobody, and is taken when sent again."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM
from wiki.live.models import LiveDoc
from wiki.live.service import log
from wiki.live.service.text import Push, SharedText
from wiki.live.service.writer import Check, Join, Outcome, Refresh, Writer
from wiki.ot.change_set import text_of
from wiki.ot.from_diff import from_diff
from wiki.pages.queries.pages import get
from wiki.pages.service.save import Edit, save


class Desk:
    """A writer with a text open, and what it tells."""

    def __init__(self, app: Flask) -> None:
        save(SYSTEM, Edit(title="Atelier", body="Un.\n", base=0))
        self.opened = log.opened("page", get("Atelier").uid)
        self.doc_id = self.opened.head.doc_id
        self.told: queue.Queue[Sequence[Outcome]] = queue.Queue()
        self.refused: queue.Queue[str] = queue.Queue()
        self.writer = Writer(app.extensions["wiki"].database, "essai", self.told.put)
        self.writer.start()

    def join(self, epoch: int | None = None, v: int | None = None) -> str:
        """Open the text; the beginning of the message that gives it."""
        given: queue.Queue[str] = queue.Queue()
        text = SharedText.load(log.by_id(self.doc_id), self.log())
        greet = Join(self.doc_id, 1, lambda _epoch, message: given.put(message), text, epoch, v)
        self.writer.commands.put(greet)
        return given.get(timeout=20)

    def log(self) -> list[Any]:
        """All changes."""
        return log.changes_between(self.doc_id, 0, 10**6)

    def push(self, v: int, before: str, after: str, cid: int = 1, client: str = "fenetre1") -> None:
        """Send a change."""
        changes = from_diff(before, after)
        updates = [(cid, changes.to_json())]
        refuse = self.refused.put
        push = Push(self.doc_id, 1, client, v, changes.length, updates, None, 1, refuse)
        self.writer.commands.put(push)

    def hear(self) -> Outcome:
        """The next thing that is told."""
        return self.told.get(timeout=20)[0]

    def wait(self) -> None:
        """Until everything that was asked is done."""
        done = threading.Event()
        self.writer.commands.put(done)
        assert done.wait(20)


@pytest.fixture
def desk(inside: Flask) -> Iterator[Desk]:
    """A writer of its own."""
    made = Desk(inside)
    yield made
    made.writer.stop()


def test_what_cannot_be_kept_is_told_to_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.join()
    write = desk.writer.lane.write

    def full(statement: sa.Executable, *rows: Any) -> int:
        done = write(statement, *rows)
        if statement is log.INSERT:
            raise OSError("disk full")
        return done

    with monkeypatch.context() as patch:
        patch.setattr(desk.writer.lane, "write", full)
        desk.push(0, "Un.\n", "Un, deux.\n")
        outcome = desk.hear()
        assert (outcome.failed, outcome.updates) == (True, [])
    assert "disk full" in caplog.text
    assert log.text_at(desk.doc_id) == "Un.\n"
    assert desk.join(1, 0).startswith('{"resume":1,"u":[],')
    desk.push(0, "Un.\n", "Un, deux.\n")
    assert desk.hear().updates == ['["fenetre1",1,1,[2,[0,", deux"],2]]']
    desk.push(0, "Un.\n", "Un, deux.\n")  # an answer was lost
    desk.wait()
    assert (log.text_at(desk.doc_id), desk.told.qsize()) == ("Un, deux.\n", 0)
    assert desk.join(1, 0).startswith('{"resume":1,"u":[["fenetre1",1,0,')


def test_what_an_act_adds_comes_first(desk: Desk) -> None:
    desk.join()
    with act():
        held = log.known("page", get("Atelier").uid, locked=True)
        assert held is not None
        log.append(held.head, from_diff("Un.\n", "Zéro.\nUn.\n"), member_id=None)
    desk.push(0, "Un.\n", "Un.\nDeux.\n")
    told = [one for one in desk.told.get(timeout=20) if one.updates]
    assert [(one.first, len(one.updates)) for one in told] == [(1, 1), (2, 1)]
    assert log.text_at(desk.doc_id) == "Zéro.\nUn.\nDeux.\n"
    desk.push(9, "", "x", 2)
    assert desk.refused.get(timeout=20) == "version"


def test_a_text_that_starts_anew_is_given_whole(desk: Desk) -> None:
    desk.join()
    with act() as session:
        found = session.get_one(LiveDoc, desk.doc_id)
        found.epoch, found.base_text = 2, "Tout autre.\n"
    desk.writer.commands.put(Refresh(desk.doc_id, ['{"base":2}']))
    outcome, told = desk.told.get(timeout=20)
    assert outcome.restarted is not None
    assert outcome.restarted[0] == 2
    assert outcome.restarted[1].startswith('{"init":"Tout autre.\\n"')
    assert told.told == ['{"base":2}']
    desk.push(0, "Un.\n", "Un, deux.\n")
    assert desk.refused.get(timeout=20) == "version"


def test_a_window_that_came_apart_is_told_so(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.join()
    apart: queue.Queue[bool] = queue.Queue()
    desk.writer.commands.put(Check(desk.doc_id, 0, 12, lambda: apart.put(True)))
    assert apart.get(timeout=20)
    assert "did not have version 0" in caplog.text
    assert text_of(desk.writer.texts[desk.doc_id].text) == "Un.\n"
