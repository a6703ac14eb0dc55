"""What somebody wrote on an earlier version, taken over what was accepted since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wiki.ot.change_set import ChangeSet
from wiki.ot.mapping import map_over


class Update(NamedTuple):
    """A change set of a client, which numbers its own by `cid`."""

    client: str
    cid: int
    changes: ChangeSet


def rebase(pending: Sequence[Update], over: Iterable[Update]) -> list[Update]:
    """The updates of `pending`, each made after the one before, as they are after those of `over`.

    Both start from one version. An update of `over` that is the first one pending had arrived
    already: it is left out, so that to send again never writes twice. One change is mapped over one
    change at a time; over several composed, browsers and server would come apart. The cost is in
    proportion to the sections of `pending` by those of `over`.
    """
    left = list(pending)
    for update in over:
        if not left:
            break
        if update[:2] == left[0][:2]:
            del left[0]
            continue
        passed = update.changes
        for at, mine in enumerate(left):
            left[at] = mine._replace(changes=map_over(mine.changes, passed))
            passed = map_over(passed, mine.changes, before=True)
    return left
