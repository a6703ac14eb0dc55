"""A task in words, and where it is done."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from wiki.web.language import gettext
from wiki.web.templates import page_url, titled_url
from wiki.welcome.rules import FOLLOW, HOME, INVITE, NAME, PROFILE, REREAD, SHEET, Task


class Said(NamedTuple):
    """A task as it is read: what to do, why, the button and where it leads."""

    is_done: bool
    what: str
    why: str
    act: str
    url: str


def said(task: Task) -> Said:
    """A task in words."""
    if task.code in (NAME, HOME, INVITE):
        return _beginning(task)
    if task.code == PROFILE:
        what = gettext("Dites qui vous êtes")
        why = gettext("Deux mots, un lieu, ce que vous savez faire : on saura quoi vous demander.")
        return Said(task.is_done, what, why, gettext("Compléter mon profil"), _account())
    if task.code == REREAD:
        return _reread(task)
    if task.code == SHEET:
        return _sheet(task)
    if task.code == FOLLOW:
        what = gettext("Suivez ce qui vous intéresse")
        why = gettext("L’étoile d’une page, d’un lieu, d’une discussion : ce qui y change se dit.")
        url = url_for("wiki.watch.following")
        return Said(task.is_done, what, why, gettext("Choisir quoi suivre"), url)
    what = gettext("Remerciez quelqu’un")
    why = gettext("Dans l’historique d’une page, « Merci » dit à qui l’a écrite qu’elle a servi.")
    url = url_for("wiki.pages.changes")
    return Said(task.is_done, what, why, gettext("Voir ce qui s’écrit"), url)


def _beginning(task: Task) -> Said:
    if task.code == NAME:
        what = gettext("Donnez un nom au wiki")
        why = gettext(
            "Il se lit en haut de chaque page. Ses couleurs se choisissent au même endroit."
        )
        url = url_for("wiki.admin.settings")
        return Said(task.is_done, what, why, gettext("Ouvrir les réglages"), url)
    if task.code == HOME:
        what = gettext("Écrivez la page d’accueil")
        why = gettext("Pour qui est ce wiki, ce qu’on y trouve, par où commencer.")
        url = titled_url("wiki.pages.edit", task.title)
        return Said(task.is_done, what, why, gettext("L’écrire"), url)
    what = gettext("Invitez deux ou trois personnes")
    why = gettext("Un lien ou un courriel, et elles entrent : un wiki s’écrit à plusieurs.")
    return Said(
        task.is_done,
        what,
        why,
        gettext("Faire une invitation"),
        url_for("wiki.members.invitations"),
    )


def _account() -> str:
    return url_for("wiki.members.account") + "#profil"


def _reread(task: Task) -> Said:
    what = gettext("Relisez une page")
    if task.is_done:
        return Said(True, what, gettext("C’est fait."), "", "")
    why = gettext(
        "« %(title)s » attend un œil neuf : une faute, un lien qui manque, une phrase obscure.",
        title=task.title,
    )
    return Said(task.is_done, what, why, gettext("La relire"), page_url(task.title))


def _sheet(task: Task) -> Said:
    what = gettext("Complétez la fiche d’un lieu")
    if task.is_done:
        return Said(True, what, gettext("C’est fait."), "", "")
    why = gettext(
        "Il manque quelque chose à la fiche de « %(title)s » : donnez ce que vous savez.",
        title=task.title,
    )
    at = titled_url("wiki.sheets.edit", task.title)
    url = f"{at}#f-field-{task.field}" if task.field else at
    return Said(task.is_done, what, why, gettext("Ouvrir sa fiche"), url)
