"""Members, what they may, and the keys with which they come in (kept hashed, never as given)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, validates

from wiki.kernel.db import BigId, Moment, ShortKey, Truth
from wiki.kernel.slugs import new_uid, title_key
from wiki.language.folding import sort_key


class Member(Truth):
    """Someone who acts under a name; in a host, `external_id` is the host's."""

    __tablename__ = "wiki_member"
    __table_args__ = (sa.Index("ix_wiki_member_sort", "sort", "id"),)
    own_columns = frozenset({"about", "place", "place_key", "language", "zone", "theme"})

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    name: Mapped[str]
    #: The name folded, to find it and to refuse a second one alike.
    name_key: Mapped[str] = mapped_column(ShortKey, index=True)
    #: How it is put in order: follows from the key.
    sort: Mapped[str] = mapped_column(ShortKey, server_default="")
    external_id: Mapped[str | None] = mapped_column(unique=True)
    joined_at: Mapped[datetime] = mapped_column(Moment)
    deactivated_at: Mapped[datetime | None] = mapped_column(Moment)
    #: The profile: a few words, and where the member works.
    about: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    #: The place folded as a title is: it may be that of a page.
    place_key: Mapped[str] = mapped_column(ShortKey, index=True, default="", server_default="")
    #: Preferences; empty means what the browser or the site says.
    language: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(default="")

    @validates("name_key")
    def _put_in_order(self, _name: str, name_key: str) -> str:
        self.sort = sort_key(name_key)
        return name_key

    @validates("place")
    def _fold_place(self, _name: str, place: str) -> str:
        self.place_key = title_key(place)
        return place


class Profile(Truth):
    """What members say of themselves beyond their name, and to whom; without a row, to members."""

    __tablename__ = "wiki_profile"
    is_private = True

    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Member.id), primary_key=True, autoincrement=False
    )
    #: A code of `rules.SHOWN_TO`.
    shown_to: Mapped[str] = mapped_column(default="members")
    #: The INSEE code of a department, or "".
    department: Mapped[str] = mapped_column(index=True, default="")
    #: As the member wrote them, between commas; folded, between bars, to find them.
    skills: Mapped[str] = mapped_column(default="")
    skills_key: Mapped[str] = mapped_column(default="")


class MemberRole(Truth):
    """A role granted to a member, everywhere or for one scope."""

    __tablename__ = "wiki_grant"

    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id), primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True, default="")
    role: Mapped[int]


class Bell(Truth):
    """What is read with each member at every view: what waits for them, kept by those above."""

    __tablename__ = "wiki_member_bell"
    is_private = True

    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Member.id), primary_key=True, autoincrement=False
    )
    #: How many notices they have not seen, and how often what they follow has changed.
    news: Mapped[int] = mapped_column(default=0)
    follows: Mapped[int] = mapped_column(default=0)


class Account(Truth):
    """How a member signs in to the stand-alone wiki; a host keeps its own accounts."""

    __tablename__ = "wiki_account"
    is_private = True

    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Member.id), primary_key=True, autoincrement=False
    )
    #: No address: the member signs in with the name alone, and cannot recover a password.
    email: Mapped[str | None]
    email_key: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str]


class SignIn(Truth):
    """One browser that is signed in: the row gone, its cookie is worth nothing."""

    __tablename__ = "wiki_sign_in"
    is_private = True

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    #: What the browser says it is, and the network that it was last seen in: so that a member
    #: recognises it in the list.
    browser: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def uid(self) -> str:
        """Names it to its owner: the beginning of the hash, which gives nothing of the key."""
        return self.key_hash[:20]


class SecondFactor(Truth):
    """What is asked beside the password: a code of a telephone, or one of the passkeys."""

    __tablename__ = "wiki_second_factor"
    is_private = True

    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Member.id), primary_key=True, autoincrement=False
    )
    #: The secret that the telephone shares, sealed with the key of the wiki; "" for passkeys alone.
    secret: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    #: Until a code of it was given once, it is asked of nobody.
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    #: The half minute of the last code that served: none serves twice.
    last_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)


class Passkey(Truth):
    """The public half of a key that a device of a member keeps, and signs with."""

    __tablename__ = "wiki_passkey"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id), index=True)
    #: What the device calls it, and what it signs with, both in base64url.
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    #: How often the device says to have signed: 0 for ever where it does not count.
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    #: How the device is reached (`internal usb hybrid`), for the browser to ask the right one.
    transports: Mapped[str] = mapped_column(default="")
    #: Whether it is copied to other devices of the same person, by who made it.
    is_synced: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)


class Identity(Truth):
    """Who a member is for a provider of accounts, which the member signs in with."""

    __tablename__ = "wiki_identity"
    is_private = True
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id), index=True)
    issuer: Mapped[str]
    #: What the provider calls them for us, for ever.
    subject: Mapped[str]
    #: The address or the name that the provider gave, so that its owner recognises it.
    label: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCode(Truth):
    """A code that stands for the telephone once, printed or noted by the member."""

    __tablename__ = "wiki_recovery_code"
    is_private = True

    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id), primary_key=True)
    code_hash: Mapped[str] = mapped_column(primary_key=True)


class Code(Truth):
    """A code sent by mail or printed once: good for one purpose, one use and a short time."""

    __tablename__ = "wiki_code"
    is_private = True

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    #: join | reset | address | first_run | second_step | passkey_new | passkey
    purpose: Mapped[str]
    #: Nobody yet for `join`, `first_run` and `passkey`.
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Member.id), index=True)
    #: What waits for the code: the sign-up, or the new address.
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Invitation(Truth):
    """An invitation to join, by link or by mail, with the role it offers."""

    __tablename__ = "wiki_invitation"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    token_hash: Mapped[str] = mapped_column(unique=True)
    #: The address it was sent to; empty for a link.
    email: Mapped[str] = mapped_column(default="")
    role: Mapped[int]
    inviter_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Member.id), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    #: How many may still come in with it; None: any number.
    uses_left: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Token(Truth):
    """A bearer token of a member for programs, limited to some rights."""

    __tablename__ = "wiki_token"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    token_hash: Mapped[str] = mapped_column(unique=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id), index=True)
    name: Mapped[str]
    #: Codes of rights separated by spaces, or `all`.
    scope: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)


class Block(Truth):
    """Until a moment a member reads and writes nothing, for a reason that they are told."""

    __tablename__ = "wiki_block"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Member.id), index=True)
    until: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
    #: Ended before its day, or replaced by another.
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    lifted_by_id: Mapped[int | None] = mapped_column(BigId)


class Attempt(Truth):
    """One try at something that is limited in time; `bucket` is a hash of what is counted."""

    __tablename__ = "wiki_attempt"
    is_private = True
    __table_args__ = (sa.Index("ix_wiki_attempt_bucket", "bucket", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bucket: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, index=True)
