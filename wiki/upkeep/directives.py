"""What the upkeep shows inside a page: that its name is that of several, or that others have it."""

from __future__ import annotations

from wiki.kernel.directives import Offered, Shown
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.upkeep.homonymy import HOMONYMY, OTHER_MEANINGS


def homonymy(_call: Call, context: Context) -> Shown | None:
    """The page leads to those that have its name; nothing where it is shown inside another."""
    if len(context.ancestors) > 1:
        return Shown("upkeep/homonymy.html", {"body": None})
    return Shown("upkeep/homonymy.html", {"body": context.body})


def other_meanings(_call: Call, context: Context) -> Shown | None:
    """Where the other meanings of a title are, on top of the page that has it."""
    return Shown("upkeep/other_meanings.html", {"body": context.body}) if context.body else None


HANDLERS = (Offered(HOMONYMY, homonymy), Offered(OTHER_MEANINGS, other_meanings))
