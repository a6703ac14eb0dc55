"""Slots: named places of a template, which the subjects fill without the template knowing them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar

from flask import g
from markupsafe import Markup

from wiki.kernel.db import state
from wiki.kernel.permissions import Actor
from wiki.kernel.state import State
from wiki.web.safe import safe

#: The slot of the field that proves a form to be ours.
PROOF = "account.token"
#: Around the name of a slot that waits to be filled: nobody can write it in a page.
_SEAL = f"<!--{secrets.token_hex(8)} "
_END = "-->"


def slot(name: str, /, **values: Any) -> Markup:
    """What the subjects put in a named place of this template, one after the other."""
    found = [made for piece in _in_slot(name) if (made := piece(**values))]
    return found[0] if len(found) == 1 else safe("").join(found)


#: What alone a filler may depend on, when it says so.
Source = Literal["address", "actor", "session"]
Filler = TypeVar("Filler", bound=Callable[..., Markup | None])


def depends_on(source: Source) -> Callable[[Filler], Filler]:
    """Say of what fills a late slot that it depends on this alone, and may be kept with it."""

    def mark(filler: Filler) -> Filler:
        filler.depends_on = source  # type: ignore[attr-defined]
        return filler

    return mark


#: Whether a filler says nothing to a member about a page, and will not until the page moves.
Silence = Callable[[State, Actor, Any], bool]


def silent_when(is_silent: Silence) -> Callable[[Filler], Filler]:
    """Say of what fills a late slot of a page when it has nothing to say to a member."""

    def mark(filler: Filler) -> Filler:
        filler.is_silent = is_silent  # type: ignore[attr-defined]
        return filler

    return mark


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

    def cut(self) -> Cut | None:
        """The answer at this address, open where it is each reader's own.

        None when a slot depends on more than who reads: nobody else can be told the same.
        """
        found: list[bytes | str] = [self._first]
        silences: list[Silence] = []
        for name, after in self._rest:
            fillers = _in_slot(name)
            sources = {getattr(filler, "depends_on", "") for filler in fillers}
            quiet = [filler.is_silent for filler in fillers if hasattr(filler, "is_silent")]
            if sources <= {"address"}:
                found.append(slot(name).encode("utf-8"))
            elif sources <= {"actor"} or (name, sources) == (PROOF, {"session"}):
                found.append(name)
            elif len(quiet) == len(fillers):
                silences += quiet
            else:
                return None
            found.append(after)
        return Cut(found, tuple(silences))


class Cut(NamedTuple):
    """An answer in pieces, with the names of the slots that each reader fills.

    It is right for a reader to whom all `silences` are kept.
    """

    pieces: list[bytes | str]
    silences: tuple[Silence, ...]


def _in_slot(name: str) -> list[Callable[..., Markup | None]]:
    kept: dict[str, Any] = state().keep("templates.slots", dict)
    if name not in kept:
        kept[name] = [
            subject.load(subject.slots[name])
            for subject in state().subjects
            if name in subject.slots
        ]
    return kept[name]  # type: ignore[no-any-return]
