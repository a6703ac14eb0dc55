"""In a host: its users become members, and stay what the host says they are."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel.db import act, lock, state
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor, Role
from wiki.members import queries, rules
from wiki.members.models import Member, MemberRole
from wiki.members.service.people import LOCK_MEMBERS, add_member, announce
from wiki.site.queries import SITE_STAMP
from wiki.site.service import touch


def actor_of_host(external_id: str, name: str, roles: tuple[str, ...]) -> Actor:
    """The member that a host's user is: found, or made the first time; updated when it changed.

    Writes nothing when the host says what is known already. A deactivated member is a visitor.
    """
    name = _shown(name, external_id)
    role = rules.highest_role(roles, rules.role_named(state().options["WIKI_HOST_ROLE"]))
    actor = queries.actor_known_to_host(external_id)
    if actor.member_id is not None and (actor.name, _everywhere(actor)) == (name, role):
        return actor
    with act() as session:
        member = _member_of_host(session, external_id, name, role)
    return VISITOR if member.deactivated_at else queries.actor_of_member(member)


def _shown(name: str, external_id: str) -> str:
    kept = "".join(letter for letter in name if letter.isprintable() and letter != "<")
    return " ".join(kept.split())[: rules.NAME_LENGTH].strip() or external_id[: rules.NAME_LENGTH]


def _everywhere(actor: Actor) -> Role:
    return max((grant.role for grant in actor.grants if not grant.scope), default=Role.VISITOR)


def _member_of_host(session: Session, external_id: str, name: str, role: Role) -> Member:
    lock(session, LOCK_MEMBERS)
    member = session.scalar(sa.select(Member).where(Member.external_id == external_id))
    if member is None:
        member = add_member(session, name, role, external_id=external_id)
        announce(member, SYSTEM, role=role.name.lower())
    elif member.deactivated_at is None:
        _follow(session, member, name, role)
    return member


def _follow(session: Session, member: Member, name: str, role: Role) -> None:
    changes: dict[str, Any] = {}
    if member.name != name:
        changes["name"] = True
        member.name, member.name_key = name, rules.name_key(name)
    found = session.get(MemberRole, (member.id, ""))
    before = Role(found.role) if found else Role.VISITOR
    if before is not role:
        changes |= {"from": before.name.lower(), "to": role.name.lower()}
        session.merge(MemberRole(member_id=member.id, scope="", role=role))
    if "name" in changes:
        session.flush()
        touch(SITE_STAMP)  # the pages they wrote last bear their name
    if changes:
        record(SYSTEM, "member_updated_by_host", "member", member.uid, **changes)
