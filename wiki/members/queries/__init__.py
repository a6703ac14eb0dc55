"""Finding members, and the actor behind a session or a token."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import begins, look, reading
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.permissions import VISITOR, Actor, Grant, Role
from wiki.language.folding import fold
from wiki.members import rules
from wiki.members.keys import hash_of
from wiki.members.models import (
    Account,
    Bell,
    Block,
    Invitation,
    Member,
    MemberRole,
    RecoveryCode,
    SecondFactor,
    SignIn,
    Token,
)

#: Where Flask's signed session keeps the key of a sign-in.
SESSION_KEY = "wiki_sign_in"

_BLOCKED = (
    sa.select(sa.func.max(Block.until))
    .where(Block.member_id == Member.id, Block.lifted_at.is_(None))
    .correlate(Member)
    .scalar_subquery()
)


def _rung(column: sa.SQLColumnExpression[int]) -> sa.ScalarSelect[int]:
    mine = sa.select(column).where(Bell.member_id == Member.id)
    return mine.correlate(Member).scalar_subquery()


#: The columns that `actor_from` reads.
WHO = (
    Member.id,
    Member.name,
    Member.language,
    Member.zone,
    Member.theme,
    MemberRole.scope,
    MemberRole.role,
    _BLOCKED.label("blocked_until"),
    _rung(Bell.news).label("news"),
    _rung(Bell.follows).label("follows"),
)
#: Of `SignIn` and `Member`: the sign-in of this key holds, and its member may come in.
SIGNED_IN = (
    SignIn.key_hash == sa.bindparam("key_hash"),
    SignIn.expires_at > sa.bindparam("now", type_=SignIn.expires_at.type),
    Member.id == SignIn.member_id,
    Member.deactivated_at.is_(None),
)
_BY_SESSION = (
    sa.select(*WHO)
    .select_from(SignIn)
    .join(Member, sa.and_(*SIGNED_IN))
    .outerjoin(MemberRole, MemberRole.member_id == Member.id)
)


def actor_of_session(session: Mapping[str, Any]) -> Actor:
    """The actor who signed in with this session, else a visitor. One indexed query."""
    key = session.get(SESSION_KEY)
    if not isinstance(key, str):
        return VISITOR
    return actor_from(look(_BY_SESSION, key_hash=hash_of(key), now=clock.now()))


def actor_from(rows: Sequence[tuple[Any, ...]], token_scope: frozenset[str] | None = None) -> Actor:
    """The actor that rows beginning with `WHO` describe; none: a visitor."""
    if not rows:
        return VISITOR
    until = rows[0][7]
    is_blocked = until is not None and until > clock.now()
    return _actor(tuple(map(tuple, rows)), token_scope, is_blocked)


@lru_cache(2_000)
def _actor(
    rows: tuple[tuple[Any, ...], ...], token_scope: frozenset[str] | None, is_blocked: bool
) -> Actor:
    grants = tuple(Grant(Role(row[6]), row[5]) for row in rows if row[6] is not None)
    number, name, language, zone, theme = rows[0][:5]
    return Actor(
        number,
        name,
        grants,
        is_blocked=is_blocked,
        token_scope=token_scope,
        language=language,
        zone=zone,
        theme=theme,
        news=rows[0][8] or 0,
        follows=rows[0][9] or 0,
    )


_THEM = sa.select(*WHO).outerjoin(MemberRole, MemberRole.member_id == Member.id)


def actor_of_member(member: Member) -> Actor:
    """The actor that a member is, with the roles granted."""
    return actor_from(reading().execute(_THEM.where(Member.id == member.id)).all())


def actors(member_ids: Collection[int]) -> dict[int, Actor]:
    """The actors that some members are, by their ids; without those who may not come in."""
    query = _THEM.where(Member.id.in_(sorted(member_ids)), Member.deactivated_at.is_(None))
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for row in reading().execute(query):
        rows.setdefault(row[0], []).append(tuple(row))
    return {member_id: actor_from(of_one) for member_id, of_one in rows.items()}


_BY_HOST = (
    sa.select(*WHO)
    .outerjoin(MemberRole, MemberRole.member_id == Member.id)
    .where(Member.external_id == sa.bindparam("external_id"))
    .where(Member.deactivated_at.is_(None))
)


def actor_known_to_host(external_id: str) -> Actor:
    """The member that a host's user became, or a visitor. One indexed query."""
    return actor_from(look(_BY_HOST, external_id=external_id))


_BY_TOKEN = (
    sa.select(*WHO, Token.scope.label("rights"))
    .select_from(Token)
    .join(Member, Member.id == Token.member_id)
    .outerjoin(MemberRole, MemberRole.member_id == Member.id)
    .where(Token.token_hash == sa.bindparam("token_hash"))
    .where(Member.deactivated_at.is_(None))
    .where(
        sa.or_(
            Token.expires_at.is_(None),
            Token.expires_at > sa.bindparam("now", type_=Token.made_at.type),
        )
    )
)


