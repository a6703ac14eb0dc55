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
    return safe("").join(piece(**values) or "" for piece in _in_slot(name))


def late(name: str, /, **values: Any) -> Markup:
    """A slot whose content is one reader's own, in a piece that others are shown too.

    A mark stands in its place until `fill`, which every answer goes through.
    """
    g.setdefault("wiki_late", {})[name] = values
    return safe(f"{_SEAL}{name}{_END}")


def fill(html: str, values: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """The HTML with its late slots filled in; `values` by slot, where they were not just given."""
    known = g.get("wiki_late", {}) | (values or {})
    first, *rest = html.split(_SEAL)
    pieces = [first]
    for piece in rest:
        name, _, after = piece.partition(_END)
        pieces += (slot(name, **known.get(name, {})), after)
    return "".join(pieces)


def _in_slot(name: str) -> list[Callable[..., Markup | None]]:
    kept: dict[str, Any] = state().keep("templates.slots", dict)
    if name not in kept:
        kept[name] = [
            subject.load(subject.slots[name])
            for subject in state().subjects
            if name in subject.slots
        ]
    return kept[name]  # type: ignore[no-any-return]
