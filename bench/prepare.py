"""Makes the wikis that are measured, once, and keeps them: a new schema upgrades them."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from bench import data, short
from bench.data import Text, moment
from wiki.app import create_app
from wiki.jobs.models import Job
from wiki.jobs.service import begin, run_all
from wiki.kernel import clock, migrations
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM, Actor, Role
from wiki.members import queries as members
from wiki.members.service import people
from wiki.members.service.sign_ins import add_sign_in
from wiki.pages.models import Rendering
from wiki.pages.service.past import PastRevision, record_histories

KEPT = Path(__file__).parents[1] / ".cache/bench"


@dataclass(frozen=True)
class Kind:
    """A kind of wiki. It is made again when `source`, which says what is in it, changes.

    The first `aside` pages have long histories, and do not count in the speed of the others.
    """

    source: str
    pages: Callable[[int], Iterator[Text]]
    aside: int
    #: Pages written in one transaction.
    batch: int
    authors: tuple[str, ...]
    #: Whether a worker has made every page ready before it is measured.
    is_ready: bool
    #: What people do once the pages are there.
    live: Callable[[Mapping[str, Actor], Sequence[str]], None] | None = None


MIDDLING = Kind("data.py", data.pages, aside=2, batch=100, authors=("alice",), is_ready=True)
SHORT = Kind(
    "short.py",
    short.pages,
    aside=1,
    batch=500,
    authors=("alice", "bob", "charlie"),
    is_ready=False,
    live=short.live,
)


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy to write in: what is kept stays as it was made."""
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as scratch:
        copy = Path(scratch) / "wiki"
        shutil.copytree(folder, copy)
        yield copy


def application(data_dir: Path) -> Flask:
    """The wiki in a folder, as it is served: its own SQLite, no worker beside."""
    unpaced = {"WIKI_WORKER": False, "WIKI_SAVES_PER_MINUTE": 0}
    return create_app({"WIKI_DATA_DIR": str(data_dir)} | unpaced)


def wiki_of(size: int, kind: Kind = MIDDLING) -> Path:
    """A folder with a wiki of `size` pages, made if need be, as this code wants it."""
    written = Path(__file__).with_name(kind.source).read_bytes()
    folder = KEPT / f"{size}-{hashlib.blake2s(written, digest_size=6).hexdigest()}"
    if (folder / "made.json").is_file():
        _upgrade(folder)
    else:
        shutil.rmtree(folder, ignore_errors=True)
        made = make(folder, size, kind)
        (folder / "made.json").write_text(json.dumps(made, indent=1), "utf-8")
    if kind.is_ready:
        _work(folder)
    return folder


def _work(folder: Path) -> None:
    """Let a worker do what waits, and note what it took when it was all the pages."""
    app = application(folder)
    with app.app_context():
        begin()
        with act() as session:
            awaited = session.scalar(_AWAITED) or 0
            session.execute(sa.update(Job).values(run_at=clock.now()))
        cpu = time.process_time()
        run_all()
        spent = time.process_time() - cpu
    app.extensions["wiki"].database.engine.dispose()
    path = folder / "made.json"
    made = json.loads(path.read_text("utf-8"))
    if awaited >= len(made["titles"]):
        path.write_text(json.dumps(made | {"ready_ms": spent * 1000 / awaited}, indent=1), "utf-8")


_AWAITED = (
    sa.select(sa.func.count()).select_from(Rendering).where(Rendering.ready != Rendering.stamp)
)


def _upgrade(folder: Path) -> None:
    app = application(folder)
    with app.app_context():
        database = app.extensions["wiki"].database
        if not migrations.is_current(database):
            migrations.upgrade(database)
    database.engine.dispose()


def make(folder: Path, size: int, kind: Kind) -> dict[str, Any]:
    """Make a wiki of `size` pages in a folder; says what is in it, and how fast it was written."""
    app = application(folder)
    with app.app_context():
        state = app.extensions["wiki"]
        migrations.upgrade(state.database)
        actors = {name: member(name) for name in kind.authors}
        with act() as session:
            session_key = add_sign_in(session, actors["alice"].member_id or 0)
        made = _write(size, kind, list(actors.values()))
        if kind.live:
            kind.live(actors, made["titles"])
        uids = {name: members.members_named(name)[0].uid for name in kind.authors}
    state.database.engine.dispose()
    return {"session": session_key, "people": uids, **made}


def member(name: str) -> Actor:
    with act() as session:
        member = people.add_member(session, name, Role.MEMBER)
        people.announce(member, SYSTEM, role="member")
    return members.actor_of_member(members.members_named(name)[0])


def _write(size: int, kind: Kind, authors: Sequence[Actor]) -> dict[str, Any]:
    """Write the pages; says how many a second, those set aside left out."""
    texts, numbers, author = kind.pages(size), count(), cycle(authors)
    titles: list[str] = []

    def history(text: Text) -> list[PastRevision]:
        return [
            PastRevision(next(author), moment(next(numbers)), body, action=_action(text, n))
            for n, body in enumerate(text.bodies)
        ]

    def write(some: Sequence[Text]) -> None:
        record_histories(SYSTEM, {text.title: history(text) for text in some})
        titles.extend(text.title for text in some)

    for text in islice(texts, kind.aside):
        write([text])
    started, cpu = time.monotonic(), time.process_time()
    while some := list(islice(texts, kind.batch)):
        write(some)
    return {
        "titles": titles,
        "per_second": size / (time.monotonic() - started),
        "per_cpu_second": size / (time.process_time() - cpu),
    }


def _action(text: Text, number: int) -> str:
    """What made a revision: one that says again what the last but one said took the last back."""
    if number > 1 and text.bodies[number] == text.bodies[number - 2]:
        return "undone"
    return "edited" if number else "created"
