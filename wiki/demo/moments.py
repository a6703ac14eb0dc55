"""When each part of the demonstration happens: the parts are loaded together, the oldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from wiki.kernel import clock


class Moment(NamedTuple):
    """Something done so many days ago; it stops the clock by itself."""

    days: float
    act: Callable[[], object]


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """The oldest first; those of one day in the order in which they are given."""
    return sorted(moments, key=lambda moment: -moment.days)


@contextmanager
def ago(days: float) -> Iterator[None]:
    """The clock stands at so many days ago."""
    with clock.stopped_at(clock.now() - timedelta(days=days)):
        yield
