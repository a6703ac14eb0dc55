"""A comparison as HTML: so that it is seen, read aloud and printed.

Written by joining strings: a comparison has hundreds of marked words, and a template would cost
more than finding them. Everything that comes from a text is escaped here.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from wiki.merge.diff import Diff, Row, RowKind, Same, diff
from wiki.merge.spans import Mark, Spans
from wiki.merge.views import Fold, Rest, folded, side_by_side
from wiki.web.language import gettext, ngettext
from wiki.web.safe import safe


def in_one_column(compared: Diff) -> Markup:
    """Each line once, its deleted and inserted words side by side."""
    page = _Page()
    for row in folded(compared):
        if isinstance(row, Same):
            page.write_same(row)
            continue
        if not isinstance(row, Row):
            page.add('<p class="diff-fold">', _folded(row), "</p>\n")
            continue
        kind, old_number, new_number, spans, move = row
        page.add(_ROWS[kind], str(new_number or old_number), _SIGNED[kind])
        if move is not None:
            page.add(move_said(move, is_away=kind is RowKind.MOVED_AWAY))
        page.write(spans)
        page.add(_ROW_END)
    return page.html()


def in_two_columns(compared: Diff) -> Markup:
    """The old version on the left, the new one on the right."""
    page = _Page()
    for row in side_by_side(compared):
        if isinstance(row, Fold | Rest):
            page.add('<div class="diff-fold" role="row"><span role="cell">', _folded(row))
            page.add("</span></div>\n")
            continue
        page.add(f'<div class="diff-pair diff-{row.kind}" role="row">\n')
        for name, side in (("old", row.old), ("new", row.new)):
            page.add(f'<div class="diff-cell diff-{name}" role="cell">')
            if side is not None:
                page.add('<span class="diff-number">', str(side.number), "</span>")
                page.add('<span class="diff-text">')
                if row.move is not None:
                    page.add(move_said(row.move, is_away=name == "old", has_sign=True))
                page.write(side.spans)
                page.add("</span>")
            page.add("</div>\n")
        page.add("</div>\n")
    return page.html()


def marked(old: str, new: str) -> Markup:
    """A text against another one, whole, with its words marked: for the passages of a conflict."""
    page = _Page()
    for row in diff(old, new).rows:
        page.add('<span class="diff-line">')
        page.write(row.spans)
        page.add("</span>\n")
    return page.html()


_MOVED = "↕"
_SIGNS = {RowKind.CONTEXT: "", RowKind.INSERT: "+", RowKind.DELETE: "−", RowKind.REPLACE: "±"}
_ROWS = {
    kind: f'<div class="diff-row diff-{kind}">\n<span class="diff-number">' for kind in RowKind
}
_SIGNED = {
    kind: f'</span>\n<span class="diff-sign" aria-hidden="true">{_SIGNS.get(kind, _MOVED)}</span>\n'
    '<span class="diff-text">'
    for kind in RowKind
}
_ROW_END = "</span>\n</div>\n"


class _Page:
    """HTML as it is written; the texts in it are escaped at its end, all at once."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.places: list[int] = []
        self.around = {
            Mark.EQUAL: ("", ""),
            Mark.DELETE: _around("del", gettext("suppression :"), gettext("fin de suppression")),
            Mark.INSERT: _around("ins", gettext("ajout :"), gettext("fin d’ajout")),
        }

    def add(self, *html: str) -> None:
        self.pieces += html

    def write(self, spans: Spans) -> None:
        """The words of a line, marked."""
        pieces, places, around = self.pieces, self.places, self.around
        for mark, text in spans:
            before, after = around[mark]
            places.append(len(pieces) + 1)
            pieces += (before, text, after)

    def write_same(self, same: Same) -> None:
        """Lines that did not change."""
        before, after = _ROWS[RowKind.CONTEXT], _SIGNED[RowKind.CONTEXT]
        pieces, places = self.pieces, self.places
        for number, text in enumerate(same.lines, same.new_number):
            places.append(len(pieces) + 3)
            pieces += (before, str(number), after, text, _ROW_END)

    def html(self) -> Markup:
        # A line holds no line feed: what joins them before they are escaped parts them after.
        texts = str(escape("\n".join([self.pieces[place] for place in self.places])))
        for place, text in zip(self.places, texts.split("\n"), strict=bool(self.places)):
            self.pieces[place] = text
        return safe("".join(self.pieces))


def _folded(fold: Fold | Rest) -> Markup:
    if isinstance(fold, Fold):
        return escape(ngettext("%(n)s ligne inchangée", "%(n)s lignes inchangées", fold.lines))
    return escape(
        ngettext(
            "%(n)s autre ligne modifiée n’est pas montrée.",
            "%(n)s autres lignes modifiées ne sont pas montrées.",
            fold.lines,
        )
    )


def move_said(number: int, *, is_away: bool, has_sign: bool = False) -> str:
    """Where the block of this number went, or that it came; `has_sign` where no column shows it."""
    where = (
        gettext("déplacé plus loin (bloc %(n)s)", n=number)
        if is_away
        else gettext("déplacé ici (bloc %(n)s)", n=number)
    )
    sign = f'<span class="diff-sign" aria-hidden="true">{_MOVED}</span> ' if has_sign else ""
    # Spaces inside: the text that follows begins its own line, where spaces are kept.
    return f'<span class="diff-move">{sign}{escape(where)} </span>'


def _around(element: str, begins: str, ends: str) -> tuple[str, str]:
    """What is read aloud, and not seen, before and after."""
    hidden = '<span class="visually-hidden">{}</span>'
    before = hidden.format(f"{escape(begins)} ")
    return f"<{element}>{before}", f"{hidden.format(f' {escape(ends)}')}</{element}>"
