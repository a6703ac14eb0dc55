"""What the screens and the mails of the moderation say."""

from __future__ import annotations

from flask import url_for

from wiki.members.service.codes import Letter
from wiki.moderation.models import Report
from wiki.moderation.rules import ACTED, KEPT
from wiki.site.queries import setting
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.templates import render


def kinds() -> dict[str, str]:
    """What may be reported."""
    return {
        "page": gettext("Page"),
        "turn": gettext("Message"),
        "file": gettext("Fichier"),
        "member": gettext("Membre"),
    }


def outcomes() -> dict[str, str]:
    """What may come of a report."""
    return {
        ACTED: gettext("Quelque chose a été fait"),
        KEPT: gettext("Rien n’avait à l’être"),
    }


def new(report: Report) -> Letter:
    """To those who moderate: something waits."""
    link = outside(url_for("wiki.moderation.reports"))
    text = render("moderation/mail/new.txt", report=report, site=setting("name"), link=link)
    return Letter(gettext("Un signalement attend"), text)


def handled(report: Report) -> Letter:
    """To who reported: what came of it."""
    text = render(
        "moderation/mail/handled.txt",
        report=report,
        site=setting("name"),
        outcome=outcomes()[report.outcome],
    )
    return Letter(gettext("Votre signalement est traité"), text)
