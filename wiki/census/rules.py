"""What a census may be, and what may become of it and of those it asks: on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from wiki.geography.communes import commune_today, departments, regions
from wiki.geography.finding import understood
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.texts import one_line
from wiki.members.rules import clean_email, email_key
from wiki.schema.kinds import Field, Kind

DRAFT, OPEN, CLOSED, PUBLISHED = STATES = ("draft", "open", "closed", "published")

#: Those that a census asks: the « cibles ».
KINDS = ("place", "project", "authority", "chamber", "other")
#: On what ground an address is used: it is published to be written to, or its owner gave it.
PUBLIC, GIVEN = BASES = ("public", "given")

TARGET_STATES = (
    "to_invite",
    "invited",
    "reminded",
    "answered",
    "accepted",
    "refused",
    "bad_address",
    "silent",
)
TO_INVITE, INVITED, REMINDED, ANSWERED, ACCEPTED, DECLINED, BAD_ADDRESS, SILENT = TARGET_STATES
#: Event -> where it leads, and from where.
_MOVES: Mapping[str, tuple[str, frozenset[str]]] = {
    "invite": (INVITED, frozenset({TO_INVITE})),
    "remind": (REMINDED, frozenset({INVITED, REMINDED})),
    "answer": (ANSWERED, frozenset(TARGET_STATES) - {ACCEPTED}),
    "accept": (ACCEPTED, frozenset(TARGET_STATES) - {ACCEPTED}),
    "decline": (DECLINED, frozenset(TARGET_STATES) - {ACCEPTED, DECLINED}),
    "bounce": (BAD_ADDRESS, frozenset({INVITED, REMINDED})),
    "silence": (SILENT, frozenset({INVITED, REMINDED})),
    "readdress": (TO_INVITE, frozenset({BAD_ADDRESS})),
}
#: States of those who said something, and of those that a letter was sent to.
HEARD = frozenset({ANSWERED, ACCEPTED})
ASKED = frozenset(TARGET_STATES) - {TO_INVITE}

#: Longest title, name and word on an address, in characters; longest text.
TITLE, NAME, TOLD, TEXT = 150, 150, 300, 10_000
#: Days between two letters, and reminders, at most; longest census, in days.
SOONEST, LATEST, REMINDERS, LONGEST = 3, 90, 5, 400


@dataclass(frozen=True)
class Settings:
    """What a census is to be, as somebody says it; checked by `settled`."""

    title: str
    intro: str
    method: str
    kind: str
    fields: tuple[str, ...]
    opens_on: str
    closes_on: str
    territory: str
    remind_after: str
    remind_most: str
    is_public: bool


@dataclass(frozen=True)
class Asked:
    """A target as somebody gives it; checked by `target`."""

    kind: str
    name: str
    commune: str = ""
    email: str = ""
    basis: str = ""
    told: str = ""
    based_on: str = ""


@dataclass(frozen=True)
class Checked:
    """A target as it is kept."""

    kind: str
    name: str
    insee: str
    department: str
    email: str
    basis: str
    told: str
    based_on: str


# -- The census


def askable(kind: Kind) -> tuple[Field, ...]:
    """The fields that a link without account may ask: those that everybody sees."""
    return tuple(one for one in kind.fields if one.visibility == "public" and not one.hidden)


def settled(given: Settings, kind: Kind | None) -> Settings:
    """The settings as they are kept. Raises `Invalid` that names the field to mend."""
    title = _line(given.title, "title", TITLE)
    if not title:
        raise Invalid("census_title", field="title")
    if kind is None:
        raise Invalid("census_kind", field="kind")
    known = {one.id for one in askable(kind)}
    fields = tuple(one.id for one in askable(kind) if one.id in given.fields)
    if not fields or set(given.fields) - known:
        raise Invalid("census_fields", field="fields")
    first, last = day(given.opens_on, "opens_on"), day(given.closes_on, "closes_on")
    if not first <= last <= first + timedelta(days=LONGEST):
        raise Invalid("census_days", field="closes_on", limit=LONGEST)
    if given.territory and not departments_of(given.territory):
        raise Invalid("census_territory", field="territory")
    after, most = _number(given.remind_after, "remind_after"), _number(given.remind_most, "most")
    if after and not SOONEST <= after <= LATEST:
        raise Invalid("census_remind_after", field="remind_after", least=SOONEST, most=LATEST)
    if most > REMINDERS:
        raise Invalid("census_remind_most", field="remind_most", most=REMINDERS)
    return Settings(
        title,
        text(given.intro, "intro"),
        text(given.method, "method"),
        kind.code,
        fields,
        first.isoformat(),
        last.isoformat(),
        given.territory,
        str(after),
        str(most),
        given.is_public,
    )


def departments_of(territory: str) -> frozenset[str]:
    """The departments of a territory; none for one that does not exist, all for everywhere."""
    sort, _, code = territory.partition(":")
    if not territory:
        return frozenset(departments())
    if sort == "department" and code in departments():
        return frozenset({code})
    if sort == "region" and code in regions():
        return frozenset(one.code for one in departments().values() if one.region == code)
    return frozenset()


def check_change(state: str, before: Settings, after: Settings) -> None:
    """Refuse to change what those who answered were asked. Raises `Conflict`."""
    if state in (CLOSED, PUBLISHED):
        raise Conflict("census_over")
    if state == OPEN and (before.kind, before.fields) != (after.kind, after.fields):
        raise Conflict("census_asked_already", field="fields")


def check_open(state: str, opens_on: str, closes_on: str, today: str) -> None:
    """Refuse to open a census that cannot be. Raises `Conflict`."""
    if state != DRAFT:
        raise Conflict("census_opened_already")
    if today < opens_on:
        raise Conflict("census_too_early", day=opens_on)
    if closes_on < today:
        raise Conflict("census_too_late", day=closes_on)


def check_is_open(state: str) -> None:
    """Refuse what is done while a census is open only. Raises `Conflict`."""
    if state != OPEN:
        raise Conflict("census_not_open")


def check_takes(state: str) -> None:
    """Refuse to change whom a census asks, once it is over. Raises `Conflict`."""
    if state not in (DRAFT, OPEN):
        raise Conflict("census_over")


def check_publish(state: str, waiting: int, accepted: int) -> None:
    """Refuse to publish a census before all is judged. Raises `Conflict`."""
    if state == PUBLISHED:
        raise Conflict("census_published")
    if state != CLOSED:
        raise Conflict("census_close_first")
    if waiting:
        raise Conflict("census_answers_wait", count=waiting)
    if not accepted:
        raise Conflict("census_empty")


# -- Those it asks


def moved(state: str, event: str) -> str | None:
    """The state that an event leads to; None when it changes nothing there."""
    after, before = _MOVES[event]
    return after if state in before else None


def target(given: Asked, territory: str, today: date) -> Checked:
    """A target as it is kept. Raises `Invalid` that names the field to mend."""
    if given.kind not in KINDS:
        raise Invalid("target_kind", field="kind")
    name = _line(given.name, "name", NAME)
    if len(name) < 2:
        raise Invalid("target_name", field="name")
    insee, department = _where(given.commune)
    if department and department not in departments_of(territory):
        raise Invalid("target_outside", field="commune", department=department)
    email, basis, told, based_on = "", "", "", ""
    if given.email.strip():
        email = email_key(clean_email(given.email))
        if given.basis not in BASES:
            raise Invalid("target_basis", field="basis")
        basis, told = given.basis, _line(given.told, "told", TOLD)
        if not told:
            raise Invalid("target_told", field="told")
        based = day(given.based_on, "based_on")
        if based > today:
            raise Invalid("target_day", field="based_on")
        based_on = based.isoformat()
    return Checked(given.kind, name, insee, department, email, basis, told, based_on)


def _where(commune: str) -> tuple[str, str]:
    """The codes of the commune that somebody means, and of its department."""
    typed = one_line(commune[:200])
    if not typed:
        return "", ""
    known = commune_today(typed)
    found = (known,) if known else understood(typed)
    if len(found) != 1:
        code = "target_commune_many" if found else "target_commune"
        raise Invalid(code, field="commune", commune=typed)
    return found[0].insee, found[0].department


def response_rate(counts: Mapping[str, int]) -> float | None:
    """The share of those asked who answered; None when nobody was asked."""
    asked = sum(counts.get(state, 0) for state in ASKED)
    return heard(counts) / asked if asked else None


def heard(counts: Mapping[str, int]) -> int:
    """How many answered."""
    return sum(counts.get(state, 0) for state in HEARD)


# -- What is typed


def text(raw: str, field: str) -> str:
    """A text of several lines. Raises `Invalid`."""
    kept = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in kept:
        raise Invalid("census_text", field=field)
    if len(kept) > TEXT:
        raise Invalid("census_too_long", field=field, limit=TEXT)
    return kept


def day(raw: str, field: str) -> date:
    """A day as `2026-11-27`. Raises `Invalid`."""
    try:
        found = date.fromisoformat(raw.strip()[:20])
    except ValueError as error:
        raise Invalid("census_day", field=field) from error
    if not 1990 <= found.year <= 2200:
        raise Invalid("census_day", field=field)
    return found


def _line(raw: str, field: str, longest: int) -> str:
    kept = one_line(raw[: 10 * longest])
    if len(kept) > longest:
        raise Invalid("census_too_long", field=field, limit=longest)
    return kept


def _number(raw: str, field: str) -> int:
    typed = raw.strip()[:10] or "0"
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 4:
        raise Invalid("census_number", field=field)
    return int(typed)
