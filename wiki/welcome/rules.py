"""Which tasks a member is shown first: plain values in, three tasks out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Tasks shown, and their codes in the order in which they are offered.
MOST = 3
PROFILE, REREAD, SHEET, FOLLOW, THANK = "profile", "reread", "sheet", "follow", "thank"
#: Those of who administers a wiki that begins.
NAME, HOME, INVITE = "name", "home", "invite"


@dataclass(frozen=True)
class Task:
    """Something useful to do; `title` is the page that it is about, if there is one.

    `is_done` is a fact: what the wiki knows that the member did, whatever they clicked.
    """

    code: str
    is_done: bool
    title: str = ""
    #: The field of the sheet with which to begin, as the list of what sheets lack has it.
    field: str = ""


def first(offered: Sequence[Task]) -> list[Task]:
    """The tasks that are shown: those that come first, done ones among them."""
    return list(offered[:MOST])


def are_done(tasks: Sequence[Task]) -> bool:
    """Whether nothing is left of them."""
    return all(one.is_done for one in tasks)
