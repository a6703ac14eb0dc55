"""Keys of 256 random bits: given once, kept only as their hash."""

from __future__ import annotations

import hashlib
import secrets


def new_key(prefix: str = "") -> str:
    """A new key, fit for an address or a header."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """What is kept of a key. A fast hash is enough: nobody guesses 256 random bits."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
