"""Slots: named places of a template, which the subjects fill without the template knowing them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import g
from markupsafe import Markup

from wiki.kernel.db import state
from wiki.web.safe import safe

#: Around the name of a slot that waits to be filled: nobody can write it in a page.
_SEAL = f"<!--{secrets.token_hex(8)} "
_END = "-->"


def slot(name: str, /, **values: Any) -> Markup:
    """What the subjects put in a named place of this template, one after the other."""
    found = [made for piece in _in_slot(name) if (made := piece(**values))]
    return found[0] if len(found) == 1 else safe("").join(found)


def late(name: str, /, **values: Any) -> Markup:
    """A slot whose content is one reader's own, in a piece that others are shown too.

    A mark stands in its place until `Open.fill`, which every answer goes through.
    """
    g.setdefault("wiki_late", {})[name] = values
    return safe(f"{_SEAL}{name}{_END}")


class Open:
    """HTML whose late slots wait to be filled; taken apart and encoded once, filled many times."""

    def __init__(self, html: str) -> None:
        first, *rest = html.split(_SEAL)
        parted = [piece.partition(_END) for piece in rest]
        self._first = first.encode("utf-8")
        self._rest = [(name, after.encode("utf-8")) for name, _, after in parted]
        self._size = len(self._first) + sum(len(after) for _, after in self._rest)

    def __len__(self) -> int:
        return self._size

    def fill(self, values: Mapping[str, Mapping[str, Any]] | None = None) -> bytes:
        """The octets of an answer; `values` by slot, where the template gave none just now."""
        known = g.get("wiki_late", {}) | (values or {})
        pieces = [self._first]
        for name, after in self._rest:
            pieces += (slot(name, **known.get(name, {})).encode("utf-8"), after)
        return b"".join(pieces)


def _in_slot(name: str) -> list[Callable[..., Markup | None]]:
    kept: dict[str, Any] = state().keep("templates.slots", dict)
    if name not in kept:
        kept[name] = [
            subject.load(subject.slots[name])
            for subject in state().subjects
            if name in subject.slots
        ]
    return kept[name]  # type: ignore[no-any-return]
