"""Live editing: several people write one text at the same moment; nothing acknowledged is lost."""

from wiki.kernel.subject import Subject

subject = Subject(
    "live",
    shared={"page": "service.of_pages:SHARED"},
    wording="wording:SENTENCES",
)
