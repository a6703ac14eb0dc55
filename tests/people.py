"""The people of the tests: alice administers, bob moderates, charlie is a member, dora reads."""

from __future__ import annotations

from functools import cache

from flask import Flask
from flask.testing import FlaskClient

from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM, Actor, Grant, Role
from wiki.members import queries
from wiki.members.models import Member
from wiki.members.passwords import hash_password
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


@cache
def _kept() -> str:
    return hash_password(PASSWORD)  # slow on purpose: once for all tests


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
            key = add_sign_in(session, who.member_id)
    with client.session_transaction() as kept:
        kept[queries.SESSION_KEY] = key
    return who
