"""What a charter asks each place to say of itself, and what a place has answered.

A field says which articles it puts into practice, by their short ids. Its type stays; its name, its
choices and what it is needed for may change: what was answered is read by the form of its day.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wiki.charter.rules.chain import canonical, sha256
from wiki.kernel.errors import Conflict, Invalid
from wiki.kernel.texts import one_line
from wiki.markup.typography import french
from wiki.schema.completeness import completeness
from wiki.schema.declared import Judge, code_from
from wiki.schema.kinds import Choice, Field, Group, Kind
from wiki.schema.sheet import Sheet

#: How answers are written: another way of writing them has another number.
FORMAT = 1
#: The code of the kind of the sheets that annexes are.
KIND = "annex"
#: What may be asked, the usual one first.
TYPES = (
    "text",
    "longtext",
    "integer",
    "number",
    "money",
    "boolean",
    "choice",
    "choices",
    "texts",
    "date",
    "hours",
    "url",
)
UNITED = ("integer", "number")
#: Whose answers are among choices.
CHOSEN = ("choice", "choices")
LABEL, HELP, CHOICES, FIELDS = 100, 500, 50, 60
#: What a field keeps beside what `wiki.schema.declared` reads.
_OURS = ("articles", "gone")
_GROUP = "annex"

#: A field as it is kept.
Declared = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """What is asked: the `kind` of its sheets, what is `needed` to sign, what each field is for."""

    kind: Kind
    needed: frozenset[str]
    #: Field -> the ids of the articles that it puts into practice.
    articles: Mapping[str, tuple[str, ...]]

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is asked, in order."""
        return self.kind.fields

    def missing(self, sheet: Sheet) -> list[Field]:
        """What has to be answered before the place may sign."""
        return list(completeness(self.kind, sheet, shown=self.needed).missing)

    def percent(self, sheet: Sheet) -> int:
        """How much of it all is answered; what does not apply is an answer."""
        return completeness(self.kind, sheet).percent

    def puts_into_practice(self, sheet: Sheet, article: str) -> bool:
        """Whether a place has answered all that is asked of an article."""
        asked = {name for name, ids in self.articles.items() if article in ids}
        return not completeness(self.kind, sheet, shown=asked).missing


@dataclass(frozen=True)
class Given:
    """A field as its form sends it: `choices` are lines, `articles` ids."""

    label: str
    type: str = "text"
    help: str = ""
    unit: str = ""
    choices: str = ""
    is_needed: bool = False
    articles: tuple[str, ...] = ()


def form_of(fields: Sequence[Declared]) -> Form:
    """What these fields ask."""
    judge = Judge()
    said = [{name: part for name, part in one.items() if name not in _OURS} for one in fields]
    read = judge.fields("fields", said, {}, [_GROUP])
    kept = [
        replace(
            read[one["id"]],
            required=False,
            vocabulary=_vocabulary(read[one["id"]], one.get("gone", ())),
        )
        for one in fields
        if one["id"] in read
    ]
    labels = {"fr": "Spécificités du lieu", "en": "What this place does"}
    return Form(
        Kind(KIND, labels, (Group(_GROUP, labels),), tuple(kept)),
        frozenset(one["id"] for one in fields if one.get("required")),
        {one["id"]: tuple(one.get("articles", ())) for one in fields},
    )


def _vocabulary(one: Field, gone: Collection[str]) -> tuple[Choice, ...]:
    return tuple(replace(choice, hidden=choice.code in gone) for choice in one.vocabulary)


def settled(
    given: Given, before: Declared | None, taken: Collection[str], articles: Collection[str]
) -> dict[str, Any]:
    """A field as it is kept, from what was typed; `taken` are the ids that fields ever had.

    Raises `Invalid` that names what to mend.
    """
    label, help_ = _line(given.label, "label", LABEL), _line(given.help, "help", HELP)
    if not label:
        raise Invalid("annex_label", field="label")
    type_ = before["type"] if before else given.type
    if type_ not in TYPES:
        raise Invalid("annex_type", field="type")
    had = before.get("articles", ()) if before else ()
    if any(one not in articles and one not in had for one in given.articles):
        raise Invalid("annex_article", field="articles")
    kept: dict[str, Any] = {
        "id": before["id"] if before else code_from(label, taken),
        "type": type_,
        "labels": {"fr": label},
        "required": given.is_needed,
        "articles": list(dict.fromkeys(given.articles)),
    }
    if help_:
        kept["help"] = {"fr": help_}
    if type_ in CHOSEN:
        kept |= _choices(given.choices, before)
    if type_ in UNITED and given.unit:
        kept["unit"] = given.unit
    judge = Judge()
    said = {name: part for name, part in kept.items() if name not in _OURS}
    if judge.field("", said, (), [_GROUP]) is None:
        raise Invalid("annex_field", field=judge.problems[0].path.strip("/").split("/")[0])
    return kept


