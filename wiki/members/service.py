"""Acts on members."""

from __future__ import annotations

from wiki.kernel.permissions import VISITOR, Actor


def actor_of_host(external_id: str, name: str, roles: tuple[str, ...]) -> Actor:
    return VISITOR
