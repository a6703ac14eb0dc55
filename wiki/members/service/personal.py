"""All that the wiki keeps of a member: given to them, or erased."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, lock, overwrite_what_is_deleted, reading, state
from wiki.kernel.permissions import Actor, May, Role, require
from wiki.kernel.personal import Personal, told
from wiki.mail.service import forget_letters_of
from wiki.members import queries, rules
from wiki.members.models import (
    Account,
    Block,
    Code,
    Identity,
    Invitation,
    Member,
    MemberRole,
    Passkey,
    Profile,
    RecoveryCode,
    SecondFactor,
    SignIn,
    Token,
)
from wiki.members.service.accounts import check_owner
from wiki.members.service.people import LOCK_MEMBERS, keep_an_administrator, own_member
from wiki.site.queries import SITE_STAMP, policy
from wiki.site.service import touch


def data_of(actor: Actor) -> dict[str, Any]:
    """All that is kept of the one who asks, by subject."""
    member = own_member(actor)
    return {name: dict(personal.of(member.id)) for name, personal in _each()}


def erase_myself(actor: Actor, password: str, *, place: str, sign_in_key: str = "") -> None:
    """Erase all that is kept of the one who asks, and who gave the password again."""
    member = own_member(actor)
    check_owner(member, password, place, field="password", sign_in_key=sign_in_key)
    with act():
        _erase(actor, queries.member(member.id))


def erase_member(actor: Actor, member_uid: str) -> None:
    """Erase all that is kept of a member who asked for it."""
    with act():
        require(actor, May.MANAGE_PEOPLE, policy())
        member = queries.member_by_uid(member_uid)
        rules.check_grant(actor, queries.actor_of_member(member).role())
        _erase(actor, member)


def _erase(actor: Actor, member: Member) -> None:
    lock(reading(), LOCK_MEMBERS)
    keep_an_administrator(member, queries.actor_of_member(member).role(), Role.VISITOR)
    overwrite_what_is_deleted()
    for _name, personal in reversed(_each()):  # those above may still ask what is below
        personal.erase(member.id)
    touch(SITE_STAMP)  # the pages they wrote bear their name
    record(actor, "member_erased", "member", member.uid)


def _each() -> list[tuple[str, Personal]]:
    return [(one.name, one.load(one.personal)) for one in state().subjects if one.personal]


# -- What the members themselves keep


def _of(member_id: int) -> dict[str, Any]:
    mine = {
        "profile": sa.select(
            *(getattr(Member, name) for name in ("uid", "name", "about", "place", "joined_at")),
            *(getattr(Member, name) for name in ("language", "zone", "theme", "deactivated_at")),
        ).where(Member.id == member_id),
        "directory": sa.select(Profile.shown_to, Profile.department, Profile.skills).where(
            Profile.member_id == member_id
        ),
        "account": sa.select(Account.email).where(Account.member_id == member_id),
        "roles": sa.select(MemberRole.scope, MemberRole.role).where(
            MemberRole.member_id == member_id
        ),
        "browsers": sa.select(
            SignIn.browser, SignIn.place, SignIn.made_at, SignIn.seen_at, SignIn.expires_at
        ).where(SignIn.member_id == member_id),
        "second_factor": sa.select(SecondFactor.made_at, SecondFactor.confirmed_at).where(
            SecondFactor.member_id == member_id
        ),
        "passkeys": sa.select(
            Passkey.name, Passkey.made_at, Passkey.last_used_at, Passkey.credential
        ).where(Passkey.member_id == member_id),
        "identities": sa.select(
            Identity.issuer, Identity.subject, Identity.label, Identity.made_at
        ).where(Identity.member_id == member_id),
        "recovery_codes": sa.select(sa.func.count().label("left")).where(
            RecoveryCode.member_id == member_id
        ),
        "tokens": sa.select(Token.name, Token.scope, Token.made_at, Token.expires_at).where(
            Token.member_id == member_id
        ),
        "blocks": sa.select(Block.at, Block.until, Block.lifted_at, Block.reason).where(
            Block.member_id == member_id
        ),
        "invitations": sa.select(Invitation.email, Invitation.made_at).where(
            Invitation.inviter_id == member_id
        ),
        "journal": sa.select(Entry.at, Entry.action, Entry.object_kind, Entry.object_uid)
        .where(Entry.actor_id == member_id)
        .order_by(Entry.seq),
    }
    return {name: told(query) for name, query in mine.items()}


def _erase_of_member(member_id: int) -> None:
    session, account = reading(), queries.account_of(member_id)
    if account and account.email:
        forget_letters_of(account.email)
        session.execute(
            sa.update(Invitation).where(Invitation.email == account.email).values(email="")
        )
        for code in session.scalars(sa.select(Code).where(Code.purpose == "join")).all():
            if code.detail.get("email") == account.email:
                session.delete(code)
    mine = (Account, Profile, SignIn, SecondFactor, Passkey, Identity, RecoveryCode, Code, Token)
    for table in (*mine, MemberRole, Block):
        session.execute(sa.delete(table).where(table.member_id == member_id))
    session.execute(
        sa.update(Invitation)
        .where(Invitation.inviter_id == member_id, Invitation.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )
    member = queries.member(member_id)
    member.name, member.name_key = rules.pseudonym(member.id), f"\x7f{member.uid}"
    member.about = member.place = member.language = member.zone = member.theme = ""
    member.external_id = None
    member.deactivated_at = member.deactivated_at or clock.now()
    session.flush()


PERSONAL = Personal(_of, _erase_of_member)