def _line(raw: str, name: str, longest: int) -> str:
    text = french(one_line(raw[: 10 * longest]))
    if len(text) > longest:
        raise Invalid("charter_long", field=name, limit=longest)
    return text


def _choices(raw: str, before: Declared | None) -> dict[str, Any]:
    """The choices of a field, one a line; those that were there before stay for who chose them."""
    names = [_line(one, "choices", LABEL) for one in raw[: 2 * CHOICES * LABEL].splitlines()]
    names = list(dict.fromkeys(filter(None, names)))
    if not names or len(names) > CHOICES:
        raise Invalid("annex_choices", field="choices", limit=CHOICES)
    known = {one["fr"]: one for one in before["vocabulary"]} if before else {}
    found: list[Mapping[str, str]] = []
    codes = {one["code"] for one in known.values()}
    for name in names:
        one = known.get(name) or {"code": code_from(name, codes), "fr": name}
        codes.add(one["code"])
        found.append(one)
    gone = [one for name, one in known.items() if name not in names]
    kept: dict[str, Any] = {"vocabulary": [*found, *gone]}
    return kept | ({"gone": [one["code"] for one in gone]} if gone else {})


def choices_of(one: Declared) -> list[str]:
    """The choices that a field offers, as they are typed."""
    gone = one.get("gone", ())
    return [each["fr"] for each in one.get("vocabulary", ()) if each["code"] not in gone]


def with_field(
    head: Sequence[Declared], base: Sequence[Declared], field: Declared
) -> list[Declared]:
    """The fields with one that is changed, or added. Raises `Conflict` when another changed it."""
    name = field["id"]
    at = _place(head, name)
    if at is None:
        if _place(base, name) is not None:
            raise Conflict("annex_field_gone")
        if len(head) >= FIELDS:
            raise Conflict("annex_many", limit=FIELDS)
        return [*head, field]
    began = _place(base, name)
    if began is None or base[began] != head[at]:
        raise Conflict("annex_field_moved")
    return [*head[:at], field, *head[at + 1 :]]


def moved(head: Sequence[Declared], name: str, *, is_up: bool) -> list[Declared]:
    """The fields with one a place further; the same at the end. Raises `Conflict`."""
    at = _place(head, name)
    if at is None:
        raise Conflict("annex_field_gone")
    to = max(0, at - 1) if is_up else min(len(head) - 1, at + 1)
    found = list(head)
    found.insert(to, found.pop(at))
    return found


def without(head: Sequence[Declared], name: str) -> list[Declared]:
    """The fields but one. Raises `Conflict`."""
    if _place(head, name) is None:
        raise Conflict("annex_field_gone")
    return [one for one in head if one["id"] != name]


def _place(fields: Sequence[Declared], name: str) -> int | None:
    return next((at for at, one in enumerate(fields) if one["id"] == name), None)


def written(charter_uid: str, place_uid: str, number: int, form: str, sheet: Sheet) -> str:
    """The answers of a place as they are kept: canonical JSON, under the hash of the `form`."""
    return canonical(
        {
            "format": FORMAT,
            "charter": charter_uid,
            "place": place_uid,
            "number": number,
            "form": form,
            "answers": sheet.to_json(),
        }
    )


def answers(text: str) -> Sheet:
    """What a place has answered, from what `written` gave."""
    return Sheet.from_json(KIND, json.loads(text)["answers"])


def digest(text: str) -> str:
    """The hash of answers, or of what is asked."""
    return sha256(text)


def check_signed(form: Form | None, sheet: Sheet, shown_hash: str, kept_hash: str) -> None:
    """Refuse a signature with an annex that lacks answers, or with another one than was shown.

    Raises `Conflict`.
    """
    if form is not None and (missing := form.missing(sheet)):
        names = ", ".join(one.labels["fr"] for one in missing)
        raise Conflict("signature_annex", count=len(missing), names=names)
    if shown_hash != kept_hash:
        raise Conflict("signature_annex_stale")
