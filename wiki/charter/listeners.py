"""What the charters do when something happens to their pages, or a ballot is proclaimed."""

from __future__ import annotations

from wiki.charter.models import Ballot
from wiki.charter.queries import charters as queries
from wiki.charter.rules.versions import VOTED
from wiki.charter.service.adoption import find, follow
from wiki.charter.votable import offer
from wiki.kernel import signals
from wiki.kernel.errors import Conflict
from wiki.pages.models import Page


def connect() -> None:
    """Listen to the pages and the ballots."""
    signals.page_deleted.connect(on_gone)
    signals.page_joined.connect(on_gone)
    signals.ballot_proclaimed.connect(on_proclaimed)
    offer(VOTED, find)


def on_gone(page: Page, **_: object) -> None:
    """The text of a charter neither goes to the bin nor into another page."""
    if (charter := queries.of_page(page.id)) is not None:
        raise Conflict("charter_keeps_page", title=charter.title)


def on_proclaimed(ballot: Ballot, outcome: str, **_: object) -> None:
    """What a ballot decides of a whole text is done."""
    follow(ballot, outcome)
