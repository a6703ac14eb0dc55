"""How each inline node is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from wiki.markup import outline
from wiki.markup.document import Link, Token
from wiki.markup.elements import decode, element, escape
from wiki.markup.meaning import ImageShown
from wiki.markup.parse import plain_text
from wiki.markup.sanitise import REL
from wiki.markup.urls import outside_host, safe_url
from wiki.markup.writer import Handler, Writer


def text(writer: Writer, token: Token) -> str:
    """Running prose."""
    return writer.text(token["raw"])


def _around(tag: str) -> Handler:
    return lambda writer, token: element(tag, writer.children(token))


def codespan(_writer: Writer, token: Token) -> str:
    """Code, as written."""
    return element("code", escape(token["raw"]))


def linebreak(_writer: Writer, _token: Token) -> str:
    """Two spaces or a back-slash at the end of a line."""
    return "<br>\n"


def softbreak(_writer: Writer, _token: Token) -> str:
    """The end of a line."""
    return "\n"


def link(writer: Writer, token: Token) -> str:
    """`[texte](adresse "titre")` or a bare address."""
    attrs = token["attrs"]
    inner = writer.children_within(token, link=True, plain=_is_address(token))
    url = safe_url(attrs["url"])
    if writer.in_link:
        return inner
    if url is None:
        return element("span", inner, class_="refused-link")
    if shown := writer.meaning.file(url):
        writer.depends(shown.dependencies)
        inner += element("span", f" ({escape(shown.note)})", class_="file-note")
        url = shown.href
    elif place := writer.meaning.member(url):
        return element("a", inner, href=place, class_="member-link")
    elif url.startswith("#") and len(url) > 1:
        url = "#" + outline.section_id(unquote(url[1:]))
    title = attrs.get("title")
    writer.repeat(url, title)
    return anchor(url, inner, title=title)


def anchor(url: str, inner: str, *, title: str | None = None, class_: str = "") -> str:
    """A link to a checked address; links out of the site say so."""
    if outside_host(url):
        classes = f"external {class_}".strip()
        return element("a", inner, href=url, title=_title(title), class_=classes, rel=REL)
    return element("a", inner, href=url, title=_title(title), class_=class_)


def _title(title: str | None) -> str | None:
    return decode(title) if title else None


def _is_address(token: Token) -> bool:
    if token["attrs"].get("bare"):
        return True
    children = token["children"]
    return (
        len(children) == 1
        and children[0]["type"] == "text"
        and ("://" in children[0]["raw"] or "@" in children[0]["raw"])
    )


def page_link(writer: Writer, token: Token) -> str:
    """`[[Titre]]`, `[[prefixe:Titre]]`, `[[#section]]`: where they go is asked above."""
    target: Link = token["attrs"]["link"]
    inner = writer.children_within(token, link=True)
    if writer.in_link:
        return inner
    fragment = "#" + outline.section_id(target.section) if target.section else ""
    if not target.target:
        return element("a", inner, href=fragment)
    if href := neighbour(writer, target):
        if not target.text:
            inner = escape(f"{target.rest}")
        return anchor(href, inner, class_="interwiki")
    if target.is_term:
        return _term_link(writer, target, inner)
    shown = writer.meaning.link(target.target)
    writer.depends(shown.dependencies)
    title = shown.title or (None if shown.exists else f"{writer.meaning.word('red_link')}")
    classes = "page-link" if shown.exists else "page-link red-link"
    return element("a", inner, href=shown.href + fragment, title=title, class_=classes)


def _term_link(writer: Writer, target: Link, inner: str) -> str:
    """A word of the glossary, with its definition; red when nobody has defined it."""
    shown = writer.meaning.term(target.rest)
    writer.depends(shown.dependencies)
    writer.repeat(shown.title)
    title = shown.title if shown.exists else f"{writer.meaning.word('red_term')}"
    classes = "term" if shown.exists else "page-link red-link"
    return element("a", inner, href=shown.href, title=title, class_=classes)


def neighbour(writer: Writer, target: Link) -> str | None:
    """Where a link to a wiki nearby leads; None when its prefix is that of none."""
    href = writer.meaning.interwiki(target.prefix, target.rest) if target.prefix else None
    if not href:
        return None
    href = safe_url(href.replace(" ", "_")) or "#"
    writer.repeat(href)
    return href + ("#" + outline.section_id(target.section) if target.section else "")


def image(writer: Writer, token: Token) -> str:
    """`![texte](adresse)`: shown if it is ours, else a link to it."""
    alt = plain_text(token["children"])
    url = safe_url(token["attrs"]["url"])
    shown = writer.meaning.image(url) if url else None
    if url is None or shown is None:
        label = escape(alt or token["attrs"]["url"])
        if url is None or writer.in_link:
            return label
        writer.repeat(url, label)
        return anchor(url, label)
    title = token["attrs"].get("title")
    writer.repeat(url, alt, shown.alt, title)
    picture = img(writer, shown, alt, _title(title))
    # A link that says nothing leads nowhere for who does not see the image.
    linked = shown.href and (alt or shown.alt) and not writer.in_link
    return element("a", picture, href=shown.href) if linked else picture


def img(writer: Writer, shown: ImageShown, alt: str, title: str | None = None) -> str:
    """The element of an image that may be loaded."""
    writer.depends(shown.dependencies)
    return element(
        "img",
        src=shown.src,
        alt=alt or shown.alt,
        title=title,
        width=shown.width,
        height=shown.height,
        loading="lazy",
    )


def note_id(writer: Writer, kind: str, index: int) -> str:
    """An identifier for a note or its call; the double dash keeps it apart from headings."""
    page = f"{writer.frame.number}-" if writer.frame.number else ""
    return f"{outline.PREFIX}-{kind}-{page}{index}"


def footnote_ref(writer: Writer, token: Token) -> str:
    """The call of a footnote; a note may be called several times."""
    index = token["attrs"]["index"]
    if writer.in_link or index > writer.frame.notes:
        return element("sup", str(index))
    count = writer.frame.referenced.get(index, 0) + 1
    writer.frame.referenced[index] = count
    name = note_id(writer, "call", index) + (f"-{count}" if count > 1 else "")
    inner = element("a", str(index), href="#" + note_id(writer, "note", index))
    return element("sup", inner, class_="footnote-ref", id=name)


def missing_note(writer: Writer, token: Token) -> str:
    """The call of a note that is not written: as it is, and what is missing."""
    if writer.in_link:
        return escape(token["raw"])
    missing = element("span", f" ({writer.word('note_missing')})", class_="missing-note")
    return escape(token["raw"]) + missing


def page_field(writer: Writer, token: Token) -> str:
    """`{{champ}}`: what the sheet of the page where it is written says; else as it is written."""
    name, key = token["attrs"]["name"], writer.frame.key
    node = writer.meaning.field(name, key, within_link=writer.in_link)
    if node is None or writer.in_plain:
        return escape(token["raw"])
    writer.repeat(node.html)
    return writer.place(node)


HANDLERS: Mapping[str, Callable[[Writer, Token], str]] = {
    "text": text,
    "emphasis": _around("em"),
    "strong": _around("strong"),
    "strikethrough": _around("del"),
    "mark": _around("mark"),
    "insert": _around("ins"),
    "superscript": _around("sup"),
    "subscript": _around("sub"),
    "codespan": codespan,
    "linebreak": linebreak,
    "softbreak": softbreak,
    "link": link,
    "page_link": page_link,
    "image": image,
    "footnote_ref": footnote_ref,
    "missing_note": missing_note,
    "page_field": page_field,
}
