"""The resources that a network shares, and the paths that lead through them."""

from wiki.kernel.subject import Deriver, MenuEntry, Subject

subject = Subject(
    "resources",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    directives="directives:HANDLERS",
    slots={"page.top": "views.slots:about"},
    personal="service.ticks:PERSONAL",
    derivers=(Deriver(("wiki_resource", "wiki_path"), "service.derive:rebuild"),),
    menu=(MenuEntry("wiki.resources.library", "Ressources", icon="library"),),
    wording="wording:SENTENCES",
)
