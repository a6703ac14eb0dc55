"""What the censuses do when something happens to what they asked."""

from __future__ import annotations

from typing import Any

from wiki.census.service import answers
from wiki.census.service.letters import target_of_key
from wiki.kernel import signals
from wiki.pages.models import Page
from wiki.sheets.models import Correction, CorrectionLink


def connect() -> None:
    """Listen to the answers, and to the mail."""
    signals.correction_sent.connect(on_sent)
    signals.correction_answered.connect(on_judged)
    signals.mail_refused.connect(on_refused)
    signals.page_joined.connect(on_joined)
    signals.page_parted.connect(on_parted)


def on_sent(link: CorrectionLink, **_: object) -> None:
    """One who is asked has answered."""
    answers.sent(link)


def on_judged(correction: Correction, page: Page | None, **_: object) -> None:
    """Somebody has judged an answer."""
    answers.judged(correction, page)


def on_refused(key: str, **_: object) -> None:
    """A letter reaches nobody."""
    if uid := target_of_key(key):
        answers.bounced(uid)


def on_joined(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """Those whose page it was have the one that it was joined to."""
    moved["census_targets"] = answers.follow(page.id, into.id)


def on_parted(page: Page, into: Page, moved: dict[str, list[Any]], **_: object) -> None:
    """They have it again."""
    answers.bring_back(moved["census_targets"], into.id, page.id)
