"""Finding one's way: how the pages are filed and what leads from one to another."""

from wiki.kernel.subject import Deriver, MenuEntry, Subject

subject = Subject(
    "navigation",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    directives="directives:HANDLERS",
    slots={"page.menu": "views.slots:menu", "page.bottom": "views.slots:below"},
    derivers=(
        Deriver(("wiki_filing", "wiki_category"), "service.filing:rebuild"),
        Deriver(("wiki_branch",), "service.branches:rebuild"),
    ),
    menu=(MenuEntry("wiki.navigation.categories", "Catégories", place="more", icon="tag"),),
    wording="wording:SENTENCES",
)
