"""A burst that many watch: one letter each, whatever becomes of the worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time as clock_of_this_machine
from collections import Counter
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.mail.conftest import Server, set_server
from wiki.jobs import service as jobs
from wiki.jobs.rules import LEASE
from wiki.journal.queries import last_seq
from wiki.journal.service import Line, record_all
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, reading, release_reading, state
from wiki.members.models import Account, Member
from wiki.pages.models import Page
from wiki.pages.service.save import Edit, save
from wiki.watch.models import Follow, Notice, Wish
from wiki.watch.service.tell import look

WATCHERS, EDITS = 500, 1_000
REPO = Path(__file__).parents[3]
WORKER = """
from wiki.app import create_app
from wiki.jobs import service
app = create_app()
with app.app_context():
    service.run_all()
"""


def watched(page: Page) -> None:
    """Have many members with an address follow a page."""
    with act() as session:
        for number in range(WATCHERS):
            name, email = f"membre{number}", f"membre{number}@exemple.fr"
            member = Member(name=name, name_key=name, joined_at=clock.now())
            session.add(member)
            session.flush()
            session.add(
                Account(member_id=member.id, email=email, email_key=email, password_hash="-")
            )
            row = {"member_id": member.id, "kind": "page", "target": page.uid, "seq": last_seq()}
            insert_missing(Follow, row)


def test_a_burst_makes_one_letter_each_even_when_the_worker_is_killed(
    inside: Flask, server: Server, tmp_path: Path
) -> None:
    alice = people.make("alice")
    page = save(alice, Edit("Le Comptoir", "Un.\n", 0)).page
    watched(page)
    edited = Line(alice, "page_edited", "page", page.uid, {"title": page.title, "number": 1})
    with act():
        record_all([edited] * EDITS)
    look()
    look()
    release_reading()
    rows = reading().execute(sa.select(Notice.times, Notice.fresh)).all()
    assert Counter(tuple(row) for row in rows) == {(EDITS, EDITS): WATCHERS}
    with act() as session:  # tomorrow morning is now
        session.execute(sa.update(Wish).values(due_at=clock.now()))
    look()
    set_server(inside, server.port)
    environment = os.environ | {
        "WIKI_DATA_DIR": str(tmp_path),
        "WIKI_DATABASE_URL": state().options["WIKI_DATABASE_URL"],
        "WIKI_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        "WIKI_PUBLIC_URL": "https://wiki.exemple.fr",
    }
    killed = subprocess.Popen([sys.executable, "-c", WORKER], cwd=REPO, env=environment)
    deadline = clock_of_this_machine.monotonic() + 120
    while len(server.mailbox.messages) < 3 and clock_of_this_machine.monotonic() < deadline:
        clock_of_this_machine.sleep(0.005)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    release_reading()
    assert 3 <= len(server.mailbox.messages) < WATCHERS
    with clock.stopped_at(clock.now() + timedelta(seconds=LEASE.total_seconds() + 60)):
        jobs.run_all()
    sent = {one["Message-ID"]: one["To"] for one in server.mailbox.messages}
    to = Counter(sent.values())
    assert len(to) == WATCHERS
    assert set(to.values()) == {1}
    # The one that was on its way when the worker died may arrive again, under the same name.
    assert len(server.mailbox.messages) <= WATCHERS + 1
