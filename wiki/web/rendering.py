"""Showing a text: the markup asks what things mean, the subjects answer, the HTML is kept.

A page is rendered when it is saved; when something it depends on changes, it is marked stale and
the next reader pays once. Addresses in a kept rendering hold the wiki's prefix, never a host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from urllib.parse import quote

from flask import has_request_context, request

from wiki.journal.service import take_turn
from wiki.kernel import signals
from wiki.kernel.db import act, state
from wiki.kernel.directives import FieldHandler, ImageHandler, Shown
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import address_of, clean_title, path_segment, title_key
from wiki.markup.document import Call, Document, Heading
from wiki.markup.meaning import (
    Context,
    FileShown,
    ImageShown,
    Included,
    LinkShown,
    Node,
    Rendered,
    TermShown,
)
from wiki.markup.render import render
from wiki.markup.video import HOSTS
from wiki.markup.words import FRENCH
from wiki.pages.anchors import leading
from wiki.pages.models import Page, Revision
from wiki.pages.queries import anchors
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of, offered
from wiki.pages.queries.neighbours import neighbours
from wiki.pages.queries.renderings import Kept, kept
from wiki.pages.queries.terms import named_terms, naming_dependency, terms
from wiki.pages.rules import INTERWIKI_KEY, Neighbour
from wiki.pages.sections import numbered
from wiki.pages.service import derive
from wiki.pages.service.derive import text_dependency, title_dependency
from wiki.web.comparison import compare
from wiki.web.language import DEFAULT, speaking
from wiki.web.moulds import Mould, hole

#: What an audience may see; every page is public until sheets hold restricted fields.
PUBLIC = "public"
#: Most fields of sheets that one text shows; the others stay as they are written.
MAX_FIELDS = 200
_ALTERNATE = re.compile(r'<a href="([^"]+)" lang="[^"]+" hreflang="([^"]+)"')
_MEMBER = re.compile(r"/members/[23456789a-z]{12}")


def path_of(title: str, action: str = "") -> str:
    """The address of a page inside the wiki, without host."""
    path = f"{state().url_prefix}/wiki/{path_segment(title)}"
    return f"{path}/{action}" if action else path


@dataclass
class PageMeaning:
    """What the links, images and directives of a page mean in this wiki."""

    title: str = ""
    document: Document | None = None
    can_edit_sections: bool = False
    #: The old identifiers of its headings: heading -> those that lead to it.
    former: Mapping[str, Sequence[str]] = field(default_factory=dict)
    #: The revision of the page that is shown; 0 for its newest.
    revision: int = 0
    _known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        links = self.document.links if self.document else ()
        self._numbers = numbered(self.document.headings) if self.document else {}
        self._looked_up = {title_key(link.target) for link in links}
        self._known = queries.existing_titles(self._looked_up)
        self._shown: dict[str, int] = {}
        self._fields: dict[tuple[str, str, bool], Node | None] = {}
        self._neighbours: Mapping[str, Neighbour] | None = None

    def link(self, target: str) -> LinkShown:
        """The page of that title; red when there is none."""
        try:
            title = clean_title(target)
        except Invalid:
            return LinkShown(f"{state().url_prefix}/search?q={quote(target)}", exists=False)
        key = title_key(title)
        if key not in self._looked_up:
            self._known |= queries.existing_titles([key])
            self._looked_up.add(key)
        found = self._known.get(key)
        href = path_of(found) if found else path_of(title, "edit")
        return LinkShown(href, found is not None, dependencies=(title_dependency(key),))

    def term(self, word: str) -> LinkShown:
        """The page that defines a word, by any of its titles; red when none does."""
        key = title_key(word)
        depends = (naming_dependency(key), title_dependency(key))
        found = named_terms().get(key)
        if found is None and (page := queries.led_to(word)):
            found = named_terms().get(page.key)
        if found is None:
            href = f"{state().url_prefix}/sheets/new?kind=term&name={quote(word)}"
            return LinkShown(href, exists=False, dependencies=depends)
        known = (*depends, *found.dependencies)
        return LinkShown(found.href, title=found.title, dependencies=known)

    def interwiki(self, prefix: str, rest: str) -> str | None:
        """The address that the settings page gives for a prefix."""
        found = self._neighbour(prefix)
        return found.address.replace("$1", quote(address_of(rest))) if found else None

    def language(self, prefix: str) -> str | None:
        """The name that the settings page gives to the language of a prefix."""
        found = self._neighbour(prefix)
        return found.language or None if found else None

    def _neighbour(self, prefix: str) -> Neighbour | None:
        if self._neighbours is None:
            self._neighbours = neighbours()
        return self._neighbours.get(prefix)

    def settings_read(self) -> tuple[str, ...]:
        """The settings pages that what was shown depends on, absence included."""
        return () if self._neighbours is None else (text_dependency(INTERWIKI_KEY),)

    def image(self, src: str) -> ImageShown | None:
        """One of our own files, as the subject that keeps them shows it."""
        for subject in state().subjects:
            if subject.images:
                handler: ImageHandler = subject.load(subject.images)
                shown: ImageShown | None = handler(src)
                if shown:
                    return shown
        return None

    def file(self, url: str) -> FileShown | None:
        """One of our own files that a link leads to."""
        for subject in state().subjects:
            if subject.file_links and (shown := subject.load(subject.file_links)(url)):
                return shown  # type: ignore[no-any-return]
        return None

    def member(self, url: str) -> str | None:
        """The page of a member under the wiki's own prefix."""
        return f"{state().url_prefix}{url}" if _MEMBER.fullmatch(url) else None

    def include(self, target: str) -> Included:
        """Another page, to be shown inside this one."""
        key = title_key(target)
        page = queries.led_to(target)
        if page is None:
            return Included(
                key,
                target,
                path_of(target, "edit"),
                None,
                "missing",
                (title_dependency(key), text_dependency(key)),
            )
        keys = (title_dependency(key), text_dependency(key), text_dependency(page.key))
        # The page itself, reached again: it is being saved, and its revision is not there yet.
        is_itself = self.document is not None and page.key == title_key(self.title)
        document = self.document if is_itself else document_of(queries.body(page))
        return Included(page.key, page.title, path_of(page.title), document, "", keys)

    def renamed_section(self, key: str, section: str) -> str:
        """What a section of another page is called since its heading was written anew."""
        page = queries.find(key)
        kept = anchors.kept(page.id) if page else ()
        return next((one.heading for one in kept if one.name == section), "")

    def directive(self, call: Call, context: Context) -> Node | None:
        """The node of a directive, by the subject that declares it."""
        found = offered().get(call.name)
        if found is None:
            return None
        self._shown[call.name] = times = self._shown.get(call.name, 0) + 1
        if found.most and times > found.most:
            return None
        with speaking(DEFAULT):
            shown = found.show(call, context)
            return _node(shown) if shown else None

    def field(self, name: str, key: str, *, within_link: bool) -> Node | None:
        """A field of the sheet of a page, by the subject that keeps them."""
        asked = (name, key, within_link)
        if asked not in self._fields and len(self._fields) < MAX_FIELDS:
            self._fields[asked] = self._field(name, key, within_link)
        return self._fields.get(asked)

    def _field(self, name: str, key: str, within_link: bool) -> Node | None:
        page = queries.find(key) if key else None
        if page is None:
            return None
        is_old = self.revision and key == title_key(self.title)
        number = self.revision if is_old else page.head
        for subject in state().subjects:
            if subject.page_fields:
                handler: FieldHandler = subject.load(subject.page_fields)
                with speaking(DEFAULT):
                    return _node(handler(name, page.id, number, within_link))
        return None

    def terms(self) -> Mapping[str, TermShown]:
        """The words that the wiki explains in every page."""
        return terms()

    def video_hosts(self) -> Mapping[str, str]:
        """The hosts that the deployment admits, among those whose players are known."""
        admitted = state().options["WIKI_VIDEO_HOSTS"]
        return {host: kind for host, kind in HOSTS.items() if host in admitted}

    def heading(self, heading: Heading) -> Node | None:
        """A link to edit the section."""
        number = self._numbers.get(heading.id)
        if not self.can_edit_sections or number is None:
            return None
        href = f"{path_of(self.title, 'edit')}?section={number}"
        return Node(_section_link().cast({"href": href, "heading": heading.text}))

    def former_ids(self, heading: Heading) -> Sequence[str]:
        """What the heading was called in the revisions before."""
        return self.former.get(heading.id, ())

    def word(self, code: str) -> str:
        """The words of a rendering are French, as the pages are."""
        return FRENCH[code]