def actor_of_token(token: str) -> Actor:
    """The member that a bearer token stands for, limited to its scope.

    Raises `Refused` (`token_wrong`) for a token that is unknown, expired or taken back.
    """
    rows = look(_BY_TOKEN, token_hash=hash_of(token), now=clock.now())
    if not rows:
        raise Refused("token_wrong")
    return actor_from(rows, frozenset(rows[0][-1].split()))


# -- Members


def blocks_of(member_id: int) -> Sequence[Block]:
    """The suspensions of a member, the newest first."""
    query = sa.select(Block).where(Block.member_id == member_id).order_by(Block.id.desc())
    return reading().scalars(query).all()


def block_of(member_id: int) -> Block | None:
    """Until when a member writes nothing, and why; None for who may write."""
    now = clock.now()
    return next(
        (one for one in blocks_of(member_id) if one.lifted_at is None and one.until > now), None
    )


def members_page(*, search: str = "", after: int | None = None) -> Slice[Member]:
    """Everyone by name, closed accounts too; `search` is in the name or the place."""
    query = sa.select(Member)
    if search:
        query = query.where(like(Member.name_key, search) | like(Member.place, search))
    return _by_name(query, after)


def _by_name(query: sa.Select[Member], after: int | None) -> Slice[Member]:
    found = after_member(query, after).order_by(Member.sort, Member.id).limit(PAGE_SIZE + 1)
    return slice_of(reading().scalars(found).all(), PAGE_SIZE, lambda one: one.id)


def after_member(
    query: sa.Select[*tuple[Any, ...]], after: int | None
) -> sa.Select[*tuple[Any, ...]]:
    """The members of a query who come after one, by name."""
    if after is None:
        return query
    start = sa.select(Member.sort, Member.id).where(Member.id == after)
    return query.where(sa.tuple_(Member.sort, Member.id) > start.scalar_subquery())


def members_like(prefix: str, size: int = 8) -> Sequence[Member]:
    """Active members whose name begins so: for those who write it."""
    key = rules.name_key(prefix)
    query = sa.select(Member).where(Member.deactivated_at.is_(None), begins(Member.name_key, key))
    return reading().scalars(query.order_by(Member.name_key).limit(size)).all()


def like(column: sa.SQLColumnExpression[str], search: str) -> sa.ColumnElement[bool]:
    """Whether words are in a column of names."""
    return sa.func.lower(column).contains(rules.name_key(search), autoescape=True)


def roles_of(member_ids: set[int]) -> dict[int, Role]:
    """Member id -> the role held everywhere."""
    query = sa.select(MemberRole.member_id, MemberRole.role)
    rows = reading().execute(
        query.where(MemberRole.scope == "", MemberRole.member_id.in_(member_ids))
    )
    return {row.member_id: Role(row.role) for row in rows}


def addresses_of(member_ids: set[int]) -> dict[int, str]:
    """Member id -> address, for the administration."""
    query = sa.select(Account.member_id, Account.email).where(Account.email.is_not(None))
    rows = reading().execute(query.where(Account.member_id.in_(member_ids)))
    return {row.member_id: row.email for row in rows}


def uids(member_ids: set[int]) -> dict[int, str]:
    """Member id -> public id, for the links of lists."""
    rows = reading().execute(sa.select(Member.id, Member.uid).where(Member.id.in_(member_ids)))
    return {row.id: row.uid for row in rows}


def invitations(inviter_id: int | None = None, *, before: int | None = None) -> Slice[Invitation]:
    """Invitations, the newest first; those of one member, or all of them."""
    query = sa.select(Invitation).order_by(Invitation.id.desc()).limit(PAGE_SIZE + 1)
    if inviter_id is not None:
        query = query.where(Invitation.inviter_id == inviter_id)
    if before is not None:
        query = query.where(Invitation.id < before)
    return slice_of(reading().scalars(query).all(), PAGE_SIZE, lambda found: found.id)


def member(member_id: int) -> Member:
    """The member with this row id. Raises `Missing`."""
    found = reading().get(Member, member_id)
    if found is None:
        raise Missing("member_unknown")
    return found


def member_by_uid(uid: str) -> Member:
    """The member with this public id. Raises `Missing`."""
    query = sa.select(Member).where(Member.uid == uid.replace("\x00", ""))
    found = reading().scalar(query)
    if found is None:
        raise Missing("member_unknown")
    return found


