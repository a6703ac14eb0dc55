"""The upkeep of the wiki: what waits for somebody to tend it."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import Deriver, MenuEntry, Subject

subject = Subject(
    "upkeep",
    blueprint="views:blueprint",
    directives="directives:HANDLERS",
    listeners=("listeners:connect",),
    slots={"page.told": "views.slots:renamed", "page.rename": "views.slots:linked"},
    jobs={"upkeep.relink": "service.relink:go_on"},
    derivers=(Deriver(("wiki_asked_title", "wiki_to_tend"), "service.derive:rebuild"),),
    menu=(MenuEntry("wiki.upkeep.index", "Entretien", May.EDIT, "tools", "wrench"),),
    wording="wording:SENTENCES",
)
