"""The first steps of a member: three tasks of two minutes, taken from what the wiki needs."""

from wiki.kernel.subject import Subject

subject = Subject(
    "welcome",
    blueprint="views:blueprint",
    slots={"account.sections": "views.slots:again"},
    personal="service:PERSONAL",
)
