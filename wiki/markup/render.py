"""From `Document` to safe HTML: syntax meets meaning.

Each block is written, then sanitised by itself; nodes made by owners go in afterwards, at
placeholders that no text can foretell.
"""

from __future__ import annotations

from wiki.markup import blocks, calls, inlines, languages, outline
from wiki.markup.bounds import MAX_BYTES
from wiki.markup.document import Document
from wiki.markup.elements import visible
from wiki.markup.meaning import Meaning, Rendered
from wiki.markup.writer import Frame, RepeatedError, Writer

#: Grows whenever the same document may render otherwise; a migration then marks what is kept stale.
VERSION = 13

_HANDLERS = {
    **blocks.HANDLERS,
    **inlines.HANDLERS,
    **languages.HANDLERS,
    "directive": calls.directive,
}


def render(
    document: Document, meaning: Meaning, *, language: str = "fr", key: str = ""
) -> Rendered:
    """Render a document. Raises nothing of its own: every text has a rendering.

    `language` chooses the typography, `key` names the page (as `Included.key` does), so that it
    cannot include itself. Same document and same answers of `meaning`: same HTML.
    """
    writer = Writer(meaning, language, _HANDLERS, Frame.of(document, key))
    if document.excess:
        return Rendered(calls.boxed(writer, "excess", visible(document.source[:MAX_BYTES])))
    try:
        text = writer.blocks(languages.apart(writer, document.tokens))
        html = writer.fill("\n".join(part for part in (text, languages.foot(writer)) if part))
    except RepeatedError:
        html = calls.boxed(writer, "excess", visible(document.source))
        writer.headings.clear()
    return Rendered(html, outline.toc(writer.headings), tuple(sorted(writer.dependencies)))
