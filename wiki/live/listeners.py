"""Shared texts follow their pages: saved, put in the bin or joined to others, erased in part."""

from __future__ import annotations

from wiki.kernel import signals
from wiki.kernel.permissions import Actor
from wiki.live.service import anew, meeting, values
from wiki.pages.credits import Taken
from wiki.pages.models import Page, Revision


def connect() -> None:
    """Listen, once."""
    signals.authorship_asked.connect(meeting.credit)
    signals.authorship_asked.connect(values.credit)
    signals.page_saved.connect(on_saved)
    signals.nothing_to_save.connect(on_saved)
    signals.page_deleted.connect(on_moved)
    signals.page_restored.connect(on_moved)
    signals.texts_erased.connect(on_erased)


def on_saved(
    page: Page,
    revision: Revision,
    body: str,
    actor: Actor,
    shared: Taken | None,
    has_new_sheet: bool = False,
    **_: object,
) -> None:
    """What was saved comes into the shared text; those who write its sheet are told."""
    meeting.meet(page, revision, body, actor, shared)
    values.saved(page, shared, actor, revision.kind)
    if has_new_sheet:
        meeting.tell_of_sheet(page, revision, actor)


def on_moved(page: Page, **_: object) -> None:
    """Versions of before and after have nothing in common; what is not saved is kept."""
    anew.start(page)


def on_erased(page: Page, **_: object) -> None:
    """Nothing of what was typed there is left but what the text says now."""
    anew.erase(page)
