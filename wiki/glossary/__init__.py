"""The glossary: pages that define a word, which every page that says it then explains."""

from wiki.kernel.subject import Deriver, Subject

subject = Subject(
    "glossary",
    listeners=("listeners:connect",),
    glossary="queries.words:GLOSSARY",
    derivers=(
        Deriver(
            ("wiki_term", "wiki_term_word", "wiki_term_asked"),
            "service.derive:rebuild",
        ),
    ),
)
