"""The territories: what the network has in a department, in an intercommunal body."""

from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "territories",
    blueprint="views:blueprint",
    slots={"page.top": "views.slots:of_place", "search.found": "views.slots:found"},
    menu=(MenuEntry("wiki.territories.listing", "Territoires", place="more", icon="map"),),
    wording="wording:SENTENCES",
    has_models=False,
)
