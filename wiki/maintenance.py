"""Tending a whole wiki: make again what is derived, check what is true."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import migrations
from wiki.kernel.db import act, reading, state
from wiki.kernel.permissions import SYSTEM
from wiki.pages.models import Blame, Rendering
from wiki.pages.service import ready
from wiki.site.queries import SITE_STAMP
from wiki.site.service import touch


def rebuild() -> list[str]:
    """Make every derived table again from the truth; returns their names.

    Renderings and what is known of who wrote each word are caches: the first are marked stale, the
    second forgotten; both are made again when they are next read, the first by a job if it comes
    before.
    """
    tables: list[str] = []
    with act() as session:
        for subject in state().subjects:
            for deriver in subject.derivers:
                subject.load(deriver.rebuild)()
                tables += deriver.tables
        session.execute(sa.update(Rendering).values(is_stale=True, stamp=Rendering.stamp + 1))
        session.execute(sa.delete(Blame))
        ready.soon()
        touch(SITE_STAMP)
        record(SYSTEM, "rebuilt", "site", "site", tables=tables)
    return tables


def schema_is_old() -> str:
    """What to say of a database that is behind the code: the command to run."""
    command = "wiki upgrade" if state().is_standalone else "flask wiki upgrade"
    return f"La base n’est pas à jour : lancez « {command} »."


def problems() -> Iterable[str]:
    """What is wrong with the database, one sentence each, in French."""
    if not migrations.is_current(state().database):
        yield schema_is_old()
        return
    if state().database.is_sqlite:
        for (verdict,) in reading().execute(sa.text("PRAGMA quick_check")):
            if verdict != "ok":
                yield f"SQLite : {verdict}"
        for (table, parent), number in migrations.dangling(reading().connection()).items():
            yield f"SQLite : {number} lignes de {table} visent dans {parent} ce qui n’y est pas."
    for subject in state().subjects:
        if subject.checks:
            yield from subject.load(subject.checks)()