def is_active(uid: str) -> bool:
    """Whether a member has this public id and may come in."""
    query = sa.select(Member.id).where(Member.uid == uid, Member.deactivated_at.is_(None))
    return reading().scalar(query) is not None


def by_uids(uids: Collection[str]) -> dict[str, Member]:
    """The members of these public ids, by them."""
    found = reading().scalars(sa.select(Member).where(Member.uid.in_(sorted(uids))))
    return {one.uid: one for one in found}


def members_named(name: str) -> Sequence[Member]:
    """The members of this name; case, apostrophes and dashes do not matter."""
    return reading().scalars(sa.select(Member).where(Member.name_key == rules.name_key(name))).all()


def names(member_ids: set[int]) -> dict[int, str]:
    """Member id -> name, for the lists that show authors."""
    rows = reading().execute(sa.select(Member.id, Member.name).where(Member.id.in_(member_ids)))
    return {row.id: row.name for row in rows}


def has_signed_in(member_id: int) -> bool:
    """Whether a member has signed in before."""
    query = sa.select(Entry.seq).where(Entry.actor_id == member_id, Entry.action == "signed_in")
    return reading().scalar(query.limit(1)) is not None


def account_of(member_id: int) -> Account | None:
    """How a member signs in; None in a host."""
    return reading().get(Account, member_id)


def account_by_email(email: str) -> Account | None:
    """The account of an address."""
    key = rules.email_key(email)
    return reading().scalar(sa.select(Account).where(Account.email_key == key))


def account_by_identifier(identifier: str) -> Account | None:
    """The account that an address or a member's name signs in to."""
    if len(identifier) > rules.LONGEST_READ or not rules.is_readable(identifier):
        return None
    if "@" in identifier:
        return account_by_email(identifier)
    key = rules.name_key(identifier)
    query = sa.select(Account).join(Member, Member.id == Account.member_id)
    return reading().scalar(query.where(Member.name_key == key))


def members_without_account() -> Sequence[Member]:
    """Active members who have no way to sign in of their own, by name: those of a demonstration."""
    query = sa.select(Member).outerjoin(Account, Account.member_id == Member.id)
    query = query.where(Account.member_id.is_(None), Member.external_id.is_(None))
    found = reading().scalars(query.where(Member.deactivated_at.is_(None)))
    return sorted(found, key=lambda one: (fold(one.name), one.id))


def sign_ins_of(member_id: int) -> Sequence[SignIn]:
    """Where a member is signed in, the newest first."""
    query = sa.select(SignIn).where(SignIn.member_id == member_id, SignIn.expires_at > clock.now())
    return reading().scalars(query.order_by(SignIn.made_at.desc())).all()


def has_second_factor(member_id: int) -> bool:
    """Whether a code is asked of a member beside the password."""
    query = sa.select(SecondFactor.member_id).where(SecondFactor.member_id == member_id)
    return reading().scalar(query.where(SecondFactor.confirmed_at.is_not(None))) is not None


def recovery_codes_left(member_id: int) -> int:
    """How many recovery codes a member has not used."""
    query = sa.select(sa.func.count()).where(RecoveryCode.member_id == member_id)
    return reading().scalar(query) or 0


def tokens_of(member_id: int) -> Sequence[Token]:
    """The tokens of a member, the newest first."""
    query = sa.select(Token).where(Token.member_id == member_id)
    return reading().scalars(query.order_by(Token.id.desc())).all()


def grants_of(member_id: int) -> Sequence[MemberRole]:
    """The roles of a member, the one that holds everywhere first."""
    query = sa.select(MemberRole).where(MemberRole.member_id == member_id)
    return reading().scalars(query.order_by(MemberRole.scope)).all()


_ADMINISTRATORS = (
    sa.select(sa.func.count())
    .select_from(MemberRole)
    .join(Member, Member.id == MemberRole.member_id)
    .where(MemberRole.scope == "", MemberRole.role == Role.ADMINISTRATOR)
    .where(Member.deactivated_at.is_(None))
)


def has_administrator() -> bool:
    """Whether somebody who can come in administers the site: archives bring no accounts."""
    comes_in = Account.member_id.is_not(None) | Member.external_id.is_not(None)
    query = _ADMINISTRATORS.outerjoin(Account, Account.member_id == Member.id).where(comes_in)
    return bool(reading().scalar(query))


def count_administrators() -> int:
    """How many active members administer the site."""
    return reading().scalar(_ADMINISTRATORS) or 0


def invitation_by_token(token: str) -> Invitation:
    """The invitation that a link holds. Raises `Missing` when it holds none, or no more."""
    found = reading().scalar(sa.select(Invitation).where(Invitation.token_hash == hash_of(token)))
    if found is None or not rules.is_open(found.expires_at, found.revoked_at, found.uses_left):
        raise Missing("invitation_over")
    return found
