"""What a contact may hold, and who is shown what of it: on plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from wiki.kernel.errors import Invalid
from wiki.kernel.texts import one_line
from wiki.members.rules import clean_email

#: What a contact is for: shown to the members and written to, or written to by the form alone.
MEMBERS, FORM = "members", "form"
USES = (MEMBERS, FORM)
#: Most contacts of one page: a letter goes to each.
MOST = 5
#: Longest name, role and word on the consent, in characters; longest letter.
NAME, TOLD, LETTER = 100, 300, 5_000
#: A letter of a visitor: soonest after its form was given, latest, and most links in it.
SOONEST, LATEST, LINKS = timedelta(seconds=3), timedelta(hours=12), 2

_PHONE = re.compile(r"\+?\d{6,15}")
_BETWEEN = re.compile(r"[\s.()-]")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True)
class Given:
    """A contact as somebody gives it; checked by `checked`."""

    name: str
    role: str
    email: str
    phone: str
    use: str
    agreed_on: str
    told: str
    is_own: bool
    agrees: bool


def checked(given: Given, today: date) -> Given:
    """The contact as it is kept. Raises `Invalid` that names the field to mend."""
    if not given.agrees:
        raise Invalid("contact_consent", field="agrees")
    if given.use not in USES:
        raise Invalid("contact_use", field="use")
    name = line(given.name, "name", NAME)
    if not name:
        raise Invalid("contact_name", field="name")
    email = clean_email(given.email) if given.email.strip() else ""
    phone = _phone(given.phone)
    if not email and (given.use == FORM or not phone):
        raise Invalid("contact_reach", field="email")
    told = line(given.told, "told", TOLD)
    if not given.is_own and not told:
        raise Invalid("contact_told", field="told")
    return Given(
        name,
        line(given.role, "role", NAME),
        email,
        phone if given.use == MEMBERS else "",  # nobody would be shown it
        given.use,
        _day(given.agreed_on, today),
        "" if given.is_own else told,
        given.is_own,
        agrees=True,
    )


def line(raw: str, field: str, longest: int) -> str:
    """A text on one line. Raises `Invalid`."""
    text = one_line(raw[: 10 * longest])
    if len(text) > longest:
        raise Invalid("contact_too_long", field=field, limit=longest)
    return text


def _phone(raw: str) -> str:
    number = _BETWEEN.sub("", raw[:100])
    if number and not (number.isascii() and _PHONE.fullmatch(number)):
        raise Invalid("contact_phone", field="phone")
    return number


def _day(raw: str, today: date) -> str:
    """The day on which a person agreed: neither to come, nor before there was a web."""
    try:
        day = date.fromisoformat(raw.strip())
    except ValueError as error:
        raise Invalid("contact_day", field="agreed_on") from error
    if not date(1990, 1, 1) <= day <= today:
        raise Invalid("contact_day", field="agreed_on")
    return day.isoformat()


def is_shown(use: str, audience: str) -> bool:
    """Whether an audience is shown how to reach the person: the address that the form alone
    reaches is shown to nobody."""
    return use == MEMBERS and audience in ("members", "stewards")


def clean_letter(raw: str) -> str:
    """The text of a letter. Raises `Invalid`."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text or "\x00" in text:
        raise Invalid("letter_empty", field="text")
    if len(text) > LETTER:
        raise Invalid("letter_too_long", field="text", limit=LETTER)
    return text


def check_human(text: str, trap: str, age: timedelta | None) -> None:
    """Refuse what a machine sends: it fills in all there is, at once, with links.

    `age` is how long ago the form was given, None when it is not known. Raises `Invalid`.
    """
    if trap:
        raise Invalid("letter_trap", field="text")
    if age is None or not SOONEST <= age <= LATEST:
        raise Invalid("letter_hasty", field="text")
    if len(_LINK.findall(text)) > LINKS:
        raise Invalid("letter_links", field="text", limit=LINKS)
