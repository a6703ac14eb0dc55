"""Files of places that are brought: the states of one, and what becomes of its lines."""

from __future__ import annotations

from wiki.kernel.errors import WikiError

#: Read and shown; being saved, over; being undone, undone.
READY, RUNNING, DONE, UNDOING, UNDONE = STATES = ("ready", "running", "done", "undoing", "undone")
#: Still to come, written, nothing written; written and to be undone, undone, impossible to undo.
WAITING, CHANGED, LEFT, TO_UNDO, TAKEN_BACK, STUCK = OUTCOMES = (
    "waiting",
    "changed",
    "left",
    "to_undo",
    "taken_back",
    "stuck",
)
#: Lines of one file that a person looks through.
MOST_LINES = 5_000
#: What is said of a line, for refusals that are worded for the one who fills in a form.
_OF_LINES = {"sheet_invalid": "line_unfit", "sheet_conflict": "line_contradicted"}


def reason_of(error: WikiError) -> str:
    """The code of why a line was not saved."""
    return _OF_LINES.get(error.code, error.code)
