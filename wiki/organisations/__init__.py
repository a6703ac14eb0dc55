"""The organisations and networks: which places are theirs, and who speaks for whom."""

from wiki.kernel.subject import Subject

subject = Subject(
    "organisations",
    blueprint="views:blueprint",
    listeners=("listeners:connect",),
    slots={
        "page.top": "views.slots:related",
        "member.profile": "views.slots:profile",
        "members.views": "views.slots:views",
    },
    personal="service.mandates:PERSONAL",
    wording="wording:SENTENCES",
)
