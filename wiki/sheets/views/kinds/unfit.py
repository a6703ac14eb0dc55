"""What the screens of the values that fit no more share: fields, values and reasons in words."""

from __future__ import annotations

from wiki.schema.kinds import Field, Kind
from wiki.schema.mending import field_at, targets
from wiki.schema.sheet import Value
from wiki.schema.spoken import spoken
from wiki.schema.types import Unfit
from wiki.web.language import gettext, in_language
from wiki.web.said import words
from wiki.web.sheet_problems import sentence

#: Longest path, entry or value that is read, or shown.
LONGEST = 200


def label_of(kind: Kind, path: str) -> str:
    """The name of the field of a path, and of its column: « Postes de travail, Sorte »."""
    found = [kind.by_id.get(path.partition("/")[0]), field_at(kind, path)]
    labels = [in_language(one.labels) for one in found if one]
    return ", ".join(dict.fromkeys(labels)) or path


def value_in_words(field: Field | None, value: Value) -> str:
    """A value as a page would say it, or as it is kept."""
    said = ", ".join(word.text for word in words(spoken(field, value))) if value is not None else ""
    return (said or str(value))[:LONGEST]


def why(code: str, value: str = "") -> str:
    """Why a value fits no more."""
    if code == "hidden_field":
        return gettext("ce champ est caché.")
    if code == "unknown_field":
        return gettext("ce champ n’est plus dans la fiche.")
    if code == "unknown_choice" and not value:
        return gettext("ce choix n’est plus dans la liste.")
    return sentence(code, {"value": value, "max": "…", "min": "…"})


def stays_because(refusal: Unfit) -> str:
    """Why a value could not be mended."""
    return sentence(refusal.code, refusal.parameters)


def choices_of(field: Field | None) -> tuple[tuple[str, str], ...]:
    """The entries that a list has, with their names."""
    return tuple((one.code, in_language(one.labels)) for one in field.offered) if field else ()


def targets_of(kind: Kind, name: str) -> tuple[tuple[str, str], ...]:
    """The fields that values may move to, with their names."""
    return tuple((one.id, in_language(one.labels)) for one in targets(kind, name))
