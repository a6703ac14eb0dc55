"""What a member follows, and who follows a thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import Key as Text
from wiki.kernel.db import look, reading
from wiki.kernel.pager import PAGE_SIZE
from wiki.watch.models import Follow, Wish
from wiki.watch.rules import Follower, Key, Wished

#: Names asked for in one statement.
_AT_ONCE = 500
_ONE = sa.select(Follow.is_off).where(
    Follow.member_id == sa.bindparam("of"),
    Follow.kind == sa.bindparam("kind"),
    Follow.target == sa.bindparam("target"),
)


def is_followed(member_id: int, kind: str, target: str) -> bool:
    """Whether a member follows something."""
    return any(not row[0] for row in look(_ONE, of=member_id, kind=kind, target=target))


def still_followed(member_id: int, keys: Collection[Key]) -> set[Key]:
    """Those of some things that a member follows."""
    if not keys:
        return set()
    query = sa.select(Follow.kind, Follow.target).where(
        Follow.member_id == member_id,
        Follow.target.in_(sorted({target for _, target in keys})),
        Follow.is_off.is_(False),
    )
    return {(kind, target) for kind, target in reading().execute(query)} & set(keys)


def followed_of(member_id: int, kind: str) -> set[str]:
    """All that a member follows of one kind."""
    query = sa.select(Follow.target).where(
        Follow.member_id == member_id, Follow.kind == kind, Follow.is_off.is_(False)
    )
    return set(reading().scalars(query))


class Followed(NamedTuple):
    """Some of what a member follows, and what names the last of it; "" at the end."""

    rows: Sequence[Follow]
    next_key: str


_place = sa.tuple_(Follow.seq, Follow.kind, Follow.target)


def of_member(member_id: int, before: str = "", size: int = PAGE_SIZE) -> Followed:
    """What a member follows, what they followed last first: after what a key names."""
    query = sa.select(Follow).where(Follow.member_id == member_id, Follow.is_off.is_(False))
    seq, _, rest = before.partition("-")
    kind, _, target = rest.partition("-")
    if seq.isdecimal() and len(seq) < 19:
        named = (sa.literal(text, Text) for text in (kind, target))
        query = query.where(_place < sa.tuple_(sa.literal(int(seq), sa.BigInteger()), *named))
    newest = (Follow.seq.desc(), Follow.kind.desc(), Follow.target.desc())
    found = reading().scalars(query.order_by(*newest).limit(size + 1)).all()
    last = found[size - 1] if len(found) > size else None
    return Followed(found[:size], f"{last.seq}-{last.kind}-{last.target}" if last else "")


def followers(keys: Collection[Key]) -> dict[Key, list[Follower]]:
    """Who follows some things, and since when."""
    by_kind: dict[str, list[str]] = {}
    for kind, target in sorted(set(keys)):
        by_kind.setdefault(kind, []).append(target)
    found: dict[Key, list[Follower]] = {}
    for kind, targets in by_kind.items():
        for start in range(0, len(targets), _AT_ONCE):
            query = sa.select(Follow.target, Follow.member_id, Follow.seq).where(
                Follow.kind == kind,
                Follow.target.in_(targets[start : start + _AT_ONCE]),
                Follow.is_off.is_(False),
            )
            for target, member_id, seq in reading().execute(query.order_by(Follow.member_id)):
                found.setdefault((kind, target), []).append(Follower(member_id, seq))
    return found


def wished(wish: Wish | None) -> Wished:
    """How somebody wishes to be told, who may have said nothing."""
    if wish is None:
        return Wished()
    return Wished(
        wish.pace,
        wish.hour,
        wish.weekday,
        wish.quiet_from,
        wish.quiet_to,
        wish.follows_written,
        wish.follows_said,
        wish.mails_thanks,
    )


def wish_of(member_id: int) -> Wish | None:
    """What a member wishes, when they said something or were told something."""
    return reading().get(Wish, member_id)
