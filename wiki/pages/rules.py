"""What a page allows: decided on plain values."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from wiki.kernel.errors import Invalid, TooMuch
from wiki.kernel.permissions import Actor, May, Role, SitePolicy, why_not
from wiki.kernel.slugs import title_key
from wiki.kernel.texts import one_line, whole_text

#: The protection of a text that is changed by amendments alone: nobody puts it by hand.
AMENDED = "amended"
#: Protection of a page or a title -> least role that edits it.
PROTECTIONS = {
    "members": Role.VISITOR,
    "moderators": Role.MODERATOR,
    "nobody": Role.ADMINISTRATOR + 1,
    AMENDED: Role.ADMINISTRATOR + 1,
}
#: What made a revision.
ACTIONS = (
    "created",
    "edited",
    "merged",
    "resolved",
    "renamed",
    "undone",
    "restored",
    "imported",
    "licensed",
    "joined",
)
#: Largest body, in octets of UTF-8, and longest summary, in characters.
BODY_SIZE = 500_000
SUMMARY_LENGTH = 500
#: Longest name of a licence, in characters.
LICENCE_LENGTH = 200
#: Titles of pages that settle how the wiki works: administrators write them.
SETTINGS_PREFIX = "wiki:"
#: Titles of the texts that new pages may start from: moderators write them.
MODELS_PREFIX = "Modèles/"
#: Where interwiki prefixes are written, one `préfixe: adresse` on each line; a prefix that is a
#: language has its name in itself beside it, `en (English): adresse`.
INTERWIKI_TITLE = "Wiki:Interwiki"
INTERWIKI_KEY = title_key(INTERWIKI_TITLE)
#: Where the words explained in every page are written, one `- mot : sens` on each line.
ABBREVIATIONS_TITLE = "Wiki:Abréviations"
ABBREVIATIONS_KEY = title_key(ABBREVIATIONS_TITLE)
#: Most of them, and longest word and meaning, in characters.
ABBREVIATIONS, WORD_LENGTH, MEANING_LENGTH = 2_000, 80, 300
#: How long a visit to a page lasts: until its end, what changed since the one before is told.
VISIT = timedelta(hours=1)
_MODELS_KEY = title_key(MODELS_PREFIX)
_FIXED_HOST = re.compile(r"https?://[a-zA-Z0-9.-]+(:[0-9]+)?[/?#]")
_ABBREVIATION = re.compile(
    r"(?:[-*+][ \t]++(?P<listed>[^:|]++)|\*\[(?P<marked>[^\[\]]++)\][ \t\u00a0\u202f]*+)"
    r":(?P<meaning>.+)"
)
_NEIGHBOUR = re.compile(r"([^\W_]+(?:-[^\W_]+){0,3})(?:\s*\(([^()]{1,60})\))?")


def why_not_edit(
    actor: Actor, policy: SitePolicy, *, protection: str, title: str, uid: str = ""
) -> str | None:
    """None when the actor may edit the page, else the code of the reason."""
    scope = f"page:{uid}"
    if reason := why_not(actor, May.EDIT, policy, scope):
        return reason
    role = actor.role(scope)
    if title_key(title).startswith(SETTINGS_PREFIX) and role < Role.ADMINISTRATOR:
        return "settings_page"
    if title_key(title).startswith(_MODELS_KEY) and role < Role.MODERATOR:
        return "model_page"
    if role < PROTECTIONS[protection] and not actor.is_system:
        return f"protected_{protection}"
    return None


class Read(NamedTuple):
    """How far a member has read a page: `number` since `at`, `before` the time before."""

    number: int
    before: int
    at: datetime

    def further(self, head: int, now: datetime) -> Read:
        """The same, once the newest revision is read; reading again soon is the same visit."""
        return Read(head, self.before if self.is_going_on(now) else self.number, now)

    def is_going_on(self, now: datetime) -> bool:
        """Whether what changed since the time before is still to be told."""
        return now - self.at < VISIT


def clean_licence(raw: str) -> str:
    """The name of a licence on one line. Raises `Invalid`."""
    name = one_line(raw)
    if len(name) > LICENCE_LENGTH:
        raise Invalid("licence_too_long", length=len(name), limit=LICENCE_LENGTH)
    return name


def clean_body(body: str) -> str:
    """The body as it is kept: LF only, NUL and lone surrogates refused, otherwise untouched."""
    text, size = whole_text(body)
    if size > BODY_SIZE:
        raise TooMuch("body_too_large", limit=BODY_SIZE // 1000, size=size // 1000)
    return text


def clean_summary(summary: str) -> str:
    """The summary on one line, without control characters."""
    text = one_line(summary)
    if len(text) > SUMMARY_LENGTH:
        raise Invalid("summary_too_long", limit=SUMMARY_LENGTH, length=len(text))
    return text


def clean_reason(reason: str) -> str:
    """Why something is erased for good, on one line: to be told."""
    text = clean_summary(reason)
    if not text:
        raise Invalid("reason_missing")
    return text


def checked_protection(protection: str) -> str:
    """The protection, when people may put it."""
    if protection not in PROTECTIONS or protection == AMENDED:
        raise Invalid("protection_unknown")
    return protection


def prefix_of(title: str) -> str:
    """What stands before the first colon of a title, as `interwiki` keeps it; "" without one."""
    prefix, colon, _ = title.partition(":")
    return prefix.strip().casefold() if colon else ""


class Neighbour(NamedTuple):
    """A wiki that a prefix leads to: its address with `$1`, and what its language calls itself."""

    address: str
    language: str = ""


def interwiki(body: str) -> dict[str, Neighbour]:
    """The wikis that the settings page gives, by their prefixes in lower case.

    A line reads `- movilab: https://movilab.org/wiki/$1`, or `- en (English): https://…/$1` for the
    same wiki in another language; other lines are comments. The title never stands in the host:
    who writes a link does not choose where it leads.
    """
    found = {}
    for line in body.splitlines():
        prefix, _, address = line.strip().lstrip("-* ").partition(":")
        address = address.strip().strip("<>")
        address = address if "$1" in address else address + "$1"
        said = _NEIGHBOUR.fullmatch(prefix.strip())
        if said and _FIXED_HOST.match(address):
            found[said[1].lower()] = Neighbour(address, " ".join((said[2] or "").split()))
    return found


def abbreviations(body: str) -> dict[str, str]:
    """The words that the settings page explains, as they are written -> what they mean.

    A line reads `- FTL : France Tiers-Lieux`, or `*[FTL]: France Tiers-Lieux` as in a page; other
    lines are remarks, and what is too long to be a word or its meaning is left out.
    """
    found: dict[str, str] = {}
    for line in body.splitlines():
        said = _ABBREVIATION.fullmatch(line.strip())
        if not said or len(found) == ABBREVIATIONS:
            continue
        word = one_line(said["listed"] or said["marked"]).strip("*_` ")
        meaning = one_line(said["meaning"])
        if 0 < len(word) <= WORD_LENGTH and 0 < len(meaning) <= MEANING_LENGTH:
            found.setdefault(word, meaning)
    return found
