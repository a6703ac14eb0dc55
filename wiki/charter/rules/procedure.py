"""How a charter is made: its calendar, and by which rules it is decided. Fixed at opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wiki.charter.rules import sponsors, units
from wiki.charter.rules.ballots import days as ballot_days
from wiki.charter.rules.blocks import Block
from wiki.charter.rules.terms import PLACES
from wiki.charter.rules.versions import SEVERITIES
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.texts import one_line
from wiki.markup.typography import french

#: The steps of a version, each on its day or after the one before.
STEPS = (
    "consultation_on",
    "amendments_until",
    "frozen_on",
    "candidate_on",
    "ballot_until",
    "in_force_on",
)
#: Rules that are offered for amendments and for the whole text, the usual one first.
AMENDMENT_RULES = ("consent", "simple", "absolute", "tacit_consent")
ADOPTION_RULES = ("two_thirds", "consent_statutory", "absolute", "simple")
#: Days that a ballot is open, unless it is said otherwise.
AMENDMENT_DAYS, ADOPTION_DAYS = 7, 14
TITLE, REASON, LEAST_REASON = 150, 1_000, 10
#: Articles that may be called statutory, at most.
STATUTORY = 500


@dataclass(frozen=True)
class Procedure:
    """How a version is to be made, as somebody says it; checked by `settled`."""

    amendment_rule: str
    adoption_rule: str
    amendment_days: str
    adoption_days: str
    severity: str
    calendar: Mapping[str, str]
    #: Whether votes that are no consent are secret.
    is_secret: bool = False
    #: Whether a place may let another one vote for it.
    has_proxies: bool = False
    #: Whose voices decide of each: codes of `rules.terms.UNITS`.
    amendment_unit: str = PLACES
    adoption_unit: str = PLACES
    #: How many places have to support what changes these articles, by their titles or ids.
    sponsors: str = "0"
    statutory: tuple[str, ...] = ()

    @property
    def rules(self) -> dict[str, object]:
        """The rules, as a charter keeps them."""
        return {
            "amendment": self.amendment_rule,
            "adoption": self.adoption_rule,
            "amendment_days": int(self.amendment_days),
            "adoption_days": int(self.adoption_days),
            "is_secret": self.is_secret,
            "has_proxies": self.has_proxies,
            "amendment_unit": self.amendment_unit,
            "adoption_unit": self.adoption_unit,
            "sponsors": sponsors.number(self.sponsors),
            "statutory": list(self.statutory),
        }


#: What a charter is decided by before anybody says otherwise.
USUAL: Mapping[str, object] = {
    "amendment": AMENDMENT_RULES[0],
    "adoption": ADOPTION_RULES[0],
    "amendment_days": AMENDMENT_DAYS,
    "adoption_days": ADOPTION_DAYS,
    "is_secret": False,
    "has_proxies": False,
    "amendment_unit": PLACES,
    "adoption_unit": PLACES,
    "sponsors": 0,
    "statutory": [],
}


def settled(given: Procedure) -> Procedure:
    """The procedure as it is kept; days of the calendar may be missing until it opens.

    Raises `Invalid` that names the field to mend.
    """
    if given.amendment_rule not in AMENDMENT_RULES:
        raise Invalid("charter_rule", field="amendment_rule")
    if given.adoption_rule not in ADOPTION_RULES:
        raise Invalid("charter_rule", field="adoption_rule")
    if given.severity not in SEVERITIES:
        raise Invalid("charter_severity", field="severity")
    for kind in ("amendment", "adoption"):
        unit, rule = getattr(given, f"{kind}_unit"), getattr(given, f"{kind}_rule")
        units.check_kind(unit, rule, f"{kind}_unit")
    days = {
        name: str(ballot_days(getattr(given, name), name))
        for name in ("amendment_days", "adoption_days")
    }
    return Procedure(
        given.amendment_rule,
        given.adoption_rule,
        **days,
        severity=given.severity,
        calendar=_calendar(given.calendar),
        is_secret=given.is_secret,
        has_proxies=given.has_proxies,
        amendment_unit=given.amendment_unit,
        adoption_unit=given.adoption_unit,
        sponsors=str(sponsors.number(given.sponsors)),
        statutory=given.statutory[:STATUTORY],
    )


def statutory(said: Sequence[str], typed: Sequence[Block], named: Sequence[Block]) -> list[str]:
    """The ids of the blocks that were chosen by their ids, or by their titles as they are typed."""
    return [
        after.id
        for before, after in zip(typed, named, strict=True)
        if before.level and (before.id in said or before.title in said)
    ]


def _calendar(given: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    latest = ""
    for step in STEPS:
        if not (typed := given.get(step, "").strip()):
            continue
        try:
            day = date.fromisoformat(typed[:20]).isoformat()
        except ValueError as error:
            raise Invalid("charter_day", field=step) from error
        if day < latest:
            raise Invalid("charter_order", field=step)
        found[step] = latest = day
    return found


def check_open(calendar: Mapping[str, str], today: str, articles: int) -> None:
    """Refuse to open a consultation that is not prepared. Raises `Conflict`."""
    if not articles:
        raise Conflict("charter_empty")
    if any(step not in calendar for step in STEPS):
        raise Conflict("charter_calendar")
    if today < calendar["consultation_on"]:
        raise Conflict("charter_too_early", day=calendar["consultation_on"])
    if calendar["amendments_until"] < today:
        raise Conflict("charter_too_late", day=calendar["amendments_until"])


def check_freeze(calendar: Mapping[str, str], today: str) -> None:
    """Refuse to end a consultation before the day that was said. Raises `Conflict`."""
    if today < calendar["amendments_until"]:
        raise Conflict("charter_consulted", day=calendar["amendments_until"])


def is_consulted(calendar: Mapping[str, str], today: str) -> bool:
    """Whether the last day of a consultation is past."""
    return calendar["amendments_until"] < today


def enters(calendar: Mapping[str, str], today: str) -> bool:
    """Whether what was adopted is to be in force."""
    return calendar["in_force_on"] <= today


def title(raw: str) -> str:
    """The title of a charter, in French typography. Raises `Invalid`."""
    text = french(one_line(raw[: 10 * TITLE]))
    if not text:
        raise Invalid("charter_title", field="title")
    if len(text) > TITLE:
        raise Invalid("charter_long", field="title", limit=TITLE)
    return text


def reason(raw: str) -> str:
    """Why something is given up or taken back. Raises `Invalid`."""
    text = one_line(raw[: 10 * REASON])
    if len(text) > REASON:
        raise Invalid("charter_long", field="reason", limit=REASON)
    if len(text) < LEAST_REASON:
        raise Invalid("charter_reason", field="reason", least=LEAST_REASON)
    return text
