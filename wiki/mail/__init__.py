"""The mail: written in the transaction of the act that says it, sent after it by a job."""

from wiki.kernel.permissions import May
from wiki.kernel.settings import Option
from wiki.kernel.subject import MenuEntry, Subject, Work

subject = Subject(
    "mail",
    blueprint="views:blueprint",
    options=(
        Option(
            "WIKI_SMTP_URL",
            "",
            "Serveur des courriels : `smtp://`, `starttls://` ou `smtps://`, puis "
            "`nom:motdepasse@hôte:port`. Rien : les courriels attendent, et l’administration les "
            "lit à l’écran.",
        ),
        Option(
            "WIKI_MAIL_FROM",
            "",
            "Adresse qui envoie les courriels ; `wiki@` et l’hôte public si rien n’est dit.",
        ),
    ),
    jobs={
        "mail.send": Work("service:send", "Courriels : en envoyer un"),
    },
    menu=(
        MenuEntry(
            "wiki.mail.outgoing",
            "Courriels",
            May.SEE_JOURNAL,
            "admin",
            "mail",
            group="Technique",
            says="Ce que le wiki envoie, et ce qui n’a pas pu partir.",
            waits="queries:stuck",
            settled_by=May.MANAGE_SITE,
        ),
    ),
    wording="wording:SENTENCES",
)
