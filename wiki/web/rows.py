"""The rows of lists, each made once and kept: most of what a list shows was shown before.

A row is a macro of a template given values, and nothing else: the same values make the same HTML
for all who read alike. What a row says of now (« il y a 3 jours ») is one of its values. What is
one reader's own, such as a form, stands beside the row in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from markupsafe import Markup

from wiki.kernel.db import state
from wiki.web.bytes_cache import BytesCache
from wiki.web.frames import alike_key, nobody_in_particular

#: Most characters of rows kept in one process.
_CAPACITY = 2_000_000


def rows(
    values: Iterable[tuple[Hashable, ...]], template: str, macro: str
) -> list[tuple[Any, ...]]:
    """Each tuple of values, with what the macro makes of them at its end: from memory if it can.

    The macro sees its values and the globals of templates; neither `request` nor `actor`.
    """
    kept: BytesCache[Markup] = state().keep("rows", lambda: BytesCache(_CAPACITY))
    shared = f"{template} {macro} {alike_key()}"
    found = [(each, kept.get((shared, each))) for each in values]
    missing = [each for each, html in found if html is None]
    made = _made(template, macro, missing) if missing else {}
    for each, html in made.items():
        kept.put((shared, each), html)
    return [(*each, made[each] if html is None else html) for each, html in found]


def row(template: str, macro: str, /, *values: Hashable) -> Markup:
    """The same for one piece: a form whose choices are the same for all who read alike."""
    return rows([values], template, macro)[0][-1]  # type: ignore[no-any-return]


def pieces(
    template: str,
    macro: str,
    keyed: Iterable[tuple[Hashable | None, Callable[[], tuple[Any, ...]]]],
) -> list[Markup]:
    """Rows of a text that is the same for everybody, in the language of the texts.

    Each is what a macro makes of some values, which are asked for only when no row is kept under
    its key: the key holds all that they follow from. Under None nothing is kept.
    """
    kept: BytesCache[Markup] = state().keep("rows.pieces", lambda: BytesCache(_CAPACITY))
    shared, make = f"{template} {macro}", None
    found = []
    for key, values in keyed:
        html = None if key is None else kept.get((shared, key))
        if html is None:
            if make is None:
                module = state().kept["templates"].get_template(template).make_module()
                make = getattr(module, macro)
            html = make(*values())
            if key is not None:
                kept.put((shared, key), html)
        found.append(html)
    return found


def _made(template: str, macro: str, values: list[tuple[Hashable, ...]]) -> dict[Any, Markup]:
    with nobody_in_particular():
        make = getattr(state().kept["templates"].get_template(template).make_module(), macro)
        return {each: make(*each) for each in values}
