"""How a ballot is held, beside the rule that decides it: copied when it opens, kept as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wiki.charter.rules.tally import Rule
from wiki.charter.rules.verdict import is_by_objection
from wiki.kernel.errors import Invalid

#: Whose voices decide: a double majority holds among places, and among persons.
PLACES, PERSONS, BOTH = UNITS = ("places", "persons", "both")
#: A secret ballot in which fewer places, or fewer persons, took part tells what it decided, and no
#: count: of two side by side, one that is told would tell of the other.
DISCLOSED_FROM = 5


@dataclass(frozen=True)
class Terms:
    """How a ballot is held."""

    #: Who has voted is kept apart from what was said, without link nor time; a vote is final.
    is_secret: bool = False
    #: Whether a place may let another one vote for it.
    has_proxies: bool = False
    #: A code of `UNITS`.
    unit: str = PLACES

    def tells_counts(self, cast: int, *, is_given_up: bool = False) -> bool:
        """Whether the counts of a ballot in which so many took part are told at its end.

        Those of a secret one that was given up never are: when it is held again, what differs
        would tell who said what.
        """
        return not self.is_secret or (cast >= DISCLOSED_FROM and not is_given_up)


#: In the open, each for itself.
USUAL = Terms()


def check(terms: Terms, rule: Rule) -> None:
    """Refuse terms that a rule cannot go with. Raises `Invalid`."""
    if terms.is_secret and is_by_objection(rule):
        raise Invalid("ballot_secret_objection", field="is_secret")
    if terms.has_proxies and is_by_objection(rule):
        raise Invalid("proxy_objection", field="has_proxies")
    if terms.unit not in UNITS:
        raise Invalid("ballot_unit", field="unit")
    if terms.unit == PLACES:
        return
    if is_by_objection(rule):
        raise Invalid("ballot_unit_objection", field="unit")
    if terms.unit == PERSONS and terms.has_proxies:
        raise Invalid("ballot_unit_proxies", field="has_proxies")


def kept(terms: Terms) -> dict[str, Any]:
    """Terms as plain values."""
    return asdict(terms)


def read(said: Mapping[str, Any]) -> Terms:
    """Terms from what `kept` gave; what an older ballot does not say is as usual."""
    unit = str(said.get("unit", PLACES))
    return Terms(bool(said.get("is_secret")), bool(said.get("has_proxies")), unit)
