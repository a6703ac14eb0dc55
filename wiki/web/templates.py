"""Rendering: our own environment, so that a host's filters and globals and ours do not meet.

A host restyles the wiki with templates of the same name under `templates/wiki/`.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
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
    Template,
)
from markupsafe import Markup

from wiki.kernel import db
from wiki.kernel.folders import folder
from wiki.kernel.permissions import May, why_not
from wiki.kernel.slugs import path_segment
from wiki.kernel.state import State
from wiki.kernel.subject import MenuEntry
from wiki.mail.queries import mails_leave
from wiki.site import queries as site
from wiki.web import actors, csrf, differences, filters, pieces
from wiki.web.addresses import address
from wiki.web.bytes_cache import BytesCache
from wiki.web.frames import alike_key, frame, is_shared, nobody_in_particular, shared_frame
from wiki.web.language import LANGUAGES, gettext, language, ngettext
from wiki.web.rows import row, rows
from wiki.web.safe import safe
from wiki.web.slots import PROOF, Open, late, slot
from wiki.web.static import asset_url
from wiki.web.tag_names import tag_meaning, tag_name

#: Most octets of whole screens kept in one process.
_SCREENS = 8_000_000


class Templates(Environment):
    """The environment of the wiki: every template has the globals of all, in one dictionary.

    Jinja would chain those of each before them, which costs as much as filling a small template.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Those of all; of its own, as far as a template made from a text has any."""
        return super().make_globals(d) if d else self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - its name is Jinja's
    ) -> Template:
        """A template, which gets what is its own when it is filled: all would see its globals."""
        if globals:
            raise TypeError("Templates share their globals: give these values to `render`.")
        return super().get_template(name, parent)


def install(app: Flask, state: State) -> None:
    """Make the environment of this application."""
    environment = Templates(
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
        csrf_token=_csrf_token,
        token_field=token_field,
        setting=site.setting,
        licence_of=site.licence_of,
        languages=LANGUAGES,
        language=language,
        menu=menu,
        mails_leave=mails_leave,
    )
    tags = {"tag_name": tag_name, "tag_meaning": tag_meaning}
    ours = {"rows": rows, "marked_as": differences.marked, **tags}
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
    return _render(name, request=request, **values)


def _render(name: str, /, **values: Any) -> str:
    template = db.state().kept["templates"].get_template(name)
    return template.render(actor=actors.current_actor(), **values)  # type: ignore[no-any-return]


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
    kept = _screens()
    key = (name, alike_key())
    known = kept.get(key)
    if known is None:
        with nobody_in_particular():
            known = Screen({}, Open(render(name, frame=shared_frame)))
        kept.put(key, known)
    return make_response(known.html.fill(late_slots))


def answer_of(name: str, /, **shown: Any) -> Response:
    """A screen that shows these values, its late slots, and nothing else.

    The last one made at each address is kept for all who read alike, and serves as long as every
    value is what it was. The template sees no `request`, and nobody's name or token.
    """
    kept = _screens()
    key = (name, alike_key(), request.path, request.query_string)
    known = kept.get(key)
    if known is None or known.shown != shown:
        with nobody_in_particular():
            known = Screen(shown, Open(_render(name, **shown)))
        kept.put(key, known)
    return make_response(known.html.fill())


@dataclass(frozen=True)
class Screen:
    """A screen whose late slots wait, and the values that it shows."""

    shown: Mapping[str, Any]
    html: Open

    def __len__(self) -> int:
        return len(self.html)


def _screens() -> BytesCache[Screen]:
    return db.state().keep("screens", lambda: BytesCache(_SCREENS))  # type: ignore[no-any-return]


def token_field() -> Markup:
    """The field that proves a form to be ours: put in late where the form is kept for others."""
    return late(PROOF) if is_shared() else slot(PROOF)


def _csrf_token() -> str:
    if is_shared():
        raise RuntimeError("What is kept for several readers holds nobody's token: token_field().")
    return csrf.token()


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
    found = [entry for entry in entries if entry.place == place and may(entry.right.name)]
    return [entry for entry in found if not entry.opens or menu(entry.opens)]


def style_nonce() -> str:
    """A nonce for the styles of this answer: only pages that are never cached may ask for it."""
    if "wiki_style_nonce" not in g:
        g.wiki_style_nonce = secrets.token_urlsafe(16)
    return str(g.wiki_style_nonce)
