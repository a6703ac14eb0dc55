"""Queuing work, and doing it. What the queue does to itself has no line in the journal."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from wiki.jobs import queries
from wiki.jobs.models import Job
from wiki.jobs.rules import LEASE, MAX_ATTEMPTS, wait_before_retry, worded
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, after_commit, find, reading, state, table_of, write
from wiki.kernel.errors import Missing
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy

log = logging.getLogger(__name__)


def enqueue(
    name: str,
    payload: Mapping[str, Any],
    *,
    run_at: datetime | None = None,
    dedupe_key: str | None = None,
) -> Job:
    """Queue work inside the current act: it exists if, and once, the act is committed.

    `payload` is JSON; the handler of `name` is called with it, by name, at least once. While a job
    of the same `dedupe_key` waits, that one is kept, with the newer payload and the earlier moment.
    """
    session = reading()
    values = {"name": name, "payload": dict(payload), "run_at": run_at or clock.now()}
    after_commit(wake_up().set)
    if dedupe_key is None:
        job = Job(**values)
        session.add(job)
        session.flush()
        return job
    keep_one = _keep_one(state().database.is_sqlite)
    write(keep_one, {**values, "dedupe_key": dedupe_key})
    return find(Job, _WAITING, dedupe_key=dedupe_key)  # type: ignore[return-value]


_WAITING = sa.select(*table_of(Job).columns).where(Job.dedupe_key == sa.bindparam("dedupe_key"))


@cache
def _keep_one(is_sqlite: bool) -> Any:
    """A job to insert, or to put in place of the one of its key that waits."""
    names = ("name", "payload", "run_at", "dedupe_key")
    given: dict[str, Any] = {name: sa.bindparam(name) for name in names}
    insert = (
        (sqlite if is_sqlite else postgresql)
        .insert(table_of(Job))
        .values(**given, attempts=0, last_error="", failed_at=None)
    )
    new = insert.excluded
    # An update, even of nothing, holds the row until this act commits: a worker that took it
    # before would run without seeing what this act wrote.
    earlier = sa.case((new.run_at < Job.run_at, new.run_at), else_=Job.run_at)
    changed = {"payload": new.payload, "run_at": earlier}
    return insert.on_conflict_do_update(index_elements=["dedupe_key"], set_=changed)


def wake_up() -> threading.Event:
    """Set when there may be work: a worker of this process waits for it."""
    return state().keep("jobs.wake_up", threading.Event)  # type: ignore[no-any-return]


def begin() -> None:
    """A worker starts: each subject queues what goes on by itself."""
    starting = [one for one in state().subjects if one.starts]
    with act():
        for subject in starting:
            subject.load(str(subject.starts))()


def take(names: Collection[str] | None = None) -> Job | None:
    """Take the next job that is due, for `LEASE`; None when there is none.

    Two workers never get the same one; a job whose worker died comes back after its lease.
    """
    known = queries.handlers().keys() if names is None else names
    if not queries.has_due(known):
        return None
    with act() as session:
        query = queries.due(known).limit(1).with_for_update(skip_locked=True)
        job = session.scalar(query)
        if job is not None:
            _lease(job)
    if job is not None and job.failed_at is not None:
        return take(names)
    return job


def _lease(job: Job) -> None:
    if job.attempts >= MAX_ATTEMPTS:  # its workers died, one after the other
        job.failed_at, job.last_error = clock.now(), job.last_error or "interrupted"
        return
    job.lease_until = clock.now() + LEASE
    job.attempts += 1
    job.dedupe_key = None


def done(job: Job) -> None:
    """Forget a job that was done. Does nothing if another worker has taken it over meanwhile."""
    with act() as session:
        session.execute(sa.delete(Job).where(*_still_ours(job)))


def failed(job: Job, error: BaseException) -> None:
    """Put a job back for later, or give it up after `MAX_ATTEMPTS`; the error is kept."""
    now = clock.now()
    changed: dict[str, Any] = {"last_error": worded(error), "lease_until": None}
    if job.attempts >= MAX_ATTEMPTS:
        changed["failed_at"] = now
    else:
        chance = random.random()  # noqa: S311 - spreads retries, protects nothing
        changed["run_at"] = now + wait_before_retry(job.attempts, chance)
    with act() as session:
        session.execute(sa.update(Job).where(*_still_ours(job)).values(changed))


def _still_ours(job: Job) -> tuple[sa.ColumnElement[bool], ...]:
    return (Job.id == job.id, Job.attempts == job.attempts, Job.failed_at.is_(None))


def run_one(names: Collection[str] | None = None) -> bool:
    """Take one job and do it. Returns whether there was one."""
    job = take(names)
    if job is None:
        return False
    try:
        queries.handlers()[job.name](**job.payload)
    except Exception as error:
        log.exception("Job %s (%s) failed, attempt %s.", job.name, job.id, job.attempts)
        failed(job, error)
    else:
        done(job)
    return True


def run_all() -> int:
    """Do everything that is due; returns how many jobs that was."""
    number = 0
    while run_one():
        number += 1
    return number


def retry(actor: Actor, job_id: int) -> None:
    """Try a job again now, one that was given up too. Raises `Missing`."""
    with act() as session:
        require(actor, May.MANAGE_SITE, policy())
        job = session.get(Job, job_id, with_for_update=True)
        if job is None:
            raise Missing("job_missing")
        job.failed_at, job.lease_until = None, None
        job.attempts, job.run_at = 0, clock.now()
        after_commit(wake_up().set)
        record(actor, "job_retried", "job", str(job_id), name=job.name)


def drop(actor: Actor, job_id: int) -> None:
    """Forget a job that will not be done. Raises `Missing`."""
    with act() as session:
        require(actor, May.MANAGE_SITE, policy())
        job = session.get(Job, job_id, with_for_update=True)
        if job is None:
            raise Missing("job_missing")
        session.delete(job)
        record(actor, "job_dropped", "job", str(job_id), name=job.name)
