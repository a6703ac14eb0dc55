"""An edition of a booklet: to read in the wiki, on paper, and in a book for screens."""

from __future__ import annotations

from html import escape

from flask import Response, url_for

from wiki.publishing import epub, queries
from wiki.publishing.epub import Book, Part
from wiki.publishing.models import Booklet, Edition
from wiki.publishing.pictures import Pictures
from wiki.publishing.views import chapters as said
from wiki.publishing.views.blueprint import blueprint
from wiki.publishing.views.chapters import Found, anchor
from wiki.site.queries import setting
from wiki.web.filters import day
from wiki.web.language import DEFAULT, gettext, speaking
from wiki.web.outside import outside
from wiki.web.paper import Sheet, levelled, pdf
from wiki.web.paper_tree import plain, tree
from wiki.web.paper_xhtml import xhtml
from wiki.web.templates import answer, render

_AT = "/<uid>/v<int:number>"


@blueprint.get(_AT, endpoint="edition")
def show(uid: str, number: int) -> Response:
    """The booklet, in one page."""
    booklet, edition = _asked(uid, number)
    with speaking(DEFAULT):
        chapters, index = said.chapters(edition), said.index(edition)
    return answer(
        "publishing/edition.html",
        booklet=booklet,
        edition=edition,
        chapters=chapters,
        index=index,
        last=queries.editions(booklet.id)[0].number,
    )


@blueprint.get(f"{_AT}/booklet.pdf", endpoint="edition_pdf")
def on_paper(uid: str, number: int) -> Response:
    """The same as a tagged PDF."""
    booklet, edition = _asked(uid, number)
    with speaking(DEFAULT):
        pictures = Pictures()
        html = render(
            "publishing/paper.html",
            chapters=said.chapters(edition),
            index=said.index(edition),
        )
        made = pdf(
            pictures.named(html),
            Sheet(
                edition.title,
                setting("name"),
                cover=_cover(edition),
                footer=f"{edition.title}, {_named(edition)}",
                made_at=edition.published_at,
                qr=_address(booklet, edition),
                pictures=pictures.paths,
            ),
        )
    return _given(made, "application/pdf", f"livret-{booklet.uid}-v{number}.pdf")


@blueprint.get(f"{_AT}/booklet.epub", endpoint="edition_epub")
def as_book(uid: str, number: int) -> Response:
    """The same as an ePub."""
    booklet, edition = _asked(uid, number)
    with speaking(DEFAULT):
        made = epub.written(_book(booklet, edition))
    return _given(made, epub.TYPE, f"livret-{booklet.uid}-v{number}.epub")


def _asked(uid: str, number: int) -> tuple[Booklet, Edition]:
    booklet = queries.by_uid(uid)
    return booklet, queries.edition(booklet.id, number)


def _given(made: bytes, type_: str, name: str) -> Response:
    response = Response(made, content_type=type_)
    how = "inline" if type_ == "application/pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def _address(booklet: Booklet, edition: Edition) -> str:
    return outside(url_for(".edition", uid=booklet.uid, number=edition.number))


def _named(edition: Edition) -> str:
    return gettext(
        "édition %(number)s du %(day)s", number=edition.number, day=day(edition.published_at)
    )


def _cover(edition: Edition) -> tuple[str, ...]:
    named = _named(edition)
    lines = (edition.summary, named[:1].upper() + named[1:])
    return tuple(one for one in lines if one)


class _Gathered(Pictures):
    """The pictures of a book: those of its pages, and the squares that are drawn for it."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: dict[str, bytes] = {}

    def keep(self, svg: str) -> str:
        """Where a drawing is, once kept."""
        name = f"square-{len(self.drawn) + 1}.svg"
        self.drawn[name] = svg.encode()
        return name

    def whole(self) -> dict[str, bytes]:
        """Name -> the picture itself."""
        return self.drawn | {name: path.read_bytes() for name, path in self.paths.items()}


def _book(booklet: Booklet, edition: Edition) -> Book:
    pictures = _Gathered()
    title = render(
        "publishing/title.html",
        title=edition.title,
        cover=_cover(edition),
        site=setting("name"),
        address=_address(booklet, edition),
    )
    parts = [Part("title", plain(edition.title), _as_xhtml(title, pictures), "titlepage")]
    for one in said.chapters(edition):
        html = render("publishing/paper.html", chapters=[one], index=())
        parts.append(Part(one.anchor, plain(one.title), _as_xhtml(html, pictures)))
    if index := said.index(edition):
        parts.append(Part("index", gettext("Index"), _index(index), "index"))
    return Book(
        f"urn:tiers-lieux:booklet:{booklet.uid}:{edition.number}",
        plain(edition.title),
        plain(setting("name")),
        DEFAULT,
        gettext("Sommaire"),
        edition.published_at,
        tuple(parts),
        pictures.whole(),
    )


def _as_xhtml(html: str, pictures: _Gathered) -> str:
    return xhtml(levelled(tree(pictures.named(html))), pictures.keep)


def _index(index: list[Found]) -> str:
    lines = "".join(f"<li>{_line(one)}</li>" for one in index)
    return f"<h1>{escape(gettext('Index'))}</h1><ul>{lines}</ul>"


def _line(one: Found) -> str:
    links = (f'<a href="{anchor(number)}.xhtml">{number}</a>' for number in one.chapters)
    return f"{escape(plain(one.title))} : {', '.join(links)}"
