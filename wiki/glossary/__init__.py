"""The glossary: pages that define a word, which every page that says it then explains."""

from wiki.kernel.subject import Deriver, MenuEntry, Subject

subject = Subject(
    "glossary",
    blueprint="views:blueprint",
    kept={"asked_words": "service.derive:ASKED"},
    listeners=("listeners:connect",),
    directives="directives:HANDLERS",
    glossary="queries.words:GLOSSARY",
    slots={
        "page.top": "views.slots:definitions",
        "upkeep.lists": "views.slots:waiting_lists",
    },
    derivers=(
        Deriver(
            ("wiki_term", "wiki_term_word", "wiki_term_asked"),
            "service.derive:rebuild",
        ),
    ),
    menu=(MenuEntry("wiki.glossary.listing", "Glossaire", icon="book"),),
)
