"""The mails of the members' acts, in the language of the one who asked."""

from __future__ import annotations

from typing import Any

from flask import url_for

from wiki.members.models import Block
from wiki.members.service.codes import Letter, Write
from wiki.site.queries import setting
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.templates import render


def public_url(endpoint: str, **values: Any) -> str:
    """An address for outside."""
    return outside(url_for(endpoint, **values))


def _letter(template: str, subject: str, **values: object) -> Letter:
    text = render(f"members/mail/{template}.txt", site=setting("name"), **values)
    return Letter(subject, text)


def _with_code(template: str, subject: str, endpoint: str, **values: str) -> Write:
    def write(code: str) -> Letter:
        return _letter(template, subject, link=public_url(endpoint, code=code), **values)

    return write


def join(name: str) -> Write:
    """« Confirmez votre adresse »."""
    subject = gettext("Confirmez votre adresse")
    return _with_code("join", subject, "wiki.members.door.confirm", name=name)


def known() -> Letter:
    """To who signs up with an address that has an account."""
    subject = gettext("Vous avez déjà un compte")
    links = {
        "link": public_url("wiki.members.door.sign_in"),
        "reset": public_url("wiki.members.door.ask_reset"),
    }
    return _letter("known", subject, **links)


def reset() -> Write:
    """« Choisir un nouveau mot de passe »."""
    subject = gettext("Choisir un nouveau mot de passe")
    return _with_code("reset", subject, "wiki.members.door.reset")


def password_changed() -> Letter:
    """Tells that the password changed, in case somebody else did it."""
    subject = gettext("Votre mot de passe a changé")
    return _letter("password", subject, reset=public_url("wiki.members.door.ask_reset"))


def second_factor(what: str) -> Letter:
    """Tells that a second factor was `set`, is of `passkeys`, or was `dropped`: whoever did it."""
    subject = gettext("Le second facteur de votre compte a changé")
    link = public_url("wiki.members.account")
    return _letter("second_factor", subject, what=what, link=link)


def passkey(what: str, name: str) -> Letter:
    """Tells that a passkey was `added` or `removed`, in case somebody else did it."""
    subject = gettext("Les clés d’accès de votre compte ont changé")
    link = public_url("wiki.members.passkeys")
    return _letter("passkey", subject, what=what, name=name, link=link)


def identity(what: str, provider: str) -> Letter:
    """Tells that a provider was `linked` or `unlinked`, in case somebody else did it."""
    subject = gettext("Les comptes reliés au vôtre ont changé")
    link = public_url("wiki.members.identities")
    return _letter("identity", subject, what=what, provider=provider, link=link)


def new_address() -> Write:
    """« Confirmez votre nouvelle adresse »."""
    subject = gettext("Confirmez votre nouvelle adresse")
    return _with_code("address", subject, "wiki.members.door.confirm_address")


def address_taken() -> Letter:
    """To the owner of an address that another member asked for."""
    return _letter("address_taken", gettext("Votre adresse a été demandée"))


def address_changed() -> Letter:
    """To the old address, when the account has a new one."""
    return _letter("address_changed", gettext("Votre adresse a changé"))


def blocked(block: Block) -> Letter:
    """To who is suspended: why, and until when."""
    subject = gettext("Votre compte est suspendu")
    link = public_url("wiki.members.account")
    return _letter("blocked", subject, until=block.until, reason=block.reason, link=link)


def invitation(inviter: str) -> Write:
    """The invitation of somebody."""
    subject = gettext("%(name)s vous invite", name=inviter)

    def write(token: str) -> Letter:
        link = public_url("wiki.members.door.invitation", token=token)
        return _letter("invitation", subject, link=link, inviter=inviter)

    return write
