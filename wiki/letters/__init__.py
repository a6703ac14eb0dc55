"""Letters between members, who write to each other without being shown an address."""

from wiki.kernel.subject import Subject

subject = Subject(
    "letters",
    blueprint="views:blueprint",
    slots={
        "account.sections": "views.slots:mine",
        "member.actions": "views.slots:write_to",
    },
    personal="service:PERSONAL",
    wording="wording:SENTENCES",
)
