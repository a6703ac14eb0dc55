"""What a person says of a file of others before it is compared, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from wiki.kernel.errors import Invalid
from wiki.places.imports.forms import BY_HAND, FORMS
from wiki.places.imports.mapping import SEPARATORS, judged
from wiki.places.imports.signed import Credit

LONGEST_NAME, LONGEST_URL = 200, 500


@dataclass(frozen=True)
class Description:
    """The form of a file, who gives it, what its columns say when a person says it."""

    form: str
    credit: Credit
    columns: Mapping[str, str] = field(default_factory=dict)
    separator: str = "pipe"


def problems(
    said: Description, licences: Collection[str], *, is_json: bool, today: str
) -> dict[str, Invalid]:
    """What keeps a description from being taken, by the field of the form it is said in."""
    found: dict[str, Invalid] = {}
    form = FORMS.get(said.form)
    if form is None or form.is_json != is_json:
        found["form"] = Invalid("intake_form_unknown")
    if not said.credit.name:
        found["source"] = Invalid("intake_source_missing")
    elif len(said.credit.name) > LONGEST_NAME:
        found["source"] = Invalid("intake_source_long", most=LONGEST_NAME)
    if said.credit.url and not _is_address(said.credit.url):
        found["source_url"] = Invalid("intake_url_unread", most=LONGEST_URL)
    if said.credit.licence not in licences:
        found["licence"] = Invalid("intake_licence_missing")
    if said.credit.day and not _is_day(said.credit.day, today):
        found["day"] = Invalid("intake_day_unread")
    if said.form == BY_HAND:
        found |= _of_columns(said)
    return found


def _of_columns(said: Description) -> dict[str, Invalid]:
    if said.separator not in SEPARATORS:
        return {"separator": Invalid("intake_separator_unknown")}
    try:
        judged(said.columns)
    except Invalid as error:
        return {"columns": error}
    return {}


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    plain = text.isprintable() and " " not in text and len(text) <= LONGEST_URL
    return plain and parts.scheme in ("http", "https") and bool(host)


def _is_day(text: str, today: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() <= today
    except ValueError:
        return False
