"""What the chapters of an edition say: the same for everybody, whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from wiki.charter.queries import charters
from wiki.charter.rules.blocks import Numbered
from wiki.glossary.queries.words import DEFINED
from wiki.kernel.errors import Erased, Missing
from wiki.language.folding import fold
from wiki.markup.parse import parse
from wiki.markup.typography import french
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.publishing import rules
from wiki.publishing.models import Edition
from wiki.publishing.rules import Entry, Word
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.sheets.queries import shown_sheet
from wiki.site.queries import licence_of
from wiki.web.filters import day
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.said import Part, parts
from wiki.web.templates import page_url, render_fragment

#: Booklets are for everybody, whoever composes them.
_EVERYBODY = VISIBILITIES[0]
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_NAMES = re.compile(
    r' (id|for|aria-labelledby|aria-describedby|aria-controls|href|popovertarget)="(#?)([^"#/:?]+)"'
)


#: What a chapter says, until it does.
_NOTHING: dict[str, object] = {"gone": "", "parts": (), "html": "", "blocks": (), "meanings": ()}


class Chapter(NamedTuple):
    """A chapter: `told` is which version it is, `url` leads to it from anywhere."""

    number: int
    title: str
    told: str
    url: str
    html: Markup

    @property
    def anchor(self) -> str:
        """Where it begins in the booklet."""
        return anchor(self.number)


class Meaning(NamedTuple):
    """A word with what its page said of it."""

    word: str
    parts: tuple[Part, ...]


class Found(NamedTuple):
    """A line of the index."""

    title: str
    chapters: tuple[int, ...]


def anchor(number: int) -> str:
    """Where a chapter begins in its booklet."""
    return f"chapitre-{number}"


def chapters(edition: Edition) -> list[Chapter]:
    """The chapters of an edition, in French, as everybody may read them."""
    words = rules.words(edition.words)
    return [
        _chapter(number, one, words) for number, one in enumerate(rules.entries(edition.entries), 1)
    ]


def explained(one: Entry) -> set[str]:
    """The keys of the pages that define the words which a chapter explains, as it is today."""
    texts: list[str] = []
    if one.kind == rules.CHARTER:
        blocks = charters.frozen_blocks(charters.by_uid(one.uid))
        texts = [block.block.text for block in blocks]
    elif one.kind == rules.PAGE:
        texts = [pages.text_at(pages.by_uid(one.uid), one.number)]
    depends = {key for text in texts for key in render_text(text).dependencies}
    return {key.removeprefix(DEFINED) for key in depends if key.startswith(DEFINED)}


def index(edition: Edition) -> list[Found]:
    """Its words and its places, each with the chapters where it is."""
    found = []
    for one in rules.words(edition.words):
        page = _open(one.uid)
        if page is not None:
            found.append(Found(pages.revision(page, one.number).title, one.chapters))
    return sorted(found, key=lambda one: fold(one.title))


def _chapter(number: int, one: Entry, words: Iterable[Word]) -> Chapter:
    if one.kind == rules.GLOSSARY:
        html = _fragment(number, meanings=[m for word in words if (m := _meaning(word))])
        return Chapter(
            number, gettext("Lexique"), "", outside(url_for("wiki.glossary.listing")), html
        )
    if one.kind == rules.CHARTER:
        return _charter(number, one)
    page = _open(one.uid)
    if page is None:
        html = _fragment(number, gone=gettext("Cette page n’est plus publiée."))
        return Chapter(number, gettext("Page retirée"), "", "", html)
    revision = pages.revision(page, one.number)
    told = gettext(
        "Version %(number)s du %(day)s, %(licence)s",
        number=one.number,
        day=day(revision.created_at),
        licence=licence_of(revision.licence).name,
    )
    url = outside(page_url(revision.title, rev=one.number))
    return Chapter(number, revision.title, told, url, _page(number, page, revision))


def _page(number: int, page: Page, revision: Revision) -> Markup:
    try:
        body = pages.text_at(page, revision.number)
    except Erased:
        return _fragment(number, gone=gettext("Le texte de cette version a été effacé."))
    html = render_text(body, page.title, revision.number).html
    return _fragment(number, parts=_sheet(page, revision.number), html=safe(html))


def _sheet(page: Page, number: int) -> tuple[Part, ...]:
    """What the sheet of a version tells everybody."""
    sheet = shown_sheet(page.id, number)
    kind = kinds().get(sheet.kind) if sheet else None
    return parts(kind, cut(kind, sheet, _EVERYBODY)) if sheet and kind else ()


def _meaning(word: Word) -> Meaning | None:
    """What the page of a word said; None for a place, and for what is not published any more."""
    page = _open(word.uid)
    sheet = shown_sheet(page.id, word.number) if page else None
    if page is None or sheet is None or sheet.kind != "term":
        return None
    title = pages.revision(page, word.number).title
    return Meaning(title, _sheet(page, word.number))


def _charter(number: int, one: Entry) -> Chapter:
    version = charters.by_uid(one.uid)
    charter = charters.charter_of(version)
    frozen = charters.frozen_text(version)
    blocks = [
        (_heading(block), safe(render_text(block.block.text).html))
        for block in charters.frozen_blocks(version)
    ]
    told = gettext(
        "Version %(number)s, texte figé le %(day)s, SHA-256 : %(hash)s",
        number=version.number,
        day=day(frozen.frozen_at) if frozen else "",
        hash=version.hash,
    )
    path = url_for("wiki.charter.version", slug=charter.slug, version=version.number)
    html = _fragment(number, blocks=[(h if h != charter.title else "", t) for h, t in blocks])
    return Chapter(number, charter.title, told, outside(path), html)


def _heading(one: Numbered) -> str:
    found = parse(f"# {one.block.title}").headings
    title = french(found[0].text if found else one.block.title)
    label = ""
    if one.kind == "article":
        label = gettext("Article %(number)s", number=one.number)
    elif one.kind == "title":
        label = gettext("Titre %(number)s", number=one.number)
    return gettext("%(label)s : %(title)s", label=label, title=title) if label and title else title


def _open(uid: str) -> Page | None:
    """The page of this uid, while it is published."""
    try:
        page = pages.by_uid(uid)
    except Missing:
        return None
    return page if page.deleted_at is None else None


def _fragment(number: int, **said: object) -> Markup:
    """A chapter in HTML: its headings below its title, its names its own in the booklet."""
    html = str(render_fragment("publishing/_chapter.html", **(_NOTHING | said)))
    html = _HEADING.sub(lambda m: f"<{m[1]}h{min(6, int(m[2]) + 1)}", html)
    return safe(_NAMES.sub(lambda m: _own(number, *m.groups()), html))


def _own(number: int, attribute: str, mark: str, name: str) -> str:
    if attribute == "href" and not mark:
        return f' {attribute}="{name}"'
    said = " ".join(f"c{number}-{one}" for one in name.split())
    return f' {attribute}="{mark}{said}"'
