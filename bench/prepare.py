"""Makes the wikis that are measured, once, and keeps them: a new schema upgrades them."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

from flask import Flask

from bench.data import Text, moment, pages
from wiki.app import create_app
from wiki.kernel import migrations
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM, Role
from wiki.members import queries as members
from wiki.members.service import people
from wiki.members.service.sign_ins import add_sign_in
from wiki.pages.service.past import PastRevision, record_histories

KEPT = Path(__file__).parents[1] / ".cache/bench"
#: Pages written in one transaction.
BATCH = 100


def application(data_dir: Path) -> Flask:
    """The wiki in a folder, as it is served: its own SQLite, no worker beside."""
    unpaced = {"WIKI_WORKER": False, "WIKI_SAVES_PER_MINUTE": 0}
    return create_app({"WIKI_DATA_DIR": str(data_dir)} | unpaced)


def wiki_of(size: int) -> Path:
    """A folder with a wiki of `size` pages, made if need be, as this code wants it."""
    written = Path(__file__).with_name("data.py").read_bytes()
    folder = KEPT / f"{size}-{hashlib.blake2s(written, digest_size=6).hexdigest()}"
    if (folder / "made.json").is_file():
        _upgrade(folder)
    else:
        shutil.rmtree(folder, ignore_errors=True)
        made = _make(folder, size)
        (folder / "made.json").write_text(json.dumps(made, indent=1), "utf-8")
    return folder


def _upgrade(folder: Path) -> None:
    app = application(folder)
    with app.app_context():
        database = app.extensions["wiki"].database
        if not migrations.is_current(database):
            migrations.upgrade(database)
    database.engine.dispose()


def _make(folder: Path, size: int) -> dict[str, Any]:
    app = application(folder)
    with app.app_context():
        state = app.extensions["wiki"]
        migrations.upgrade(state.database)
        session_key = _member()
        rates = _write(size)
        with state.database.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
    state.database.engine.dispose()
    return {"session": session_key, **rates}


def _member() -> str:
    """Alice, who is signed in; returns the key of her session."""
    with act() as session:
        member = people.add_member(session, "alice", Role.MEMBER)
        people.announce(member, SYSTEM, role="member")
    with act() as session:
        return add_sign_in(session, member.id)


def _write(size: int) -> dict[str, Any]:
    """Write the pages; says how many a second, for those with one revision."""
    texts, numbers = pages(size), count()
    alice = members.actor_of_member(members.members_named("alice")[0])
    titles: list[str] = []

    def history(text: Text) -> list[PastRevision]:
        return [
            PastRevision(alice, moment(next(numbers)), body, action="edited" if n else "created")
            for n, body in enumerate(text.bodies)
        ]

    for text in islice(texts, 2):
        record_histories(SYSTEM, {text.title: history(text)})
        titles.append(text.title)
    started, cpu = time.monotonic(), time.process_time()
    for batch in _batches(texts):
        record_histories(SYSTEM, {text.title: history(text) for text in batch})
        titles += [text.title for text in batch]
    return {
        "titles": titles,
        "per_second": size / (time.monotonic() - started),
        "per_cpu_second": size / (time.process_time() - cpu),
    }


def _batches(texts: Iterator[Text]) -> Iterator[list[Text]]:
    while batch := list(islice(texts, BATCH)):
        yield batch
