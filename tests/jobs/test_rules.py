"""When a job is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from wiki.jobs.rules import MAX_ATTEMPTS, wait_before_retry, worded


def test_each_wait_is_twice_the_one_before() -> None:
    assert wait_before_retry(1, 0.5) == timedelta(seconds=30)
    assert wait_before_retry(2, 0.5) == timedelta(seconds=60)
    assert wait_before_retry(3, 0.5) == timedelta(seconds=120)


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_no_wait_is_longer_than_its_cap(chance: float) -> None:
    assert wait_before_retry(200, chance) <= timedelta(hours=7.5)


def test_chance_spreads_the_waits_by_a_quarter() -> None:
    assert wait_before_retry(1, 0.0) == timedelta(seconds=22.5)
    assert wait_before_retry(1, 1.0) == timedelta(seconds=37.5)


def test_a_job_is_tried_for_most_of_a_day_before_it_is_given_up() -> None:
    total = sum((wait_before_retry(n, 0.5) for n in range(1, MAX_ATTEMPTS)), timedelta())
    assert timedelta(hours=12) < total < timedelta(days=2)


def test_an_error_is_kept_short_with_its_type() -> None:
    assert worded(ValueError("too big")) == "ValueError: too big"
    assert len(worded(ValueError("x" * 10_000))) == 500
