"""The people of the tests: alice administers, bob moderates, charlie is a member, dora reads."""

from __future__ import annotations

import re
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from wiki.kernel.db import act, reading
from wiki.kernel.permissions import SYSTEM, Actor, Grant, Role
from wiki.mail.models import Mail
from wiki.members import queries
from wiki.members.models import Member
from wiki.members.service import people
from wiki.members.service.sign_ins import add_sign_in

PASSWORD = "cheval agrafe pile"
ROLES = {
    "alice": Role.ADMINISTRATOR,
    "bob": Role.MODERATOR,
    "charlie": Role.MEMBER,
    "dora": Role.READER,
}


def address(name: str) -> str:
    """The address that a person of the tests signs in with."""
    return f"{name}@exemple.fr"


def make(name: str, role: Role | None = None) -> Actor:
    """A member who can sign in, with a role everywhere; the same one when made twice."""
    known = queries.members_named(name)
    return queries.actor_of_member(known[0] if known else _make(name, role))


def _make(name: str, role: Role | None) -> Member:
    wanted = role if role is not None else ROLES.get(name, Role.MEMBER)
    with act() as session:
        member = people.add_member(session, name, wanted)
        people.add_account(session, member, address(name), _kept())
        people.announce(member, SYSTEM, role=wanted.name.lower())
    return member


#: Hashing is slow on purpose: tests that are not about it use parameters that are not.
CHEAP = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


@cache
def _kept() -> str:
    return CHEAP.hash(PASSWORD)


def make_all() -> dict[str, Actor]:
    """Alice, bob, charlie and dora."""
    return {name: make(name) for name in ROLES}


def actor(name: str, role: Role, member_id: int = 1) -> Actor:
    """Somebody without a database, for tests of rules."""
    return Actor(member_id, name, (Grant(role),))


def sign_in(client: FlaskClient, app: Flask, name: str) -> Actor:
    """Signs a client in without the form, which has its own tests."""
    with app.app_context():
        who = make(name)
        assert who.member_id is not None
        with act() as session:
            key = add_sign_in(session, who.member_id, place="127.0.0.1")
    with client.session_transaction() as kept:
        kept[queries.SESSION_KEY] = key
    return who


def csrf(client: FlaskClient) -> str:
    """The token that a form of this browser's session carries."""
    with client.session_transaction() as kept:
        raw = kept.setdefault("csrf_token", "0123456789abcdef")
    signer = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token")
    return str(signer.dumps(raw))


def post(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Sends a form as its page would, token included."""
    return client.post(path, data={"csrf_token": csrf(client), **fields})


def mails(to: str = "") -> list[Mail]:
    """The mails written, the oldest first; those to one address."""
    query = sa.select(Mail).order_by(Mail.id)
    found = reading().scalars(query.where(Mail.recipient == to) if to else query)
    return list(found)


def link_in(mail: Mail) -> str:
    """The path of the first link of a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found, mail.text
    return found[1]


def code_in(mail: Mail) -> str:
    """The code at the end of the first link of a mail."""
    return link_in(mail).rpartition("/")[2]
