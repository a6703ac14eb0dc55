"""Pages that lead to several of the same name, as their text says."""

from __future__ import annotations

from wiki.markup.directives import Directive
from wiki.markup.document import Document

HOMONYMY = Directive(
    "homonymie",
    ("disambiguation",),
    sentence="Dit que la page mène à plusieurs pages de même nom ; le contenu les présente.",
)
OTHER_MEANINGS = Directive(
    "autres-sens",
    ("hatnote",),
    sentence="Une ligne en tête de page qui mène aux autres sens de son titre.",
)


def is_one(document: Document) -> bool:
    """Whether a text says that its page is one."""
    return any(call.known and call.name == HOMONYMY.name for call in document.calls)
