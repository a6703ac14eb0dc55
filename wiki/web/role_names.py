"""Roles and rights as people read them."""

from __future__ import annotations

from wiki.kernel.permissions import May, Role
from wiki.web.language import gettext


def role_names() -> dict[Role, str]:
    """Role -> its name, in the language of the answer."""
    return {
        Role.VISITOR: gettext("Visiteur"),
        Role.READER: gettext("Lecteur"),
        Role.MEMBER: gettext("Membre"),
        Role.STEWARD: gettext("Référent"),
        Role.MODERATOR: gettext("Modérateur"),
        Role.ADMINISTRATOR: gettext("Administrateur"),
    }


def role_of(code: str) -> str:
    """The name of a role by its code, as the journal keeps it; the code when it is none."""
    return {role.name.lower(): name for role, name in role_names().items()}.get(code, code)


def rights_named(scope: str) -> str:
    """The rights of a token, by the codes of its scope."""
    if scope == "all":
        return gettext("tous ceux du membre")
    codes = scope.split()
    return " · ".join(gettext(right.sentence) for right in May if right.code in codes)
