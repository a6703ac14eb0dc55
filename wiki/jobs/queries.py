"""Looking at the queue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import sqlalchemy as sa

from wiki.jobs.models import Job
from wiki.kernel import clock
from wiki.kernel.db import reading, state


def handlers() -> dict[str, Callable[..., None]]:
    """Every job the subjects of this wiki declare, by name: called with the payload, by name."""

    def load() -> dict[str, Callable[..., None]]:
        return {
            name: subject.load(work.does)
            for subject in state().subjects
            for name, work in subject.jobs.items()
        }

    return state().keep("jobs.handlers", load)  # type: ignore[no-any-return]


def labels() -> dict[str, str]:
    """What people call the jobs, by name."""
    return {name: work.label for one in state().subjects for name, work in one.jobs.items()}


def due(names: Collection[str]) -> sa.Select[Job]:
    """The jobs to do now, those asked for first first: nobody holds them, or no longer."""
    now = clock.now()
    free = sa.or_(Job.lease_until.is_(None), Job.lease_until < now)
    query = sa.select(Job).where(Job.failed_at.is_(None), Job.run_at <= now, free)
    return query.where(Job.name.in_(sorted(names))).order_by(Job.run_at, Job.id)


def has_due(names: Collection[str]) -> bool:
    """Whether there is something to do: asked without the right to write."""
    return reading().scalar(due(names).with_only_columns(Job.id).limit(1)) is not None


def waits(name: str) -> bool:
    """Whether a job of this name is in the queue, and not given up."""
    query = sa.select(Job.id).where(Job.name == name, Job.failed_at.is_(None))
    return reading().scalar(query.limit(1)) is not None


def waiting(limit: int = 200) -> Sequence[Job]:
    """The jobs still in the queue, given up first, then by the moment they are due."""
    query = sa.select(Job).order_by(Job.failed_at.is_(None), Job.run_at, Job.id)
    return reading().scalars(query.limit(limit)).all()


def given_up() -> int:
    """How many were given up, and wait for somebody."""
    return reading().scalar(sa.select(sa.func.count(Job.failed_at))) or 0


def problems() -> Iterator[str]:
    """What `wiki check` says of the queue."""
    if number := given_up():
        yield f"Travaux abandonnés, à voir dans l’administration : {number}."
