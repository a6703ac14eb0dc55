"""A device that keeps passkeys, as the tests need it: it signs what a browser would put to it."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_KEY = 1, 4, 64


def written(raw: bytes) -> str:
    """Octets in base64url."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def read(text: str) -> bytes:
    """The octets of base64url."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One key: what it says of itself may be changed to what an honest one would not say."""

    origin: str = "http://localhost"
    host: str = "localhost"
    count: int = 0
    flags: int = PRESENT | VERIFIED
    handle: str = ""
    counts: bool = True
    name: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """What a browser answers to the options for a new key."""
        self.handle = read(options["user"]["id"]).decode()
        numbers = self.key.public_key().public_numbers()
        point = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        public = cbor2.dumps({1: 2, 3: -7, -1: 1} | point)
        length = len(self.name).to_bytes(2, "big")
        held = self._data(WITH_KEY) + bytes(16) + length + self.name + public
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": held})
        said = self._said("webauthn.create", options["challenge"])
        return self._answer(said, attestationObject=written(whole), transports=["internal"])

    def sign(self, options: dict[str, Any]) -> str:
        """What a browser answers to the options for signing in."""
        self.count += self.counts
        data, said = self._data(), self._said("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            said,
            authenticatorData=written(data),
            signature=written(signature),
            userHandle=written(self.handle.encode()) if self.handle else None,
        )

    def _data(self, more: int = 0) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, said: bytes, **more: object) -> str:
        name = written(self.name)
        response = {"clientDataJSON": written(said), **more}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
