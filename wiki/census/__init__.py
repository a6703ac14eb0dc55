"""The censuses: who is asked what, what became of each, and what is kept of it for good."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work

subject = Subject(
    "census",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    slots={
        "correction.top": "views.slots:asked",
        "correction.sent": "views.slots:thanked",
        "correction.read": "views.slots:read",
    },
    derivers=(Deriver(("wiki_census_count",), "service.tally:rebuild"),),
    jobs={
        "census.day": Work(
            "service.day:look", "Recensements : ce qu’un jour change, fins et rappels"
        ),
        "census.invite": Work(
            "views.letters:invite", "Recensements : écrire aux lieux invités à répondre"
        ),
        "census.remind": Work(
            "views.letters:remind", "Recensements : rappeler ceux qui n’ont pas répondu"
        ),
    },
    starts="service.day:begin",
    checks="queries.datasets:problems",
    personal="service.personal:PERSONAL",
    menu=(
        MenuEntry(
            "wiki.census.campaigns",
            "Recensements",
            May.CENSUS,
            "admin",
            "list-checks",
            group="Contenu",
            says="Demander à des lieux, des projets… ce qu’ils font ; juger, publier les réponses.",
        ),
    ),
    wording="wording:SENTENCES",
)
