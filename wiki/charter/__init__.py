"""The charters: a text drafted together, amended, decided, adopted, signed; each step provable."""

from wiki.kernel.subject import MenuEntry, Subject

subject = Subject(
    "charter",
    blueprint="views:blueprint",
    commands="cli:COMMANDS",
    listeners=("listeners:connect",),
    slots={
        "edit.live": "views.slots:writing",
        "charter.waiting": "views.slots:waiting",
        "menu.main": "views.slots:line",
        "organisation.more": "views.slots:signed",
        "page.top": "views.slots:told",
        "page.menu": "views.slots:menu",
    },
    discussed={
        "amendment": "queries.discussed:AMENDMENTS",
        "article": "queries.discussed:ARTICLES",
    },
    shared={"article": "service.of_articles:SHARED"},
    jobs={
        "charter.admit": "service.judging:admit",
        "charter.answered": "views.contest_letters:answered",
        "charter.close": "service.hours:close",
        "charter.combining": "views.amendment_letters:combining",
        "charter.contested": "views.contest_letters:contested",
        "charter.day": "service.day:look",
        "charter.final": "service.contests:finish",
        "charter.opened": "views.letters:opened",
        "charter.outdated": "views.amendment_letters:outdated",
        "charter.remind": "views.letters:remind",
        "charter.renew": "views.renewal_letters:asked",
        "charter.renew_soon": "views.renewal_letters:remind",
    },
    starts="service.day:begin",
    checks="queries.integrity:problems",
    personal="service.personal:PERSONAL",
    menu=(MenuEntry("wiki.charter.charters", "Chartes", icon="book"),),
    wording="wording:SENTENCES",
)
