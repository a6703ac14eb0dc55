"""How the directives that every text has are written; the others are asked above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mistune.util import escape_url

from wiki.markup import languages, outline, sanitise, video
from wiki.markup.bounds import MAX_REPEATED
from wiki.markup.document import Call, Document, Token
from wiki.markup.elements import element, escape
from wiki.markup.inlines import anchor, img
from wiki.markup.links import included
from wiki.markup.meaning import Context, Included, Node
from wiki.markup.outline import Entry
from wiki.markup.urls import safe_url
from wiki.markup.writer import Frame, Writer

#: Deepest inclusion, and most inclusions in one page.
MAX_DEPTH = 5
MAX_INCLUSIONS = 30
#: Characters after which nothing more is included, as HTML.
MAX_INCLUDED = MAX_REPEATED // 2
#: Levels of headings a table of contents shows unless it says otherwise.
TOC_DEPTH = 3


def directive(writer: Writer, token: Token) -> str:
    """One directive: ours, one known above, or the box that shows its source."""
    call: Call = token["attrs"]["call"]
    if not call.known:
        return boxed(writer, "directive_unknown", call.source)
    if call.name in CORE_HANDLERS:
        return CORE_HANDLERS[call.name](writer, token, call)
    body = sanitise.clean(writer.children(token))
    context = Context(writer.language, writer.ancestors, body)
    node = writer.meaning.directive(call, context)
    if node is None:
        return boxed(writer, "directive_refused", call.source)
    return writer.place(node)


def boxed(writer: Writer, code: str, source: str) -> str:
    """Source shown as such, with the reason."""
    notice = element("p", writer.word(code), class_="notice")
    return element("div", notice + element("pre", escape(source.strip("\n"))), class_="boxed")


def admonition(writer: Writer, token: Token, call: Call) -> str:
    """A framed remark; without title it carries its own name."""
    title = writer.text(call.argument) if call.argument else writer.word(call.name)
    head = element("p", title, class_="admonition-title")
    return element("div", head + writer.children(token), class_=f"admonition {call.name}")


def table_of_contents(writer: Writer, _token: Token, call: Call) -> str:
    """The headings of the page; known only at the end."""
    written = call.options.get("depth") or call.argument
    depth = int(written) if written in ("1", "2", "3", "4", "5", "6") else TOC_DEPTH

    def made() -> Node:
        if depth not in writer.contents:
            writer.contents[depth] = _contents(writer, depth)
        writer.repeat(writer.contents[depth])
        return Node(writer.contents[depth])

    return writer.place(made)


def _contents(writer: Writer, depth: int) -> str:
    top = min((heading.level for heading in writer.headings), default=1)
    kept = [one for one in writer.headings if one.level < top + depth]
    label = writer.meaning.word("toc")
    nav = element("nav", _entries(writer, outline.toc(kept)), class_="toc", aria_label=label)
    return sanitise.clean(nav) if kept else ""


def _entries(writer: Writer, entries: Iterable[Entry]) -> str:
    items = [
        element(
            "li",
            element("a", writer.prose(entry.text), href="#" + entry.id)
            + (_entries(writer, entry.children) if entry.children else ""),
        )
        for entry in entries
    ]
    return element("ul", "".join(items))


def without_glossary(writer: Writer, token: Token, _call: Call) -> str:
    """What it holds, none of its words explained."""
    return writer.children_within(token, unexplained=True)


def figure(writer: Writer, token: Token, call: Call) -> str:
    """An image with caption (the body, or the option), credit and licence."""
    url = safe_url(escape_url(call.argument)) if call.argument else None
    shown = writer.meaning.image(url) if url else None
    alt = call.options.get("alt", "")
    if url is None:
        return boxed(writer, "directive_refused", call.source)
    picture = img(writer, shown, alt) if shown else anchor(url, escape(alt or call.argument))
    if shown and shown.href:
        picture = element("a", picture, href=shown.href)
    caption = writer.children(token) or writer.text(call.options.get("caption", ""))
    caption += _credits(writer, call)
    return element("figure", picture + (element("figcaption", caption) if caption else ""))


def _credits(writer: Writer, call: Call) -> str:
    """Credit and licence, each with its name, in small print."""
    parts = [
        f"{writer.word(key)}\u00a0: {writer.text(call.options[key])}"
        for key in ("credit", "licence")
        if call.options.get(key)
    ]
    return element("span", " — ".join(parts), class_="credit") if parts else ""


def video_(writer: Writer, _token: Token, call: Call) -> str:
    """A link to the video's page; the site's script plays it in place at the click."""
    found = video.recognise(call.argument, writer.meaning.video_hosts())
    if found is None:
        return boxed(writer, "video_refused", call.source)
    title = writer.text(call.options.get("title", "")) or writer.word("video")
    link = element(
        "a",
        f"▶ {title}",
        href=found.page,
        class_="video-load",
        rel=sanitise.REL,
        data_player=found.player,
    )
    notice = f"{writer.word('video_notice')} {escape(found.host)}."
    caption = element("span", notice, class_="video-notice") + _credits(writer, call)
    return element("figure", link + element("figcaption", caption), class_="video")


def source(writer: Writer, token: Token, call: Call) -> str:
    """Nothing where it is written, for it stands among the notes; or what is wrong with it."""
    problem = token["attrs"]["problem"]
    return boxed(writer, problem, call.source) if problem else ""


def include(writer: Writer, _token: Token, call: Call) -> str:
    """Another page, or one section of it, in place; refusals are said, with a link."""
    goal = included(call.argument)
    if goal is None:
        return boxed(writer, "directive_refused", call.source)
    answer = writer.meaning.include(goal.target)
    writer.depends(answer.dependencies)
    tokens, refusal = _to_include(writer, answer, goal.section)
    if answer.document is None or refusal:
        return _not_included(writer, answer, refusal)
    writer.included += 1
    frame = Frame.of(answer.document, answer.key, writer.included, is_whole=not goal.section)
    writer.frames.append(frame)
    try:
        html = writer.blocks(languages.apart(writer, tokens))
        if goal.section:
            html += writer.blocks(
                one for one in answer.document.tokens if one["type"] == "footnotes"
            )
    finally:
        writer.frames.pop()
    writer.repeated += len(html)
    return element("div", writer.place(Node(html)), class_="include")


def _to_include(writer: Writer, answer: Included, section: str) -> tuple[tuple[Token, ...], str]:
    """The blocks to include, or the code that says why not."""
    if answer.document is None or answer.refusal:
        return (), f"include_{answer.refusal or 'missing'}"
    if answer.key in writer.ancestors:
        return (), "include_loop"
    if len(writer.frames) > MAX_DEPTH:
        return (), "include_depth"
    if writer.included >= MAX_INCLUSIONS or writer.repeated > MAX_INCLUDED:
        return (), "include_many"
    if not section:
        return answer.document.tokens, ""
    tokens = _section(writer, answer.key, answer.document, outline.section_id(section))
    return (tokens, "") if tokens is not None else ((), "include_section")


def _section(
    writer: Writer, key: str, document: Document, section: str
) -> tuple[Token, ...] | None:
    """The blocks of a section, found by what it was called if need be, as by a link."""
    tokens = outline.section_tokens(document, section)
    if tokens is None and (now := writer.meaning.renamed_section(key, section)):
        return outline.section_tokens(document, now)
    return tokens


def _not_included(writer: Writer, answer: Included, refusal: str) -> str:
    known = refusal if refusal in _REFUSALS else "include_refused"
    name = escape(answer.title)
    link = element("a", name, href=answer.href, class_="page-link") if answer.href else name
    return element("p", f"{writer.word(known)}\u00a0: {link}", class_="notice")


_REFUSALS = frozenset(
    f"include_{code}" for code in ("missing", "refused", "section", "loop", "depth", "many")
)
CORE_HANDLERS: Mapping[str, Callable[[Writer, Token, Call], str]] = {
    "sommaire": table_of_contents,
    "note": admonition,
    "astuce": admonition,
    "attention": admonition,
    "danger": admonition,
    "figure": figure,
    "video": video_,
    "source": source,
    "inclure": include,
    "sans-glossaire": without_glossary,
}
