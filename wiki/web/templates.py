"""Rendering: our own environment, so that a host's filters and globals and ours do not meet.

A host restyles the wiki with templates of the same name under `templates/wiki/`.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, g, make_response, request
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
)
from markupsafe import Markup

from wiki.kernel import db
from wiki.kernel.folders import folder
from wiki.kernel.permissions import May, why_not
from wiki.kernel.slugs import path_segment
from wiki.kernel.state import State
from wiki.kernel.subject import MenuEntry
from wiki.site import queries as site
from wiki.web import actors, csrf, differences, filters, pieces
from wiki.web.addresses import address
from wiki.web.bytes_cache import BytesCache
from wiki.web.frames import alike, frame, nobody_in_particular, shared_frame
from wiki.web.language import LANGUAGES, gettext, language, ngettext
from wiki.web.rows import row, rows
from wiki.web.safe import safe
from wiki.web.slots import Open, late, slot
from wiki.web.static import asset_url

#: Most octets kept in one process of screens that differ by their late slots only.
_SCREENS = 2_000_000


def install(app: Flask, state: State) -> None:
    """Make the environment of this application."""
    environment = Environment(
        loader=_loader(app, state),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
        auto_reload=app.debug,
    )
    environment.globals.update(
        _=gettext,
        ngettext=ngettext,
        url_for=address,
        asset=asset_url,
        page_url=page_url,
        may=may,
        slot=slot,
        late=late,
        frame=frame,
        row=row,
        csrf_token=csrf.token,
        setting=site.setting,
        languages=LANGUAGES,
        language=language,
        menu=menu,
    )
    ours = {"rows": rows, "marked_as": differences.marked}
    environment.filters.update(filters.ALL | pieces.ALL | ours)
    state.kept["templates"] = environment


def _loader(app: Flask, state: State) -> BaseLoader:
    ours = FileSystemLoader(folder("templates"))
    if state.is_standalone:
        return ours
    host = app.jinja_loader or FunctionLoader(lambda _name: None)
    return ChoiceLoader([_Under(host), ours])


class _Under(BaseLoader):
    """The host's own `wiki/<name>` for our `<name>`."""

    def __init__(self, host: BaseLoader) -> None:
        self.host = host

    def get_source(self, environment: Environment, template: str) -> Any:
        return self.host.get_source(environment, f"wiki/{template}")


def render(name: str, /, **values: Any) -> str:
    """The template filled in, with what every page shows."""
    template = db.state().kept["templates"].get_template(name)
    return template.render(actor=actors.current_actor(), request=request, **values)  # type: ignore[no-any-return]


def render_fragment(name: str, /, **values: Any) -> Markup:
    """A piece of a page that may be put inside another one: escaped already."""
    return safe(render(name, **values))


def answer(name: str, status: int = 200, /, **values: Any) -> Response:
    """A whole page as an answer."""
    return make_response(Open(render(name, **values)).fill(), status)


def answer_around(name: str, late_slots: Mapping[str, Mapping[str, Any]], /) -> Response:
    """A screen all of whose own content is in late slots, given here by name with their values.

    The rest, which is a frame around it, is made once for all who read alike, at any address.
    """
    kept: BytesCache[Open] = db.state().keep("screens", lambda: BytesCache(_SCREENS))
    key = (name, alike())
    screen = kept.get(key)
    if screen is None:
        with nobody_in_particular():
            screen = Open(render(name, frame=shared_frame))
        kept.put(key, screen)
    return make_response(screen.fill(late_slots))


def page_url(title: str, action: str = "show", **values: Any) -> str:
    """The address of a page, or of something about it."""
    given = {name: value for name, value in values.items() if value is not None}
    shape = address(f"wiki.pages.{action}", title=_TITLE, **{name: _mark(name) for name in given})
    found = shape.replace(_TITLE, path_segment(title))
    for name, value in given.items():
        found = found.replace(_mark(name), quote(str(value), safe=""))
    return found


def titled_url(endpoint: str, title: str) -> str:
    """The address of what bears a title: made once for each endpoint, not for each title."""
    return address(endpoint, title=_TITLE).replace(_TITLE, path_segment(title))


_TITLE = "zzztitlezzz"


def _mark(name: str) -> str:
    return f"zzz{name}zzz"


def may(right: str, *scopes: str) -> bool:
    """Whether the actor of this request has a right, by its name: `may("EDIT")`."""
    return why_not(actors.current_actor(), May[right], site.policy(), *scopes) is None


def menu(place: str) -> list[MenuEntry]:
    """The entries of a menu that the actor may use."""
    entries = (entry for subject in db.state().subjects for entry in subject.menu)
    return [entry for entry in entries if entry.place == place and may(entry.right.name)]


def style_nonce() -> str:
    """A nonce for the styles of this answer: only pages that are never cached may ask for it."""
    if "wiki_style_nonce" not in g:
        g.wiki_style_nonce = secrets.token_urlsafe(16)
    return str(g.wiki_style_nonce)
