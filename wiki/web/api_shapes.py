"""What the operations of several subjects take and give."""

from __future__ import annotations

from flask import request

from wiki.kernel.pager import LARGEST_PAGE, PAGE_SIZE
from wiki.web.api_schema import component, integer, maybe, record, resolved, text

PERSON = component("Person", record({"uid": text("Identifiant."), "name": text("Nom.")}))
#: A person, or null.
NOBODY = maybe(resolved(PERSON))
LIMIT = integer("Combien, au plus.", 1, LARGEST_PAGE, default=PAGE_SIZE)
BEFORE = integer("Valeur de `next_before` de la liste d’avant.")
NEXT_BEFORE = maybe(integer("À donner comme `before`."))
#: The same key sent twice does once what it asks for.
IDEMPOTENCY_KEY = text("Identifie l’envoi : répété, il n’est fait qu’une fois.", most=64)


def person(uid: str | None, name: str | None) -> dict[str, str | None] | None:
    """A member; None for a visitor."""
    return None if uid is None else {"uid": uid, "name": name}


def idempotency_key() -> str | None:
    """What names this sending, in a header; None when nothing does."""
    return request.headers.get("Idempotency-Key", "")[:64] or None
