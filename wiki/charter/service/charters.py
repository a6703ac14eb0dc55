"""Acts on a charter as a whole: making it of a page, saying how it is made, who keeps it."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.charter.models import Charter, Version
from wiki.charter.queries import charters as queries
from wiki.charter.rules import procedure
from wiki.charter.rules.versions import DRAFT, MAJOR
from wiki.charter.service.log import note
from wiki.journal.service import take_turn
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.permissions import Actor, May, Role, require
from wiki.markup.outline import slug as slug_of
from wiki.members import queries as members
from wiki.members.service.people import set_role
from wiki.organisations.service.mandates import member_named
from wiki.pages.queries import pages
from wiki.site.queries import policy

#: Office -> the role that it is, within the charter alone.
OFFICES = {"guarantor": Role.MODERATOR, "drafter": Role.STEWARD}


def scope_of(charter: Charter) -> str:
    """What the roles of its offices are limited to."""
    return f"charter:{charter.uid}"


def make(actor: Actor, page_title: str, network_uid: str, title: str) -> Charter:
    """Make a charter whose draft is a page; the actor is its first garant.

    Raises `Invalid`, `Conflict`.
    """
    name = procedure.title(title)
    with act() as session:
        require(actor, May.DRAFT_CHARTER, policy())
        page = pages.led_to(page_title[:1_000])
        if page is None or not page_title.strip():
            raise Invalid("charter_page_missing", field="page", title=page_title[:200])
        page = pages.by_uid(page.uid, locked=True)
        network = next((one for one in queries.networks() if one.uid == network_uid), None)
        if network is None:
            raise Invalid("charter_network", field="network")
        if queries.of_page(page.id) is not None:
            raise Conflict("charter_of_page", title=page.title, field="page")
        take_turn()  # nobody else takes its name meanwhile
        charter = Charter(
            slug=_free_slug(name),
            title=name,
            page_id=page.id,
            network_id=network.id,
            rules=dict(procedure.USUAL),
            made_by_id=actor.member_id,
            made_at=clock.now(),
        )
        session.add(charter)
        session.flush()
        if actor.member_id is not None:
            set_role(session, actor.member_id, scope_of(charter), OFFICES["guarantor"])
        version = add_draft(charter, None, MAJOR, page.head)
        note(actor, charter, "charter_made", version=version.uid, state=DRAFT, page=page.uid)
    return charter


def _free_slug(title: str) -> str:
    """What the charter is called in addresses: that of its title, numbered when it is taken."""
    wanted, number = slug_of(title), 1
    name = wanted
    taken = set(reading().scalars(sa.select(Charter.slug))) | {"mine", "new"}
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def add_draft(charter: Charter, parent: Version | None, severity: str, revision: int) -> Version:
    """A new version of a charter, as a draft. Inside an act."""
    now = clock.now()
    version = Version(
        charter_id=charter.id,
        parent_id=parent.id if parent else None,
        state=DRAFT,
        severity=severity,
        calendar={},
        opened_revision=revision,
        reason="",
        made_at=now,
        since=now,
    )
    reading().add(version)
    reading().flush()
    return version


def held(actor: Actor, slug: str, right: May = May.KEEP_CHARTER) -> Charter:
    """The charter, held until the act ends, for somebody who has that right on it."""
    charter = queries.by_slug(slug, locked=True)
    require(actor, right, policy(), scope_of(charter))
    return charter


def settle(actor: Actor, slug: str, given: procedure.Procedure) -> None:
    """Say how the draft is to be made: calendar and rules, fixed once it opens.

    Raises `Invalid`, `Conflict`.
    """
    wanted = procedure.settled(given)
    with act():
        charter = held(actor, slug)
        version = queries.under_way(charter.id)
        if version is None or version.state != DRAFT:
            raise Conflict("charter_opened")
        charter.rules, version.calendar = wanted.rules, dict(wanted.calendar)
        version.severity = wanted.severity
        note(
            actor,
            charter,
            "charter_settled",
            version=version.uid,
            rules=wanted.rules,
            calendar=dict(wanted.calendar),
            severity=wanted.severity,
        )


def appoint(actor: Actor, slug: str, name: str, office: str) -> None:
    """Give somebody an office of the charter. Raises `Invalid`."""
    if office not in OFFICES:
        raise Invalid("charter_office", field="office")
    with act() as session:
        charter = held(actor, slug)
        member_id = member_named(name)
        set_role(session, member_id, scope_of(charter), OFFICES[office])
        note(actor, charter, "charter_appointed", member=member_id, office=office)


def dismiss(actor: Actor, slug: str, member_uid: str) -> None:
    """Take an office back from somebody."""
    with act() as session:
        charter = held(actor, slug)
        member = members.member_by_uid(member_uid)
        set_role(session, member.id, scope_of(charter), Role.VISITOR)
        note(actor, charter, "charter_dismissed", member=member.id)
