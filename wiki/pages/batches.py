"""Pages that a job changes one after the other, and takes back when that is asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId
from wiki.kernel.slugs import new_uid

#: Going on, over; being undone, undone.
RUNNING, DONE, UNDOING, UNDONE = STATES = ("running", "done", "undoing", "undone")
#: Of one page: still to come, written, nothing written; written and to be undone, undone,
#: impossible to undo.
WAITING, CHANGED, LEFT, TO_UNDO, TAKEN_BACK, STUCK = OUTCOMES = (
    "waiting",
    "changed",
    "left",
    "to_undo",
    "taken_back",
    "stuck",
)


@dataclass(frozen=True)
class Progress:
    """How far such a work is: how many pages there are, and what became of them so far."""

    state: str
    total: int
    changed: int
    left: int
    undone: int
    stuck: int

    @property
    def is_under_way(self) -> bool:
        """Whether a job goes on with it."""
        return self.state in (RUNNING, UNDOING)

    @property
    def undoes(self) -> bool:
        """Whether it is being undone, or was."""
        return self.state in (UNDOING, UNDONE)

    @property
    def done(self) -> int:
        """How many pages are over and done with, in what it does now or did last."""
        return self.undone + self.stuck if self.undoes else self.changed + self.left

    @property
    def goal(self) -> int:
        """How many there are in all."""
        return self.changed if self.undoes else self.total


class Work:
    """The columns of the table of such works."""

    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    #: A code of `STATES`, or of one before them.
    state: Mapped[str]
    undone_by_id: Mapped[int | None] = mapped_column(BigId)
    #: How many pages there are, and what became of them so far.
    total: Mapped[int]
    changed: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)
    undone: Mapped[int] = mapped_column(default=0)
    stuck: Mapped[int] = mapped_column(default=0)


class WorkedPage:
    """The columns of the table of their pages."""

    #: A code of `OUTCOMES`.
    outcome: Mapped[str]
    #: The code of the reason why nothing was written, or would be.
    reason: Mapped[str] = mapped_column(default="")
    #: The revision that was made.
    number: Mapped[int | None]
