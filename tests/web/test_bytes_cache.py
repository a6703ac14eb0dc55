"""Bytes kept in memory, within a bound."""

from __future__ import annotations

from wiki.web.bytes_cache import BytesCache


def test_what_was_put_is_found() -> None:
    cache: BytesCache[bytes] = BytesCache(800)
    cache.put("a", b"x" * 10)
    assert cache.get("a") == b"x" * 10
    assert cache.get("b") is None


def test_the_least_recently_used_leaves_first() -> None:
    cache: BytesCache[bytes] = BytesCache(800)
    for name in "abcdefgh":
        cache.put(name, b"x" * 100)
    assert cache.get("a")
    cache.put("i", b"x" * 100)
    assert cache.get("b") is None
    assert cache.get("a")
    assert cache.size == 800


def test_the_size_is_that_of_what_is_kept() -> None:
    cache: BytesCache[bytes] = BytesCache(800)
    for length in (10, 100, 20):
        cache.put("a", b"x" * length)
    assert (cache.size, cache.get("a")) == (20, b"x" * 20)


def test_what_would_take_the_whole_room_is_not_kept() -> None:
    cache: BytesCache[bytes] = BytesCache(800)
    cache.put("a", b"x" * 101)
    assert cache.get("a") is None
    assert cache.size == 0
