"""Hashing passwords with Argon2id, with the parameters that the library recommends today."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to keep. Slow on purpose: call it before the act, never while holding its lock."""
    return _hasher.hash(password.encode("utf-8", "surrogatepass"))


def is_password(kept: str, password: str) -> bool:
    """Whether a password is the one that was hashed. `kept` empty: no, after the same time."""
    try:
        _hasher.verify(kept or _hash_of_nobody(), password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with parameters that are no longer those of today."""
    return _hasher.check_needs_rehash(kept)


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("nobody has this password")
