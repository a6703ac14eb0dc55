"""Secrets that must be read again, sealed with a key that is not in the database."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING

from wiki.kernel.late import Late

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

fernet, hashes = Late("cryptography.fernet"), Late("cryptography.hazmat.primitives.hashes")
hkdf = Late("cryptography.hazmat.primitives.kdf.hkdf")


def seal(key: str, secret: str) -> str:
    """What the database keeps of a secret."""
    return _sealer(key).encrypt(secret.encode()).decode()


def unseal(key: str, sealed: str) -> str:
    """The secret; "" when it was sealed with another key."""
    try:
        return _sealer(key).decrypt(sealed.encode()).decode()
    except fernet.InvalidToken:
        return ""


@lru_cache(8)
def _sealer(key: str) -> Fernet:
    derivation = hkdf.HKDF(hashes.SHA256(), 32, salt=None, info=b"wiki.members.sealing")
    derived = derivation.derive(key.encode())
    sealer: Fernet = fernet.Fernet(base64.urlsafe_b64encode(derived))
    return sealer
