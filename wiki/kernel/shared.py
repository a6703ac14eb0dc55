"""What several people write at once: a subject says of its texts where they start and who may.

Live editing knows a text by kind, uid and part, and asks here for the rest. A subject offers a
kind in `Subject(shared={"page": "module:NAME"})`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from wiki.kernel.permissions import Actor


class Verdict(NamedTuple):
    """Why somebody may not read a text, and why not write it: codes of errors, None when may."""

    read: str | None
    write: str | None


def _no_page(_uid: str) -> bool:
    return False


@dataclass(frozen=True)
class Shared:
    """A kind of text; both raise `Missing` for one that there is not, or not any more."""

    #: The text that is published and the number of its version, by uid and part.
    start: Callable[[str, str], tuple[str, int]]
    #: Looks at the text once, and judges any number of people.
    judge: Callable[[str, str], Callable[[Actor], Verdict]]
    #: Where a part is in a text of its page, in characters; None when it is not there.
    extent: Callable[[str, str], tuple[int, int] | None]
    #: Whether a page, by its uid, is written part by part as texts of this kind, and not whole.
    takes: Callable[[str], bool] = _no_page
