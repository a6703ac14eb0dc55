"""The jobs: work queued in the transaction of an act, done after it, retried until it succeeds."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, switch
from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "jobs",
    blueprint="views:blueprint",
    commands="cli:COMMANDS",
    checks="queries:problems",
    options=(
        Option(
            "WIKI_WORKER",
            True,
            "Faire les travaux en attente dans le processus qui sert le wiki ; non, si "
            "`wiki worker` tourne à côté.",
            switch,
        ),
    ),
    menu=(
        MenuEntry(
            "wiki.jobs.waiting",
            "Travaux en attente",
            May.MANAGE_SITE,
            "admin",
            "clock",
            group="Technique",
            says="Ce que le wiki fait à part ; ce qui a trop échoué attend qu’on le réessaie.",
            waits="queries:given_up",
        ),
    ),
    wording="wording:SENTENCES",
)
