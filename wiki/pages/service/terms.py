"""Words come to be explained in every page, or otherwise: the pages that say them are stale.

Those that show a word are known, and marked in the act that changes it; those that say a new one
are found by a job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wiki.jobs.service import enqueue
from wiki.kernel.db import act
from wiki.markup.elements import decode
from wiki.markup.meaning import TermShown
from wiki.markup.terms import Finder
from wiki.pages.queries.terms import term_dependency
from wiki.pages.service import derive
from wiki.pages.service.walking import Read, walk

_JOB = "pages.terms"


def settle(before: Mapping[str, TermShown], after: Mapping[str, TermShown]) -> None:
    """Words that a subject explains are others than before. Inside an act.

    Only those that come, go or change need be there, before and after.
    """
    changed = [word for word, term in before.items() if after.get(word) != term]
    if changed:
        derive.mark_stale(map(term_dependency, changed))
    if come := sorted(after.keys() - before.keys()):
        enqueue(_JOB, {"words": come, "after": 0})


def go_on(words: Sequence[str], after: int) -> None:
    """The job: page after page, those that say one of the words are to be shown anew."""
    finder = Finder(words)

    def look_at(pages: Sequence[Read]) -> None:
        if keys := [page.key for page in pages if _says(finder, page.body)]:
            with act():
                derive.mark_texts_stale(keys)

    walk(look_at, _JOB, after, {"words": list(words)})


def _says(finder: Finder, body: str) -> bool:
    return next(finder.find(decode(body)), None) is not None
