"""The charters: a text drafted together, amended, decided, adopted, signed; each step provable."""

from wiki.kernel.subject import Subject

subject = Subject(
    "charter",
    listeners=("listeners:connect",),
    jobs={"charter.day": "service.day:look"},
    starts="service.day:begin",
    checks="queries.integrity:problems",
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
