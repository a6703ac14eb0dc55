"""The queue of jobs, on both engines."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from wiki.jobs import queries, service
from wiki.jobs.models import Job
from wiki.jobs.rules import LEASE, MAX_ATTEMPTS
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import SYSTEM, VISITOR

Handlers = dict[str, Callable[..., None]]
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def remembering(seen: list[Any]) -> Callable[..., None]:
    """A handler that keeps what it was called with."""

    def handle(**payload: object) -> None:
        seen.extend(payload.values())

    return handle


def jobs() -> list[Job]:
    """What is in the queue now."""
    release_reading()
    return list(reading().scalars(sa.select(Job).order_by(Job.id)))


def queue(name: str = "greet", **how: object) -> None:
    """An act that does nothing but queue one job."""
    with act():
        service.enqueue(name, {"who": "alice"}, **how)  # type: ignore[arg-type]


def test_a_job_is_done_with_its_payload_then_forgotten(app: Flask, handlers: Handlers) -> None:
    seen: list[str] = []
    handlers["greet"] = remembering(seen)
    queue()
    assert service.run_all() == 1
    assert seen == ["alice"]
    assert jobs() == []


def test_a_job_of_an_act_that_is_undone_never_was(app: Flask, handlers: Handlers) -> None:
    handlers["greet"] = lambda who: None

    def undone() -> None:
        with act():
            service.enqueue("greet", {"who": "alice"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert jobs() == []
    assert not service.wake_up().is_set()


def test_the_worker_of_the_process_is_woken_after_the_commit(
    app: Flask, handlers: Handlers
) -> None:
    with act():
        service.enqueue("greet", {"who": "alice"})
        assert not service.wake_up().is_set()
    assert service.wake_up().is_set()


def test_two_jobs_of_one_key_are_one_with_the_newer_payload_and_the_earlier_moment(
    app: Flask, handlers: Handlers
) -> None:
    with act():
        service.enqueue("greet", {"who": "alice"}, run_at=NOON, dedupe_key="k")
    with act():
        later = NOON + timedelta(hours=1)
        kept = service.enqueue("greet", {"who": "bob"}, run_at=later, dedupe_key="k")
        assert kept.payload == {"who": "bob"}
    (job,) = jobs()
    assert job.run_at == NOON


def test_what_is_asked_while_a_job_of_its_key_runs_is_another_job(
    app: Flask, handlers: Handlers
) -> None:
    handlers["greet"] = lambda who: None
    queue(dedupe_key="k")
    taken = service.take()
    queue(dedupe_key="k")
    assert len(jobs()) == 2
    assert taken is not None
    service.done(taken)
    assert len(jobs()) == 1


def test_a_job_waits_for_its_moment(app: Flask, handlers: Handlers) -> None:
    handlers["greet"] = lambda who: None
    queue(run_at=clock.now() + timedelta(hours=1))
    assert service.take() is None
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        assert service.take() is not None


def test_a_taken_job_is_nobody_elses_until_its_lease_ends(app: Flask, handlers: Handlers) -> None:
    handlers["greet"] = lambda who: None
    queue()
    now = clock.now()
    assert service.take() is not None
    assert service.take() is None
    with clock.stopped_at(now + LEASE + timedelta(seconds=5)):
        again = service.take()
    assert again is not None
    assert again.attempts == 2


def test_a_worker_that_lost_its_lease_changes_nothing(app: Flask, handlers: Handlers) -> None:
    handlers["greet"] = lambda who: None
    queue()
    slow = service.take()
    with clock.stopped_at(clock.now() + 2 * LEASE):
        service.take()
    assert slow is not None
    service.done(slow)
    service.failed(slow, ValueError("late"))
    (job,) = jobs()
    assert (job.attempts, job.last_error) == (2, "")


def test_a_failed_job_comes_back_later_with_its_error(app: Flask, handlers: Handlers) -> None:
    def fail(who: str) -> None:
        raise ValueError(f"no {who}")

    handlers["greet"] = fail
    queue()
    now = clock.now()
    assert service.run_all() == 1
    (job,) = jobs()
    assert job.last_error == "ValueError: no alice"
    assert job.failed_at is None
    assert timedelta(seconds=20) < job.run_at - now < timedelta(seconds=60)


def test_a_job_that_always_fails_is_given_up_and_shown(app: Flask, handlers: Handlers) -> None:
    def fail(who: str) -> None:
        raise ValueError(who)

    handlers["greet"] = fail
    queue()
    moment = clock.now()
    for _ in range(MAX_ATTEMPTS + 3):
        with clock.stopped_at(moment):
            service.run_one()
        moment += timedelta(hours=8)
    (job,) = jobs()
    assert job.attempts == MAX_ATTEMPTS
    assert job.failed_at is not None
    assert list(queries.problems()) == ["Travaux abandonnés, à voir dans l’administration : 1."]
    assert [shown.id for shown in queries.waiting()] == [job.id]
    assert queries.given_up() == 1


def test_a_job_that_kills_its_workers_is_given_up(app: Flask, handlers: Handlers) -> None:
    handlers["greet"] = lambda who: None
    queue()
    moment = clock.now()
    for _ in range(MAX_ATTEMPTS):
        with clock.stopped_at(moment):
            assert service.take() is not None
        moment += 2 * LEASE
    with clock.stopped_at(moment):
        assert service.take() is None
    (job,) = jobs()
    assert job.last_error == "interrupted"


def test_jobs_nobody_declares_stay(app: Flask, handlers: Handlers) -> None:
    queue("unknown")
    assert service.run_all() == 0
    assert len(jobs()) == 1


def test_many_workers_do_each_job_once(app: Flask, handlers: Handlers) -> None:
    seen: list[int] = []
    handlers["count"] = remembering(seen)
    with act():
        for n in range(40):
            service.enqueue("count", {"n": n})

    def work() -> None:
        with app.app_context():
            service.run_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(40))
    assert jobs() == []


def test_an_administrator_tries_a_job_again(app: Flask, handlers: Handlers) -> None:
    done: list[str] = []
    handlers["greet"] = remembering(done)
    with act():
        job = service.enqueue("greet", {"who": "alice"})
        job.failed_at, job.attempts = clock.now(), MAX_ATTEMPTS
        number = job.id
    service.retry(SYSTEM, number)
    service.run_all()
    assert done == ["alice"]
    with pytest.raises(Missing, match="job_missing"):
        service.retry(SYSTEM, number)


def test_an_administrator_drops_a_job(app: Flask, handlers: Handlers) -> None:
    queue()
    service.drop(SYSTEM, jobs()[0].id)
    assert jobs() == []
    with pytest.raises(Missing, match="job_missing"):
        service.drop(SYSTEM, 1)


def test_a_visitor_may_neither_retry_nor_drop(app: Flask, handlers: Handlers) -> None:
    queue()
    number = jobs()[0].id
    with pytest.raises(Refused, match="sign_in_first"):
        service.retry(VISITOR, number)
    with pytest.raises(Refused, match="sign_in_first"):
        service.drop(VISITOR, number)
