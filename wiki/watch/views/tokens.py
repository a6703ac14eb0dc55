"""Signed addresses: for the feed of a member, which they may change, and to stop the letters."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from wiki.kernel.errors import Missing


def feed_token(uid: str, number: int) -> str:
    """What lets a program read the feed of a member, as long as their feed has this number."""
    return str(_signer("feed").dumps([uid, number]))


def read_feed_token(token: str) -> tuple[str, int]:
    """The uid of the member and the number of the feed. Raises `Missing`."""
    try:
        uid, number = _signer("feed").loads(token[:500])
        return str(uid), int(number)
    except (BadSignature, ValueError, TypeError):
        raise Missing("feed_over") from None


def stop_token(uid: str) -> str:
    """What lets a member stop the letters, and nothing else; it is good for ever."""
    return str(_signer("stop").dumps(uid))


def read_stop_token(token: str) -> str:
    """The uid of the member. Raises `Missing`."""
    try:
        return str(_signer("stop").loads(token[:500]))
    except (BadSignature, ValueError, TypeError):
        raise Missing("watch_stop_wrong") from None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"wiki.watch.{purpose}")
