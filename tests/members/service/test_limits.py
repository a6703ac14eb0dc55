"""Limits: counted in the database, over the time before now."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.members.conftest import NOON
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import TooOften
from wiki.members.models import Attempt
from wiki.members.service.limits import Limit, bucket, give_back, is_spent, take, take_inside

pytestmark = pytest.mark.usefixtures("inside")
LIMIT = Limit(bucket("essai", "alice"), 2, timedelta(minutes=1))


def count() -> int:
    return reading().scalar(sa.select(sa.func.count()).select_from(Attempt)) or 0


def test_the_third_of_two_is_refused_until_time_has_passed() -> None:
    with clock.stopped_at(NOON):
        take(LIMIT)
    with clock.stopped_at(NOON + timedelta(seconds=30)):
        take(LIMIT)
        assert is_spent(LIMIT)
        with pytest.raises(TooOften) as caught:
            take(LIMIT)
        assert (caught.value.status, caught.value.params) == (429, {"minutes": 1, "limit": 2})
    with clock.stopped_at(NOON + timedelta(seconds=61)):
        take(LIMIT)


def test_what_is_refused_is_not_counted() -> None:
    for _ in range(2):
        take(LIMIT)
    other = Limit(bucket("essai", "bob"), 5, timedelta(minutes=1))
    with pytest.raises(TooOften):
        take(other, LIMIT)
    assert count() == 2


def test_buckets_do_not_meet() -> None:
    assert bucket("a", "b", "c") != bucket("a", "bc")
    assert "alice" not in bucket("essai", "alice")


def test_tries_are_given_back() -> None:
    take(LIMIT)
    with act() as session:
        give_back(session, LIMIT.bucket)
    assert count() == 0


def test_inside_an_act_that_fails_nothing_is_counted() -> None:
    def failing() -> None:
        with act() as session:
            take_inside(session, LIMIT)
            raise ValueError("undone")

    with pytest.raises(ValueError, match="undone"):
        failing()
    assert count() == 0


def test_old_tries_are_forgotten(inside: Flask) -> None:
    with clock.stopped_at(NOON):
        take(LIMIT)
    with clock.stopped_at(NOON + timedelta(days=2)):
        take(LIMIT)
    assert count() == 1
