"""The frame of every screen, made once for all who have the same rights and read alike.

While a shared piece is made, nobody has a name: what is one reader's own cannot enter it. That goes
in a late slot (`wiki.web.slots`), filled for each answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from flask import g, request
from markupsafe import Markup, escape

from wiki.kernel.db import noted, state
from wiki.kernel.slugs import UNQUOTED
from wiki.site import queries as site
from wiki.web.actors import current_actor
from wiki.web.bytes_cache import BytesCache
from wiki.web.language import language
from wiki.web.safe import safe
from wiki.web.static import build

#: Most octets of frames kept in one process.
_CAPACITY = 4_000_000
#: Under which names the key of this reader is noted.
_ALIKE, _ALIKE_KEY = "frames.alike", "frames.alike_key"


@contextmanager
def nobody_in_particular() -> Iterator[None]:
    """Inside, the actor has the rights and the preferences of this one, and no name."""
    mine, was_shared = current_actor(), is_shared()
    g.wiki_actor, g.wiki_is_shared = mine.audience, True
    try:
        yield
    finally:
        g.wiki_actor, g.wiki_is_shared = mine, was_shared


def is_shared() -> bool:
    """Whether what is being made now is kept for several readers."""
    return bool(g.get("wiki_is_shared"))


def alike() -> Hashable:
    """What those who are shown the same bytes have in common, under the settings of now."""
    known = noted()
    if _ALIKE not in known:
        audience = current_actor().audience
        known[_ALIKE] = (request.script_root, language(), build(), site.stamp(), audience)
    return known[_ALIKE]  # type: ignore[no-any-return]


def alike_key() -> str:
    """The same as a text, written once for each request: a tuple is hashed again at each use."""
    known = noted()
    if _ALIKE_KEY not in known:
        known[_ALIKE_KEY] = repr(alike())
    return known[_ALIKE_KEY]  # type: ignore[no-any-return]


def frame(name: str) -> Markup:
    """A piece of the frame, by the name of its template; the link that leads here is marked."""
    here = f'<a href="{escape(request.script_root + quote(request.path, safe=UNQUOTED))}"'
    return safe(_piece(name).replace(here, f'{here} aria-current="page"'))


def shared_frame(name: str) -> Markup:
    """The same piece with no link marked, for a screen that is kept for several addresses."""
    return safe(_piece(name))


def _piece(name: str) -> str:
    kept: BytesCache[str] = state().keep("frames", lambda: BytesCache(_CAPACITY))
    key = (name, alike_key())
    piece = kept.get(key)
    if piece is None:
        template = state().kept["templates"].get_template(f"frame/{name}.html")
        with nobody_in_particular():
            piece = template.render(actor=current_actor(), request=request)
        kept.put(key, piece)
    return piece