def _node(shown: Shown) -> Node:
    """What a subject shows, in HTML."""
    template = state().kept["templates"].get_template(shown.template)
    return Node(template.render(**shown.values), shown.dependencies)


def _section_link() -> Mould:
    """What stands beside each heading: in French, as the page is, whoever saves it."""

    def make() -> Mould:
        template = state().kept["templates"].get_template("pages/section_link.html")
        return Mould(template.render(href=hole("href"), heading=hole("heading")))

    return state().keep("pages.section_link", make)  # type: ignore[no-any-return]


def render_text(body: str, title: str = "", revision: int = 0) -> Rendered:
    """A text that is not, or not yet, a page: a preview, an old revision of this number."""
    document = document_of(body)
    meaning = PageMeaning(title, document, revision=revision)
    rendered = render(document, meaning, key=title_key(title))
    return replace(rendered, html=under_this_root(rendered.html))


def under_this_root(html: str) -> str:
    """A rendering with its addresses under the root at which a host mounts the application."""
    root = request.script_root if has_request_context() else ""
    if root:
        prefix = state().url_prefix
        for attribute in ("href", "src", "data-source"):
            html = html.replace(f'{attribute}="{prefix}/', f'{attribute}="{root}{prefix}/')
    return html


def render_page(page: Page, body: str) -> Rendered:
    """A page as it is shown, with the links that edit its sections."""
    document = document_of(body)
    # A page of one revision never had other headings.
    kept = anchors.kept(page.id) if page.head > 1 else ()
    former = leading(kept, document.headings)
    meaning = PageMeaning(page.title, document, can_edit_sections=True, former=former)
    rendered = render(document, meaning, key=page.key)
    return replace(rendered, dependencies=(*rendered.dependencies, *meaning.settings_read()))


