"""The letter of the month of the demonstration: the draft that its referent has begun."""

from __future__ import annotations

from wiki.geography.zones import zone_of
from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.newsletter.rules import month_of
from wiki.newsletter.views import letter
from wiki.pages.service.drafts import keep_draft


def load(actor: Actor) -> None:
    """Keep it among the drafts of who writes it."""
    month = month_of(clock.now().astimezone(zone_of("")).date())
    keep_draft(actor, month.title, body=letter(month), base=0, summary="La lettre du mois")
