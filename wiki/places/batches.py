"""Files of places that are brought: how many lines they have, and what is said of one."""

from __future__ import annotations

from wiki.kernel.errors import WikiError

#: Read and shown, before it is one of `wiki.pages.batches.STATES`.
READY = "ready"
#: Lines of one file that a person looks through.
MOST_LINES = 5_000
#: What is said of a line, for refusals that are worded for the one who fills in a form.
_OF_LINES = {"sheet_invalid": "line_unfit", "sheet_conflict": "line_contradicted"}


def reason_of(error: WikiError) -> str:
    """The code of why a line was not saved."""
    return said_of(error.code)


def said_of(code: str) -> str:
    """The code that is said of a line."""
    return _OF_LINES.get(code, code)
