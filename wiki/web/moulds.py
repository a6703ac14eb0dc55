"""Screens that differ by a few values only: made once with holes in their places, then cast.

In a template that is cast, a value is a hole: it can be written, given to a slot, put in an
address, and nothing else. What decides which parts there are is a variant: there is a mould for
each. Slots, late slots and frames are filled at each casting.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Mapping
from functools import partial

from flask import request
from markupsafe import Markup, escape

from wiki.kernel.db import state
from wiki.web.actors import current_actor
from wiki.web.bytes_cache import BytesCache
from wiki.web.frames import alike_key, frame, nobody_in_particular
from wiki.web.safe import safe
from wiki.web.slots import late, slot

#: Most characters of moulds kept in one process.
_CAPACITY = 2_000_000
#: Around what stands in a hole: nobody can write it in a page, and it is its own escaping.
_BEGIN, _END = f"o{secrets.token_hex(8)}-", f"-{secrets.token_hex(8)}o"
_FILLED: Mapping[str, Callable[..., Markup]] = {"slot": slot, "late": late, "frame": frame}


class Mould:
    """HTML with holes."""

    def __init__(self, html: str) -> None:
        self._first, *rest = html.split(_BEGIN)
        parted = [piece.partition(_END) for piece in rest]
        self._rest = [(name.split(":"), after) for name, _, after in parted]
        self._size = len(html)

    def __len__(self) -> int:
        return self._size

    def cast(self, values: Mapping[str, object]) -> Markup:
        """The HTML with its holes filled."""
        pieces = [self._first]
        for (kind, *name), after in self._rest:
            if name:
                given = {each: values[each] for each in name[1:]}
                pieces += (_FILLED[kind](name[0], **given), after)
            else:
                pieces += (escape(values[kind]), after)
        return safe("".join(pieces))


def cast(template: str, values: Mapping[str, object], /, **variant: Hashable) -> Markup:
    """The HTML of a template with these values, from its mould for this variant."""
    kept: BytesCache[Mould] = state().keep("moulds", lambda: BytesCache(_CAPACITY))
    key = (template, alike_key(), *variant.values())
    mould = kept.get(key)
    if mould is None:
        mould = _made(template, values, variant)
        kept.put(key, mould)
    return mould.cast(values)


def _made(template: str, values: Mapping[str, object], variant: Mapping[str, Hashable]) -> Mould:
    holes = {
        name: hole(name) if isinstance(value, str) else _Unseen(hole(name))
        for name, value in values.items()
    }
    filled = {kind: partial(_hole_filled, kind) for kind in _FILLED}
    with nobody_in_particular():
        made = state().kept["templates"].get_template(template)
        shared = {"actor": current_actor(), "request": request}
        return Mould(made.render(**shared, **filled, **holes, **variant))


class _Unseen:
    """A value whose attributes the template may not ask for: it is another one each time."""

    def __init__(self, hole: str) -> None:
        self._hole = hole

    def __str__(self) -> str:
        return self._hole


def hole(*name: str) -> str:
    """What stands in a template in place of a value."""
    return f"{_BEGIN}{':'.join(name)}{_END}"


def _hole_filled(kind: str, name: str, /, **values: object) -> Markup:
    return safe(hole(kind, name, *values))
