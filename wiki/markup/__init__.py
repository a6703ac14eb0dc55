"""Markup: the syntax of texts. Pure: it never knows what a page is; `Meaning` is told from above.

`bounds.check` refuses at save · `parse` reads · `render` writes safe HTML.
"""

from __future__ import annotations

from wiki.markup.bounds import check
from wiki.markup.directives import CORE, Directive, Registry
from wiki.markup.document import Call, Document, Heading, Link
from wiki.markup.meaning import (
    Context,
    ImageShown,
    Included,
    LinkShown,
    Meaning,
    Node,
    PlainMeaning,
    Rendered,
    TermShown,
)
from wiki.markup.parse import parse
from wiki.markup.render import render

__all__ = [
    "CORE",
    "Call",
    "Context",
    "Directive",
    "Document",
    "Heading",
    "ImageShown",
    "Included",
    "Link",
    "LinkShown",
    "Meaning",
    "Node",
    "PlainMeaning",
    "Registry",
    "Rendered",
    "TermShown",
    "check",
    "parse",
    "render",
]
