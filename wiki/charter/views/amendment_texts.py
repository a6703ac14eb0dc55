"""What an amendment changes, shown: in the text, side by side, or as it would read."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from wiki.charter.rules.blocks import Block
from wiki.charter.rules.operations import Kind, Operation, Text, applied, found
from wiki.merge.diff import Diff, Row, diff, summary
from wiki.merge.spans import Mark
from wiki.web.differences import in_one_column, in_two_columns
from wiki.web.language import gettext, ngettext
from wiki.web.rendering import render_text
from wiki.web.safe import safe

INLINE, SIDE, CLEAN = VIEWS = ("inline", "side", "clean")


class Change:
    """An operation on the text that it is asked of."""

    def __init__(self, text: Text, operation: Operation) -> None:
        self.before = found(text, operation.block)
        self.after = found(applied(text, operation), operation.block)
        self.is_move = operation.kind is Kind.MOVE
        self.compared: Diff = diff(said(self.before), said(self.after))

    @property
    def count(self) -> int:
        """How many passages change."""
        return sum(
            is_changed
            for row in self.compared.changed
            for is_changed, _ in groupby(_marks(row), lambda mark: mark is not Mark.EQUAL)
        )

    @property
    def heading(self) -> str:
        """How much changes, as a title."""
        if self.is_move:
            return gettext("L’article change de place")
        return ngettext("%(n)s modification", "%(n)s modifications", self.count)

    @property
    def told(self) -> str:
        """How much changes, in a sentence."""
        if self.is_move:
            return gettext("Ses mots ne changent pas ; les numéros se recalculent.")
        words = summary(self.compared)
        return "{}, {}.".format(
            ngettext("%(n)s mot ajouté", "%(n)s mots ajoutés", words.words_added),
            ngettext("%(n)s mot supprimé", "%(n)s mots supprimés", words.words_removed),
        )

    def shown(self, view: str) -> Markup:
        """What changes, as one of `VIEWS`."""
        if view == CLEAN:
            return rendered(self.after)
        return in_two_columns(self.compared) if view == SIDE else in_one_column(self.compared)


def _marks(row: Row) -> list[Mark]:
    return [span.mark for span in row.spans]


def said(block: Block | None) -> str:
    """A block as a text: its title, then its words."""
    if block is None:
        return ""
    return "\n\n".join(filter(None, (block.title, block.text)))


def rendered(block: Block | None) -> Markup:
    """The words of a block as they read, without its title; nothing when there is none."""
    return safe("" if block is None else render_text(block.text).html)