def keep_rendering(page: Page, body: str, revision: int) -> Kept:
    """Render a page and keep the result with what it depends on. Inside an act."""
    rendered = render_page(page, body)
    kept = Kept(revision, rendered.html, [_line(entry) for entry in rendered.toc])
    derive.keep_rendering(page.id, PUBLIC, kept, rendered.dependencies)
    return kept


def _line(entry: object) -> dict[str, object]:
    return {
        "text": entry.text,  # type: ignore[attr-defined]
        "id": entry.id,  # type: ignore[attr-defined]
        "children": [_line(child) for child in entry.children],  # type: ignore[attr-defined]
    }


def rendering_of(page: Page) -> Kept:
    """The kept rendering of a page, made again first when it is stale or missing."""
    if found := kept(page.id, PUBLIC):
        return found
    document_of(queries.body(page))  # parsed, and remembered, before others wait for this act
    with act():
        fresh = queries.by_uid(page.uid, locked=True)
        take_turn()  # nothing it depends on changes between the looking and the writing
        # several readers may have come first at once
        return kept(page.id, PUBLIC) or keep_rendering(fresh, queries.body(fresh), fresh.head)


def connect() -> None:
    """Render at save: the reader who comes first pays nothing."""
    signals.page_saved.connect(_on_saved)


def _on_saved(page: Page, revision: Revision, body: str, **_: object) -> None:
    keep_rendering(page, body, revision.number)


def alternates(html: str) -> tuple[tuple[str, str], ...]:
    """The page in other languages, as its rendering leads to it: each code with its address."""
    if "hreflang" not in html:
        return ()
    return tuple((code, unescape(href)) for href, code in _ALTERNATE.findall(html))


#: What a piece of a page may ask its screen to load: styles, and a script, by their names.
LOOKS = {
    "places": "places.css",
    "charts": "charts.css",
    "map": "map.css",
    "document": "document.css",
    "portals": "portals.css",
}
_SCRIPTS = {"map": "map.js"}
_LOOKS = re.compile(r' data-looks="([a-z ]+)"')


def looks(html: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The styles and the scripts that the pieces of a page ask its screen to load."""
    if "data-looks" not in html:
        return (), ()
    asked = {name for found in _LOOKS.findall(html) for name in found.split()}
    styles = tuple(style for name, style in LOOKS.items() if name in asked)
    return styles, tuple(script for name, script in _SCRIPTS.items() if name in asked)


def compare_renderings(old: str, new: str) -> str:
    """Two texts rendered, with what was added and removed marked."""
    return compare(render_text(old).html, render_text(new).html)
