"""The discussions: threads of signed turns about a page, or anything that a subject offers."""

from wiki.kernel.subject import Deriver, MenuEntry, Subject, Work

subject = Subject(
    "discussions",
    blueprint="views:blueprint",
    api="api:blueprint",
    listeners=("listeners:connect",),
    slots={
        "changes.views": "views.slots:changes_views",
        "page.head": "views.slots:feed_link",
        "page.actions": "views.slots:talk_button",
        "page.bottom": "views.slots:comments",
        "drafts.more": "views.drafts:my_drafts",
        "member.actions": "views.slots:mentions_button",
    },
    discussed={"page": "kinds:PAGE"},
    jobs={
        "discussions.follow": Work(
            "service.places:go_on",
            "Discussions : retrouver les passages commentés dans le texte nouveau",
        ),
    },
    checks="queries.integrity:problems",
    derivers=(
        Deriver(("wiki_thread_state", "wiki_talk"), "service.derive:rebuild"),
        Deriver(("wiki_passage_place",), "service.places:rebuild"),
    ),
    menu=(MenuEntry("wiki.discussions.recent", "Discussions", icon="talks"),),
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
