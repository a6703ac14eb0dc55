"""The contacts: who may be reached about what a page describes, under consent, and how."""

from wiki.kernel.subject import Subject

subject = Subject(
    "contacts",
    blueprint="views:blueprint",
    slots={"page.top": "views.slots:reach"},
    listeners=("listeners:connect",),
    personal="service:PERSONAL",
    wording="wording:SENTENCES",
)
