"""What a subject gives to be found: generic, the search does not know what a page is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: `code` tells its numbers apart, `endpoint` shows one, by its title or,
    unless `is_titled`, by its uid."""

    code: int
    label: str
    endpoint: str
    is_titled: bool = True


#: Every kind there is; codes are never used again.
KINDS = {
    "page": Kind(0, "Pages", "wiki.pages.show"),
    "file": Kind(1, "Documents", "wiki.files.show", is_titled=False),
}


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. `row_id` is its owner's, and grows with time.

    `aliases` are other titles that lead to it, `headings` one on each line, `text` plain text,
    `links` how many others mention it, `updated_at` when it last changed.
    """

    kind: str
    uid: str
    row_id: int
    title: str
    updated_at: datetime
    headings: str = ""
    text: str = ""
    aliases: tuple[str, ...] = ()
    links: int = 0
