"""The letter of the month: what changed, made into a text that somebody edits and publishes."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "newsletter",
    blueprint="views:blueprint",
    menu=(MenuEntry("wiki.newsletter.month", "Lettre du mois", May.EDIT, "more", "mail"),),
    wording="wording:SENTENCES",
    has_models=False,
)
