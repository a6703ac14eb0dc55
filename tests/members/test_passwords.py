"""Hashing: Argon2id, and the same time for nobody's password."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from wiki.members.passwords import hash_password, is_outdated, is_password


def test_a_password_is_found_again() -> None:
    kept = hash_password("cheval agrafe")
    assert kept.startswith("$argon2id$")
    assert is_password(kept, "cheval agrafe")
    assert not is_password(kept, "cheval agrafé")
    assert not is_outdated(kept)


def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password("cheval agrafe") != hash_password("cheval agrafe")


def test_every_character_counts() -> None:
    kept = hash_password("x" * 100)
    assert not is_password(kept, "x" * 99)


def test_no_hash_and_a_broken_one_are_refused() -> None:
    assert not is_password("", "nobody has this password")
    assert not is_password("$argon2id$broken", "cheval")


def test_a_lone_surrogate_is_only_a_wrong_password() -> None:
    assert not is_password(hash_password("cheval agrafe"), "\ud800")


def test_older_parameters_are_outdated() -> None:
    older = "$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHQ$dKkvUm6Jg9cJbYQJxzEVcw"
    assert is_outdated(older)


def test_nobodys_password_takes_the_same_time() -> None:
    kept = hash_password("cheval agrafe")
    is_password("", "x")  # makes the hash of nobody

    def took(function: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            function()
            times.append(time.process_time() - start)
        return median(times)

    ratio = took(lambda: is_password(kept, "wrong")) / took(lambda: is_password("", "wrong"))
    assert 0.5 < ratio < 2
