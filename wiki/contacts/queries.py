"""The contacts of pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.contacts.models import Contact
from wiki.contacts.rules import is_shown
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing


class Reach(NamedTuple):
    """What is shown of a contact; `email` and `phone` are "" for those who are not shown them."""

    uid: str
    name: str
    role: str
    email: str
    phone: str
    use: str
    agreed_on: str
    given_by_id: int | None


_OF_PAGE = (
    sa.select(
        Contact.uid,
        Contact.name,
        Contact.role,
        Contact.email,
        Contact.phone,
        Contact.use,
        Contact.agreed_on,
        Contact.given_by_id,
    )
    .where(Contact.page_id == sa.bindparam("of"))
    .order_by(Contact.id)
)


def is_reached(page_id: int) -> bool:
    """Whether a letter about a page reaches somebody."""
    return any(row[3] for row in look(_OF_PAGE, of=page_id))


def shown(page_id: int, audience: str) -> list[Reach]:
    """The contacts of a page whose address an audience is shown."""
    found = map(Reach._make, look(_OF_PAGE, of=page_id))
    return [one for one in found if is_shown(one.use, audience)]


def all_of(page_id: int, audience: str) -> list[Reach]:
    """Every contact of a page, for those who tend them: each as this audience is shown it."""
    return [
        one if is_shown(one.use, audience) else one._replace(email="", phone="")
        for one in map(Reach._make, look(_OF_PAGE, of=page_id))
    ]


def of_page(page_id: int) -> Sequence[Contact]:
    """The contacts of a page, whole: for the acts."""
    query = sa.select(Contact).where(Contact.page_id == page_id).order_by(Contact.id)
    return reading().scalars(query).all()


def by_uid(uid: str) -> Contact:
    """The contact of this uid. Raises `Missing`."""
    return _one(Contact.uid == uid)


def by_key(key: str) -> Contact:
    """The contact that this key opens. Raises `Missing`."""
    return _one(Contact.key == key.replace("\x00", ""))


def _one(condition: sa.ColumnElement[bool]) -> Contact:
    found = reading().scalar(sa.select(Contact).where(condition))
    if found is None:
        raise Missing("contact_missing")
    return found
