"""The subjects of threads, with what may keep them from some readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.discussions.models import Passage, Thread, Turn
from wiki.discussions.subjects import ThreadSubject

_first = aliased(Turn)
_is_hidden = (
    sa.select(_first.hidden_at.is_not(None))
    .where(_first.thread_id == Thread.id, _first.number == 1)
    .correlate(Thread)
    .scalar_subquery()
)
#: The columns of a `ThreadSubject`; its passage is there, or outer joined.
COLUMNS = (
    Thread.subject.label("subject_text"),
    _is_hidden.label("subject_is_hidden"),
    Thread.target_kind.label("subject_target_kind"),
    Thread.target_uid.label("subject_target_uid"),
    Passage.revision.label("subject_revision"),
    Passage.block.label("subject_block"),
    Passage.quote.label("subject_quote"),
)


def subject_in(values: Iterable[Any]) -> ThreadSubject:
    """The subject that these values of the `COLUMNS` make."""
    found = ThreadSubject._make(values)
    return found._replace(is_hidden=bool(found.is_hidden))


def with_subject(row: Mapping[Any, Any]) -> dict[str, Any]:
    """The values of a row, its `COLUMNS` as one `subject`."""
    values = dict(row)
    subject = subject_in([values.pop(column.name) for column in COLUMNS])
    return {**values, "subject": subject}
