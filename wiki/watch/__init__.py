"""Watching: what each follows, one inbox of all that concerns them, letters, a feed."""

from wiki.kernel.settings import Setting
from wiki.kernel.subject import Subject, Work

subject = Subject(
    "watch",
    blueprint="views:blueprint",
    slots={
        "account.bell": "views.slots:bell",
        "account.menu": "views.slots:menu_line",
        "follow": "views.slots:follow_thing",
        "member.actions": "views.slots:follow_person",
        "mentions.views": "views.slots:mentions_views",
        "page.follow": "views.slots:follow_page",
        "page.followed": "views.slots:followed_page",
    },
    listeners=("listeners:connect",),
    settings=(
        Setting(
            "notices_kept",
            "12",
            "Garder les nouvelles déjà vues",
            "Ce que chacun a vu dans sa boîte en part ensuite, chaque nuit ; ce qui n’est pas vu "
            "reste.",
            kind="choice",
            choices=(
                ("3", "Trois mois"),
                ("6", "Six mois"),
                ("12", "Un an"),
                ("24", "Deux ans"),
                ("", "Toujours"),
            ),
        ),
    ),
    jobs={
        "watch.tell": Work(
            "service.tell:look", "Suivi : porter les nouvelles à ceux qui les suivent"
        ),
        "watch.mail": Work("views.letters:send", "Suivi : envoyer les courriels de nouvelles"),
    },
    starts="service.tell:begin",
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
