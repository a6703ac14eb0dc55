"""Watching: what each follows, one inbox of all that concerns them, letters, a feed."""

from wiki.kernel.subject import Subject

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
    jobs={"watch.tell": "service.tell:look", "watch.mail": "views.letters:send"},
    starts="service.tell:begin",
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
