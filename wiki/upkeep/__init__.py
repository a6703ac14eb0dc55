"""The upkeep of the wiki: what waits for somebody to tend it."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option, switch
from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work

subject = Subject(
    "upkeep",
    blueprint="views:blueprint",
    directives="directives:HANDLERS",
    listeners=("listeners:connect",),
    slots={
        "page.told": "views.slots:renamed",
        "page.rename": "views.slots:linked",
        "page.notice": "views.slots:told",
        "page.menu": "views.slots:menu",
    },
    personal="service.personal:PERSONAL",
    jobs={
        "upkeep.check": Work(
            "service.check:check_due",
            "Entretien : demander aux adresses d’ailleurs si elles répondent encore",
        ),
        "upkeep.day": Work("service.day:look", "Entretien : ce qu’un jour change, pages à relire"),
        "upkeep.gather": Work("service.contents:gather", "Entretien : relever les liens des pages"),
        "upkeep.relink": Work(
            "service.relink:go_on", "Entretien : récrire les liens vers un ancien titre"
        ),
    },
    starts="service.day:begin",
    derivers=(
        Deriver(("wiki_asked_title", "wiki_to_tend"), "service.derive:rebuild"),
        Deriver(
            ("wiki_outside_link", "wiki_section", "wiki_section_link"), "service.contents:rebuild"
        ),
    ),
    options=(
        Option(
            "WIKI_CHECK_LINKS",
            True,
            "Demander de temps en temps aux autres sites si les liens qui y mènent marchent "
            "encore ; sans `WIKI_PUBLIC_URL`, qui dit à ces sites qui demande, rien n’est demandé.",
            switch,
        ),
    ),
    menu=(MenuEntry("wiki.upkeep.index", "Entretien", May.EDIT, "tools", "wrench"),),
    wording="wording:SENTENCES",
)
