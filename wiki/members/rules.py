"""What a name, an address and a password may be; who may give which role to whom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from ipaddress import IPv4Address, IPv6Network, ip_address
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email

from wiki.kernel import clock
from wiki.kernel.errors import Conflict, Invalid, Refused
from wiki.kernel.permissions import Actor, May, Role
from wiki.kernel.slugs import title_key
from wiki.kernel.texts import one_line
from wiki.members.guesses import is_common

NAME_LENGTH = 80
#: How the name begins of those who were erased; nobody else takes it.
FORMER = "Ancien membre"
ABOUT_LENGTH = 1_000
PLACE_LENGTH = 120
#: Shortest and longest password, in characters; the limit above only bounds the work of hashing.
PASSWORD_LENGTH = 8
PASSWORD_LIMIT = 1_000
#: Characters of a name or an address that are read at all: see `kernel.slugs`.
LONGEST_READ = 1_000
THEMES = ("", "light", "dark")
#: How many days a member may be suspended for.
BLOCK_DAYS = (1, 3, 7, 30, 90, 365)
BLOCK_REASON_LENGTH = 500
#: Who sees what members say of themselves; names sign what is written, and everyone sees them.
SHOWN_TO = ("members", "public", "nobody")
#: Skills that one member says to have, and the longest of them.
SKILLS, SKILL_LENGTH = 12, 40

_ROLES = {role.name.casefold(): role for role in Role}


def clean_name(raw: str) -> str:
    """The name as it is shown: NFC, spaces folded. Raises `Invalid` for what would mislead."""
    if len(raw) > LONGEST_READ:
        raise Invalid("name_too_long", field="name", limit=NAME_LENGTH)
    name = " ".join(unicodedata.normalize("NFC", raw).split())
    if not name:
        raise Invalid("name_missing", field="name")
    if len(name) > NAME_LENGTH:
        raise Invalid("name_too_long", field="name", limit=NAME_LENGTH)
    if not is_readable(name) or "<" in name:
        raise Invalid("name_character", field="name")
    if name_key(name).startswith(name_key(FORMER)):
        raise Invalid("name_reserved", field="name")
    return name


def pseudonym(member_id: int) -> str:
    """What is shown for somebody who was erased: one and the same in all that they wrote."""
    return f"{FORMER} n°\xa0{member_id}"


def is_readable(text: str) -> bool:
    """Whether a line of text shows as it is: nothing invisible in it, nothing unreadable."""
    return "\ufffd" not in text and not any(unicodedata.category(sign)[0] == "C" for sign in text)


def name_key(name: str) -> str:
    """The key under which a name is found: case, apostrophes and dashes do not matter."""
    return title_key(name)


def check_free_name(name: str, alike: Sequence[object]) -> None:
    """Refuse a name that somebody has already."""
    if alike:
        raise Conflict("name_taken", field="name", name=name)


def clean_email(raw: str) -> str:
    """The address as it is written to. Raises `Invalid` when it cannot be one."""
    if len(raw) > LONGEST_READ or not is_readable(raw.strip()):
        raise Invalid("email_wrong", field="email")
    try:
        return validate_email(raw.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Invalid("email_wrong", field="email") from error


def email_key(email: str) -> str:
    """The key under which an address is found: two accounts never differ by case alone."""
    return unicodedata.normalize("NFC", email.strip()[:LONGEST_READ]).casefold()


def check_password(password: str, *personal: str, field: str = "password") -> None:
    """Refuse a password that is too short, too common, or the member's own name or address."""
    if len(password) < PASSWORD_LENGTH:
        raise Invalid("password_short", field=field, limit=PASSWORD_LENGTH)
    if len(password) > PASSWORD_LIMIT:
        raise Invalid("password_long", field=field, limit=PASSWORD_LIMIT)
    if is_common(password):
        raise Invalid("password_common", field=field)
    if password.casefold() in {word.casefold() for word in personal if word}:
        raise Invalid("password_personal", field=field)


def role_named(name: str) -> Role:
    """The role that an English name says: `administrator`. Raises `Invalid` for no role."""
    found = _ROLES.get(name.strip().casefold())
    if found is None:
        raise Invalid("role_unknown", field="role", name=name)
    return found


