"""The present moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from wiki.kernel import clock


def test_it_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_it_is_held_and_let_go() -> None:
    noon = datetime(2012, 10, 8, 14, tzinfo=timezone(timedelta(hours=2)))
    with clock.stopped_at(noon):
        assert clock.now() == noon
        assert clock.now().utcoffset() == timedelta()
        with clock.stopped_at(noon + timedelta(days=1)):
            assert clock.now().day == 9
        assert clock.now() == noon
    assert clock.now().year > 2012


def test_it_is_let_go_when_something_is_raised() -> None:
    def fail() -> None:
        with clock.stopped_at(datetime(2012, 1, 1, tzinfo=UTC)):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert clock.now().year > 2012


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2012, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="needs a time zone"), clock.stopped_at(naive):
        pass
