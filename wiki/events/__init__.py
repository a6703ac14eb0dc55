"""The events: when and where the network meets, in lists, in a calendar, on a map."""

from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work

subject = Subject(
    "events",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    directives="views.directives:HANDLERS",
    kept={"minutes": "service.minutes:TOLD"},
    judged={"event": "rules:problems"},
    slots={
        "page.head": "views.slots:head",
        "page.top": "views.slots:box",
        "territory.parts": "views.slots:territory",
    },
    derivers=(
        Deriver(("wiki_event", "wiki_event_time"), "service.derive:rebuild"),
        Deriver(("wiki_event_minutes", "wiki_decision"), "service.minutes:rebuild"),
    ),
    jobs={
        "events.day": Work(
            "service.day:look", "Agenda : ce qu’un jour change, événements passés et rappels"
        ),
        "events.settle": Work(
            "service.registrations:settle",
            "Agenda : donner les places libérées à ceux qui attendent",
        ),
        "events.remind": Work(
            "service.telling:remind", "Agenda : rappeler un événement à ceux qui viennent"
        ),
        "events.letter": Work(
            "views.letters:write", "Agenda : écrire à ceux qui viennent à un événement"
        ),
    },
    personal="service.registrations:PERSONAL",
    starts="service.day:begin",
    menu=(
        MenuEntry("wiki.events.listing", "Agenda", icon="calendar"),
        MenuEntry("wiki.events.decisions", "Décisions", place="more", icon="list-checks"),
    ),
    wording="wording:SENTENCES",
)