def highest_role(names: tuple[str, ...], default: Role) -> Role:
    """The highest of the roles that a host names; names that are not ours do not count."""
    known = [_ROLES[name.casefold()] for name in names if name.casefold() in _ROLES]
    return max(known, default=default)


def check_grant(actor: Actor, role: Role) -> None:
    """Refuse to give a role above one's own."""
    if role > actor.role():
        raise Refused("role_above_yours", field="role")


def check_offer(actor: Actor, role: Role) -> None:
    """Refuse to offer by invitation more than membership without the right to manage people."""
    if role > Role.MEMBER and actor.role() < May.MANAGE_PEOPLE.least:
        raise Refused("role_offer", field="role")
    check_grant(actor, role)


def clean_block_reason(raw: str) -> str:
    """Why a member is suspended, on one line. Raises `Invalid`."""
    text = one_line(raw[: 10 * BLOCK_REASON_LENGTH])
    if not text:
        raise Invalid("block_reason", field="reason")
    if len(text) > BLOCK_REASON_LENGTH:
        raise Invalid("block_reason_long", field="reason", limit=BLOCK_REASON_LENGTH)
    return text


_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def local_path(raw: str) -> str:
    """A path of this site that one may be sent to, else "": never another host, never a scheme."""
    return raw if len(raw) < 2_000 and _PATH.fullmatch(raw) else ""


def network_of(address: str) -> str:
    """What limits count of an address: of IPv6 the /64, in which one person has every address."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return address
    mapped = found.ipv4_mapped
    return str(mapped) if mapped else str(IPv6Network((int(found), 64), strict=False))


_SCOPE = re.compile(r"[a-z]{2,20}:[\w.\-/]{1,100}")


def clean_scope(raw: str) -> str:
    """The scope of a role: empty for everywhere, or `page:<uid>`. Raises `Invalid`."""
    scope = raw.strip()
    if scope and not _SCOPE.fullmatch(scope):
        raise Invalid("scope_wrong", field="scope")
    return scope


def token_scope(names: tuple[str, ...]) -> str:
    """The scope of a token as it is kept: codes of rights, or `all`. Raises `Invalid`."""
    wanted = set(names)
    if not wanted:
        raise Invalid("token_scope_missing", field="scope")
    if "all" in wanted:
        return "all"
    codes = {right.code for right in May}
    if unknown := wanted - codes:
        raise Invalid("token_scope_unknown", field="scope", name=min(unknown))
    return " ".join(sorted(wanted))


def is_open(expires_at: datetime, revoked_at: datetime | None, uses_left: int | None) -> bool:
    """Whether an invitation still lets someone in."""
    return revoked_at is None and uses_left != 0 and expires_at > clock.now()


@cache
def zones() -> tuple[str, ...]:
    """The time zones that a member may choose, by name."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone))


def check_preferences(language: str, zone: str, theme: str, languages: tuple[str, ...]) -> None:
    """Refuse a preference that is not offered."""
    if language and language not in languages:
        raise Invalid("language_unknown", field="language")
    if zone and zone not in zones():
        raise Invalid("zone_unknown", field="zone")
    if theme not in THEMES:
        raise Invalid("theme_unknown", field="theme")


def clean_skills(raw: str) -> tuple[str, ...]:
    """The skills that somebody wrote between commas or on lines, each once. Raises `Invalid`."""
    if len(raw) > LONGEST_READ:
        raise Invalid("skills_too_many", field="skills", limit=SKILLS, length=SKILL_LENGTH)
    found: dict[str, str] = {}
    for piece in re.split(r"[,;\n]", raw):
        if skill := " ".join(unicodedata.normalize("NFC", piece).split()):
            if not is_readable(skill) or set("<|") & set(skill):
                raise Invalid("skill_character", field="skills")
            found.setdefault(name_key(skill), skill)
    if len(found) > SKILLS or any(len(one) > SKILL_LENGTH for one in found.values()):
        raise Invalid("skills_too_many", field="skills", limit=SKILLS, length=SKILL_LENGTH)
    return tuple(found.values())


def sees(shown_to: str, *, is_member: bool, is_own: bool) -> bool:
    """Whether what somebody says of themselves is shown to the one who asks."""
    return is_own or shown_to == "public" or (shown_to == "members" and is_member)
