"""Booklets: pages, places, charters and words chosen together, handed round as of a date."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "publishing",
    blueprint="views:blueprint",
    menu=(MenuEntry("wiki.publishing.listing", "Livrets", May.READ, "more", "book"),),
    wording="wording:SENTENCES",
)
