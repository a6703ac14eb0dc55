"""Pages of the demonstration that are to be read again, that are outdated, that were read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from wiki.demo.variants import METHOD
from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages
from wiki.upkeep import rules
from wiki.upkeep.service.care import Asked, mark, name_reviewer, say_read

REREAD, OUTDATED = "Comment contribuer/Premiers pas", "Le Lavoir (lieu fictif)"


def load(authors: Mapping[str, Actor]) -> None:
    """Load it: the one that was read has changed since."""
    today = clock.now().date()
    day = (today + timedelta(days=60)).isoformat()
    mark(
        authors["alice"],
        pages.get(REREAD).uid,
        Asked(rules.REREAD, day, "les écrans ont changé depuis qu’elle est écrite"),
    )
    day = (today - timedelta(days=40)).isoformat()
    mark(
        authors["alice"],
        pages.get(OUTDATED).uid,
        Asked(rules.OUTDATED, day, "Les horaires sont ceux de l’hiver dernier."),
    )
    method = pages.get(METHOD)
    say_read(authors["charlie"], method.uid, method.head - 1)
    name_reviewer(authors["charlie"], method.uid, "")
