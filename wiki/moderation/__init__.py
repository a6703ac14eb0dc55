"""Moderation: what people report, and undoing all that one account has written."""

from wiki.kernel.permissions import May
from wiki.kernel.subject import MenuEntry, Subject, Work

subject = Subject(
    "moderation",
    blueprint="views:blueprint",
    slots={
        "account.sections": "views.slots:mine",
        "file.actions": "views.slots:report_file",
        "member.actions": "views.slots:report_member",
        "member.moderation": "views.slots:revert_form",
        "page.menu": "views.slots:report_page",
        "turn.actions": "views.slots:report_turn",
    },
    jobs={
        "moderation.revert": Work(
            "service.reverting:go_on", "Modération : annuler tout ce qu’un compte a écrit"
        ),
    },
    menu=(
        MenuEntry(
            "wiki.moderation.reports",
            "Signalements",
            May.MODERATE,
            "admin",
            "warning",
            group="Modération",
            says="Ce que l’on signale, et qui attend une réponse.",
            waits="queries.reports:waiting",
        ),
    ),
    personal="service.personal:PERSONAL",
    wording="wording:SENTENCES",
)
