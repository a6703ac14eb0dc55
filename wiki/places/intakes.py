"""Files of others that are brought in: through what they go, and what is said of their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wiki.kernel.errors import WikiError
from wiki.pages.batches import DONE, RUNNING, UNDOING
from wiki.places.imports.reading import Remark

#: To be described; being read; being compared; impossible to read; compared: then those of
#: `wiki.pages.batches.STATES`, or stopped for a while.
GIVEN, READING, COMPARING, REFUSED, READY, STOPPED = (
    "given",
    "reading",
    "comparing",
    "refused",
    "ready",
    "stopped",
)
#: Nothing is saved yet.
BEFORE = (GIVEN, READING, COMPARING, REFUSED, READY)
#: A description may be given in these; the whole may be undone in those.
DESCRIBABLE, UNDOABLE = (GIVEN, REFUSED, READY), (RUNNING, STOPPED, DONE)
#: A job goes on with it.
UNDER_WAY = (READING, COMPARING, RUNNING, UNDOING)
#: Of one line, before those of `wiki.pages.batches.OUTCOMES`: to be compared; nothing to save.
TO_COMPARE, SAME = "to_compare", "same"
#: Places of one file that are brought in at once.
MOST_LINES = 20_000
#: Signs of a parameter of what is said of a line.
_LONGEST = 300
#: Parts of the report: places to make, to change, as they are, left; those that look like others,
#: and those that could not be taken back.
PARTS = NEW, CHANGES, UNCHANGED, LEFT_OUT, DOUBTFUL, KEPT = (
    "new",
    "changed",
    "unchanged",
    "left",
    "doubtful",
    "stuck",
)


def kept(remarks: Iterable[Remark]) -> list[Any]:
    """Remarks as JSON."""
    return [[one.code, _plain(one.parameters)] for one in remarks]


def kept_error(error: WikiError) -> list[Any]:
    """A refusal as a remark in JSON."""
    return [error.code, _plain(error.params)]


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters without what a database or UTF-8 does not take, nor texts without end."""
    return {name: _bounded(value) for name, value in parameters.items()}


def _bounded(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_bounded(one) for one in value[:50]]
    return str(value)[:_LONGEST].replace("\0", "").encode("utf-8", "ignore").decode()
