"""The job that makes pages ready for those who read them: rendered, and said whole to nobody."""

from __future__ import annotations

import logging
from time import monotonic, sleep

from wiki.kernel.db import act, state
from wiki.pages.queries import pages as queries
from wiki.pages.queries.renderings import Awaited, awaited
from wiki.pages.service import ready
from wiki.pages.service.ready import Made
from wiki.pages.service.walking import RUN
from wiki.web import answers
from wiki.web.rendering import path_of, rendering_of

_log = logging.getLogger(__name__)
#: Pages put in order together; those that one act says are ready.
_WINDOW, _SOME = 200, 20


def begin() -> None:
    """A worker starts: what none made ready before it is to be, and all that is of other code."""
    if awaited(1) or ready.is_other(answers.mark(state())):
        ready.at_once()


def make_ready() -> None:
    """The job: render what is stale and keep what visitors are told, until all pages are ready.

    When there is not time for all, the rest is another job.
    """
    until = monotonic() + RUN
    ready.settle(answers.mark(state()))
    while found := awaited(_WINDOW):
        for at in range(0, len(found), _SOME):
            ready.keep([_made(page) for page in found[at : at + _SOME]])
            if monotonic() > until:
                with act():
                    ready.at_once()
                return


def _made(page: Awaited) -> Made:
    """A page, ready; then a rest as long as that took, for those who read and write meanwhile."""
    began = monotonic()
    try:
        rendering_of(queries.by_uid(page.uid))
        said = answers.made(state(), path_of(page.title))
        # one that was stale, of which nothing is kept, is ready when it is looked at again
        stamp = page.stamp if said is None else said.stamp
    except Exception:  # noqa: BLE001 - whatever it is, the other pages do not wait for it
        _log.exception("Page %s cannot be made ready.", page.title)
        return Made(page.page_id, page.stamp, None)
    sleep(monotonic() - began)
    return Made(page.page_id, stamp, None if said is None else said.columns)
