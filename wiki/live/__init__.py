"""Live editing: several people write one text at the same moment; nothing acknowledged is lost."""

from wiki.kernel.settings import Option, switch
from wiki.kernel.subject import Subject, Work

subject = Subject(
    "live",
    blueprint="views:blueprint",
    shared={"page": "service.of_pages:SHARED", "sheet": "service.of_pages:SHEET"},
    listeners=("listeners:connect",),
    slots={
        "edit.live": "views.slots:writing",
        "page.notice": "views.slots:unsaved",
        "sheet.live": "views.slots:by_field",
        "drafts.more": "views.rescues:my_copies",
    },
    personal="service.personal:PERSONAL",
    jobs={
        "live.look": Work(
            "service.upkeep:look", "Écriture à plusieurs : garder les textes que l’on a quittés"
        ),
    },
    starts="service.upkeep:begin",
    checks="service.integrity:problems",
    wording="wording:SENTENCES",
    options=(
        Option(
            "WIKI_LIVE",
            True,
            "Écrire à plusieurs en direct ; `non` : chacun écrit de son côté, et le wiki réunit.",
            switch,
        ),
    ),
)
