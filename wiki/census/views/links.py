"""The keys of the links sent to those who are asked: signed, made again for each letter."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from wiki.census.models import Target
from wiki.census.queries import targets
from wiki.kernel.errors import Missing


def key_of(target: Target) -> str:
    """What opens the form of a target; another one once its link was taken back."""
    return str(_signer().dumps([target.uid, target.serial]))


def target_of(key: str) -> Target:
    """The target that a key was made for, even once its form is closed. Raises `Missing`."""
    try:
        uid, _serial = _signer().loads(key[:200])
    except (BadSignature, ValueError, TypeError):
        raise Missing("census_link") from None
    return targets.by_uid(str(uid))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="wiki.census")
