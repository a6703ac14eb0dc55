"""Tags of revisions: put with the revision, or by a moderator later."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel.db import act, insert_missing, table_of, write
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.pages.models import Revision, RevisionTag
from wiki.pages.queries import pages as queries
from wiki.pages.tags import BY_HAND
from wiki.site.queries import policy

_TAKE = sa.delete(table_of(RevisionTag)).where(
    RevisionTag.revision_id == sa.bindparam("of"), RevisionTag.tag == sa.bindparam("name")
)


def put_tags(revision: Revision, tags: Iterable[str], member_id: int | None = None) -> None:
    """Put tags on a revision, inside an act."""
    known = {"revision_id": revision.id, "seq": revision.seq, "member_id": member_id}
    insert_missing(RevisionTag, *({**known, "tag": tag} for tag in tags))


def tag(actor: Actor, uid: str, number: int, name: str) -> None:
    """Put a tag on a revision of a page."""
    with act():
        revision = _revision(actor, uid, number, name)
        put_tags(revision, [name], actor.member_id)
        _record(actor, "revision_tagged", uid, revision, name)


def untag(actor: Actor, uid: str, number: int, name: str) -> None:
    """Take from a revision a tag that a moderator put."""
    with act():
        revision = _revision(actor, uid, number, name)
        if write(_TAKE, {"of": revision.id, "name": name}):
            _record(actor, "revision_untagged", uid, revision, name)


def _revision(actor: Actor, uid: str, number: int, name: str) -> Revision:
    require(actor, May.TAG, policy())
    if name not in BY_HAND:
        raise Invalid("tag_unknown")
    return queries.revision(queries.by_uid(uid), number)


def _record(actor: Actor, action: str, uid: str, revision: Revision, name: str) -> None:
    said = {"title": revision.title, "number": revision.number, "tag": name}
    record(actor, action, "page", uid, **said)
