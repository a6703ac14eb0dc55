"""The charters: a text drafted together, amended, decided, adopted, signed; each step provable."""

from wiki.kernel.subject import MenuEntry, Subject, Work

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
        "charter.admit": Work(
            "service.judging:admit", "Chartes : admettre un amendement, son délai passé"
        ),
        "charter.answered": Work(
            "views.contest_letters:answered", "Chartes : dire ce qui est répondu à une contestation"
        ),
        "charter.close": Work("service.hours:close", "Chartes : clore un scrutin à son heure"),
        "charter.combining": Work(
            "views.amendment_letters:combining",
            "Chartes : dire à un auteur qu’on veut réunir son amendement à un autre",
        ),
        "charter.contested": Work(
            "views.contest_letters:contested", "Chartes : dire qu’un scrutin est contesté"
        ),
        "charter.day": Work(
            "service.day:look", "Chartes : ce qu’un jour change, étapes et entrées en vigueur"
        ),
        "charter.final": Work(
            "service.contests:finish",
            "Chartes : rendre définitif un résultat que personne ne conteste",
        ),
        "charter.opened": Work(
            "views.letters:opened", "Chartes : annoncer l’ouverture d’un scrutin"
        ),
        "charter.outdated": Work(
            "views.amendment_letters:outdated",
            "Chartes : dire à un auteur que le texte a changé sous son amendement",
        ),
        "charter.remind": Work(
            "views.letters:remind", "Chartes : rappeler ceux qui n’ont pas voté"
        ),
        "charter.renew": Work(
            "views.renewal_letters:asked", "Chartes : demander de signer de nouveau"
        ),
        "charter.renew_soon": Work(
            "views.renewal_letters:remind", "Chartes : rappeler qu’une signature va expirer"
        ),
    },
    starts="service.day:begin",
    checks="queries.integrity:problems",
    personal="service.personal:PERSONAL",
    menu=(MenuEntry("wiki.charter.charters", "Chartes", icon="book"),),
    wording="wording:SENTENCES",
)
