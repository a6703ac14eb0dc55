"""Acts on one's own profile and preferences."""

from __future__ import annotations

from wiki.geography.communes import departments
from wiki.journal.service import record
from wiki.kernel.db import act, lock
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor
from wiki.members import queries, rules
from wiki.members.models import Member, Profile
from wiki.members.service.people import LOCK_MEMBERS, own_member
from wiki.members.service.screening import screen
from wiki.site.queries import SITE_STAMP
from wiki.site.service import touch


def change_profile(actor: Actor, name: str, about: str, place: str) -> None:
    """Say who one is: name, a few words, place. In a host, the name is the host's."""
    name, about, place = rules.clean_name(name), about.strip(), " ".join(place.split())
    about, place = about.replace("\x00", ""), place.replace("\x00", "")
    if len(about) > rules.ABOUT_LENGTH:
        raise Invalid("about_too_long", field="about", limit=rules.ABOUT_LENGTH)
    if len(place) > rules.PLACE_LENGTH:
        raise Invalid("place_too_long", field="place", limit=rules.PLACE_LENGTH)
    with act() as session:
        member = _who_says(actor)
        lock(session, LOCK_MEMBERS)
        wanted = {"about": about.replace("\r\n", "\n"), "place": place}
        if member.external_id is None:
            others = [other for other in queries.members_named(name) if other.id != member.id]
            rules.check_free_name(name, others)
            wanted |= {"name": name, "name_key": rules.name_key(name)}
        was = (member.name, member.about, member.place)
        screen(actor, "\n".join(was), f"{name}\n{about}\n{place}")
        changed = [field for field, value in wanted.items() if getattr(member, field) != value]
        for field in changed:
            setattr(member, field, wanted[field])
        session.flush()
        if "name" in changed:
            touch(SITE_STAMP)  # the pages they wrote last bear their name
        if changed:
            record(actor, "profile_changed", "member", member.uid, fields=sorted(changed))


def change_showing(actor: Actor, shown_to: str, department: str, skills: str) -> None:
    """Say what one can do and where one works, and to whom the profile is shown."""
    if shown_to not in rules.SHOWN_TO:
        raise Invalid("shown_to_unknown", field="shown_to")
    if department and department not in departments():
        raise Invalid("department_unknown", field="department")
    found = rules.clean_skills(skills)
    wanted = {
        "shown_to": shown_to,
        "department": department,
        "skills": ", ".join(found),
        "skills_key": "".join(f"|{rules.name_key(one)}" for one in found) + "|" if found else "",
    }
    with act() as session:
        member = _who_says(actor)
        kept = session.get(Profile, member.id) or Profile(member_id=member.id)
        screen(actor, kept.skills or "", wanted["skills"])
        changed = [name for name, value in wanted.items() if getattr(kept, name) != value]
        if not changed:
            return
        for name in changed:
            setattr(kept, name, wanted[name])
        session.add(kept)
        session.flush()
        record(actor, "profile_shown", "member", member.uid, shown_to=shown_to)


def _who_says(actor: Actor) -> Member:
    """The member that the actor is, who says something to others. Raises `Refused`."""
    if actor.is_blocked:
        raise Refused("blocked")
    return own_member(actor)


def change_preferences(
    actor: Actor, language: str, zone: str, theme: str, languages: tuple[str, ...]
) -> None:
    """Set one's language, time zone and theme; empty for what the browser or the site says."""
    rules.check_preferences(language, zone, theme, languages)
    with act() as session:
        member = own_member(actor)
        if (member.language, member.zone, member.theme) == (language, zone, theme):
            return
        member.language, member.zone, member.theme = language, zone, theme
        session.flush()
        record(actor, "preferences_changed", "member", member.uid)
