"""What is said of contacts: what a person agrees to, and the letters."""

from __future__ import annotations

from flask import url_for

from wiki.contacts import service
from wiki.contacts.models import Contact
from wiki.contacts.rules import FORM, MEMBERS
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.site.queries import setting
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.templates import page_url, render


def consents(title: str) -> dict[str, str]:
    """What a person agrees to, by use; kept with the contact, word for word."""
    return {
        FORM: gettext(
            "J’accepte que l’on m’écrive par le formulaire de la page « %(title)s », sans que mon "
            "adresse soit montrée à personne. Je peux la retirer à tout moment : elle est alors "
            "effacée.",
            title=title,
        ),
        MEMBERS: gettext(
            "J’accepte que ces coordonnées soient montrées aux membres du wiki, sur la page "
            "« %(title)s », et que l’on m’écrive par son formulaire. Je peux les retirer à tout "
            "moment : elles sont alors effacées.",
            title=title,
        ),
    }


def uses() -> list[tuple[str, str]]:
    """What contacts are for."""
    return [
        (
            FORM,
            gettext("Joindre par le formulaire seulement : l’adresse n’est montrée à personne"),
        ),
        (MEMBERS, gettext("Montrer aux membres, et joindre par le formulaire")),
    ]


def given(title: str, giver: str) -> service.Write:
    """To a person whose contact was just given."""

    def write(contact: Contact) -> service.Letter:
        subject = gettext("Vos coordonnées sur la page « %(title)s »", title=title)
        return _letter("given", contact, title, subject, giver=giver, consent=contact.consent)

    return write


def message(title: str, sender: str, reply_to: str, text: str) -> service.Write:
    """The letter of somebody to those who answer for a page."""

    def write(contact: Contact) -> service.Letter:
        subject = gettext(
            "Au sujet de « %(title)s » : message de %(name)s", title=title, name=sender
        )[:SUBJECT_LENGTH]
        return _letter(
            "message", contact, title, subject, sender=sender, reply_to=reply_to, said=text
        )

    return write


def _letter(
    template: str, contact: Contact, title: str, subject: str, **values: str
) -> service.Letter:
    text = render(
        f"contacts/mail/{template}.txt",
        site=setting("name"),
        title=title,
        name=contact.name,
        page=outside(page_url(title)),
        mine=outside(url_for("wiki.contacts.door.mine", key=contact.key)),
        **values,
    )
    return service.Letter(subject, text)
