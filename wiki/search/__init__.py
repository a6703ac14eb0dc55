"""The search: documents that subjects give, found alike on every engine."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "search",
    blueprint="views:blueprint",
    api="api:blueprint",
    menu=(
        MenuEntry(
            "wiki.search.synonyms",
            "Synonymes",
            May.TEND_SEARCH,
            "admin",
            "search",
            group="Réglages",
            says="Les expressions que la recherche tient pour égales.",
        ),
    ),
    slots={"member.actions": "views:saved_button"},
    finders={"search": "forms:finding"},
    personal="service:PERSONAL",
    wording="wording:SENTENCES",
)
