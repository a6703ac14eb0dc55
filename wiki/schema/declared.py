"""Fields, groups and vocabulary entries that a network declares: judged before they are used.

The form is that of the data files, `{"id", "type", "labels": {"fr", "en"}, …}`; English may be
left out. A pattern is refused: one that takes ages would stop the wiki.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wiki.schema.folding import folded
from wiki.schema.kinds import (
    VISIBILITIES,
    Choice,
    Field,
    Group,
    When,
    core_units,
    core_vocabularies,
)
from wiki.schema.types import TYPES
from wiki.schema.validation import Problem

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: Names that a path or a form gives another sense to.
_RESERVED = ("sources", "not_concerned", "values")
_MAX_LABEL, _MAX_HELP = 100, 500
_MAX_CHOICES, _MAX_COLUMNS, _MAX_FIELDS, _MAX_GROUPS = 300, 30, 300, 50
_NUMBERS = ("integer", "number", "money")
_ANY = frozenset({"id", "type", "labels", "help", "required"})
_OF_FIELD = frozenset({"group", "visibility", "freshness", "weight", "when"})
_OF_TYPE: Mapping[str, frozenset[str]] = {
    **{type_: frozenset({"min", "max", "unit"}) for type_ in ("integer", "number")},
    "money": frozenset({"min", "max"}),
    "text": frozenset({"min_length", "max_length"}),
    "longtext": frozenset({"min_length", "max_length"}),
    "texts": frozenset({"max", "max_length"}),
    "link": frozenset({"links_to"}),
    "links": frozenset({"links_to", "max"}),
    "choice": frozenset({"vocabulary"}),
    "choices": frozenset({"vocabulary", "max"}),
    "rows": frozenset({"fields", "identity", "max", "row_visibility", "unit_from"}),
}


def code_from(label: str, taken: Collection[str] = ()) -> str:
    """A code for what a person has named, that none of `taken` is: « Salle de sieste » gives
    `salle_de_sieste`."""
    words = re.sub(r"[^a-z0-9]+", "_", folded(label)).strip("_")[:36].rstrip("_")
    stem = words if _ID.fullmatch(words) and words not in _RESERVED else f"x_{words}".rstrip("_")
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code


@dataclass
class Judge:
    """Reads declarations and keeps what is wrong in them."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: str, code: str, **parameters: Any) -> None:
        """Notes a problem."""
        self.problems.append(Problem(path, code, parameters))

    def code(self, path: str, value: object, taken: Collection[str]) -> str:
        """A code that nothing else has; "" when it is refused."""
        if not isinstance(value, str) or not _ID.fullmatch(value) or value in _RESERVED:
            self.wrong(path, "not_code")
        elif value in taken:
            self.wrong(path, "taken", value=value)
        else:
            return value
        return ""

    def texts(self, path: str, value: object, longest: int, *, needed: bool) -> dict[str, str]:
        """A text in each language, in French when there is no English; {} when refused."""
        if value in (None, {}) and not needed:
            return {}
        said = value if isinstance(value, dict) else {}
        read = {}
        for language, text in said.items():
            if language not in ("fr", "en") or not isinstance(text, str) or "\0" in text:
                self.wrong(path, "not_text")
                return {}
            if len(text) > longest:
                self.wrong(path, "too_long", max=longest)
                return {}
            read[language] = " ".join(text.split())
        french = read.get("fr", "")
        if not french:
            if needed or any(read.values()):
                self.wrong(path, "required")
            return {}
        return {"fr": french, "en": read.get("en") or french}

    def labels(self, path: str, value: object) -> dict[str, str]:
        """The name of something."""
        return self.texts(path, value, _MAX_LABEL, needed=True)

    def help(self, path: str, value: object) -> dict[str, str]:
        """A sentence that helps; {} when there is none."""
        return self.texts(path, value, _MAX_HELP, needed=False)

    def one_of(self, path: str, value: object, codes: Collection[str], default: str) -> str:
        """One of some codes; the default when there is none or it is refused."""
        if value is None:
            return default
        if isinstance(value, str) and value in codes:
            return value
        self.wrong(path, "unknown_choice", value=str(value)[:100])
        return default

    def whole(self, path: str, value: object, least: int, most: int) -> int | None:
        """A whole number between bounds."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.wrong(path, "not_between", min=least, max=most)
        return None

    def flag(self, path: str, value: object) -> bool:
        """A yes or a no, no when it is not said."""
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(path, "not_boolean")
        return False

    def items(self, path: str, value: object, most: int) -> Sequence[Mapping[str, Any]]:
        """A list of objects; none when it is refused."""
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(path, "not_list")
            return ()
        if len(value) > most:
            self.wrong(path, "too_many", max=most)
            return ()
        return value

    # -- What is declared

    def choice(self, path: str, data: Mapping[str, Any], taken: Collection[str]) -> Choice | None:
        """An entry of a vocabulary, `{"code", "fr", "en", "help", "unit", "mapping"}`."""
        before = len(self.problems)
        self.only(path, data, {"code", "fr", "en", "help", "unit", "mapping"})
        code = self.code(f"{path}/code", data.get("code"), taken)
        said = {language: data[language] for language in ("fr", "en") if language in data}
        choice = Choice(
            code,
            self.labels(f"{path}/fr", said),
            self.help(f"{path}/help", data.get("help")),
            self.one_of(f"{path}/unit", data.get("unit"), core_units(), ""),
            self.mapping(f"{path}/mapping", data.get("mapping")),
        )
        return choice if len(self.problems) == before else None

    def field(
        self,
        path: str,
        data: Mapping[str, Any],
        taken: Collection[str],
        groups: Collection[str] | None,
    ) -> Field | None:
        """A field, or a column when there are no `groups`; None when it is refused."""
        before = len(self.problems)
        type_ = self.one_of(f"{path}/type", data.get("type"), self._types(groups), "")
        if not type_:
            self.wrong(f"{path}/type", "required")
            return None
        known = _ANY | _OF_TYPE.get(type_, frozenset()) | (_OF_FIELD if groups else frozenset())
        self.only(path, data, known | {"mapping"})
        read: dict[str, Any] = {
            "id": self.code(f"{path}/id", data.get("id"), taken),
            "type": type_,
            "labels": self.labels(f"{path}/labels", data.get("labels")),
            "help": self.help(f"{path}/help", data.get("help")),
            "required": self.flag(f"{path}/required", data.get("required")),
            "mapping": self.mapping(f"{path}/mapping", data.get("mapping")),
        }
        if groups:
            read |= self._shown(path, data, groups)
        read |= self._bounds(path, data, type_)
        if type_ in ("choice", "choices"):
            read["vocabulary"] = self.vocabulary(f"{path}/vocabulary", data.get("vocabulary"))
        if type_ == "rows":
            read |= self._rows(path, data)
        return Field(**read) if len(self.problems) == before else None

    def fields(
        self, path: str, value: object, others: Mapping[str, Field], groups: Collection[str]
    ) -> dict[str, Field]:
        """The fields of a list by id; they may wait for one another and for `others`."""
        read: dict[str, Field] = {}
        calls: dict[str, tuple[str, object]] = {}
        for place, data in enumerate(self.items(path, value, _MAX_FIELDS)):
            if one := self.field(f"{path}/{place}", data, {*others, *read}, groups):
                read[one.id] = one
                calls[one.id] = f"{path}/{place}/when", data.get("when")
        for name, (where, when) in calls.items():
            rest = {id_: one for id_, one in {**others, **read}.items() if id_ != name}
            read[name] = replace(read[name], when=self.when(where, when, rest))
        return read

    def columns(self, path: str, value: object, others: Mapping[str, Field]) -> dict[str, Field]:
        """The columns of a list by id, beside `others` that rows have already."""
        read: dict[str, Field] = {}
        for place, data in enumerate(self.items(path, value, _MAX_COLUMNS - len(others))):
            if one := self.field(f"{path}/{place}", data, {*others, *read}, None):
                read[one.id] = one
        return read

    def only(self, path: str, data: Mapping[str, Any], known: Collection[str]) -> None:
        """Notes the words that mean nothing here."""
        for word in sorted(map(str, data.keys() - set(known))):
            self.wrong(f"{path}/{word}".lstrip("/"), "not_allowed")

    def mapping(self, path: str, value: object) -> dict[str, str]:
        """The names in other formats."""
        if value is None:
            return {}
        if isinstance(value, dict) and all(
            isinstance(one, str) and len(one) <= _MAX_LABEL
            for pair in value.items()
            for one in pair
        ):
            return dict(value)
        self.wrong(path, "not_text")
        return {}

    def vocabulary(self, path: str, value: object) -> tuple[Choice, ...]:
        """The entries of a vocabulary, or a shared one by its name."""
        if isinstance(value, str):
            return core_vocabularies().get(self.one_of(path, value, core_vocabularies(), ""), ())
        read: dict[str, Choice] = {}
        for place, entry in enumerate(self.items(path, value, _MAX_CHOICES)):
            if choice := self.choice(f"{path}/{place}", entry, read):
                read[choice.code] = choice
        if not read and value == []:
            self.wrong(path, "no_choices")
        return tuple(read.values())

    def groups(self, path: str, value: object, taken: Collection[str]) -> tuple[Group, ...]:
        """Groups of fields, `{"code", "labels"}`."""
        read: dict[str, Group] = {}
        for place, data in enumerate(self.items(path, value, _MAX_GROUPS)):
            self.only(f"{path}/{place}", data, {"code", "labels"})
            code = self.code(f"{path}/{place}/code", data.get("code"), {*taken, *read})
            labels = self.labels(f"{path}/{place}/labels", data.get("labels"))
            if code and labels:
                read[code] = Group(code, labels)
        return tuple(read.values())

    def when(self, path: str, value: object, fields: Mapping[str, Field]) -> When | None:
        """The field and the codes that call for another field; None when refused or not said."""
        if value is None:
            return None
        said = value if isinstance(value, dict) else {}
        judge, codes = fields.get(str(said.get("field"))), said.get("in")
        if judge is None or judge.type not in ("choice", "choices", "boolean"):
            self.wrong(f"{path}/field", "unknown_field")
            return None
        known = {"true", "false"} if judge.type == "boolean" else set(judge.choices)
        if not isinstance(codes, list) or not codes:
            self.wrong(f"{path}/in", "no_answer")
            return None
        if unknown := [str(code) for code in codes if str(code) not in known]:
            self.wrong(f"{path}/in", "unknown_choice", value=unknown[0][:100])
            return None
        return When(judge.id, tuple(map(str, codes)))

    # -- The parts of a field

    def _types(self, groups: Collection[str] | None) -> Collection[str]:
        return TYPES if groups else [type_ for type_ in TYPES if type_ != "rows"]

    def _shown(self, path: str, data: Mapping[str, Any], groups: Collection[str]) -> dict[str, Any]:
        visibility = self.one_of(
            f"{path}/visibility", data.get("visibility"), VISIBILITIES, "public"
        )
        weight = self.whole(f"{path}/weight", data.get("weight"), 0, 5)
        return {
            "group": self.one_of(f"{path}/group", data.get("group"), groups, next(iter(groups))),
            "visibility": visibility,
            "freshness": self.whole(f"{path}/freshness", data.get("freshness"), 1, 600),
            "weight": 1 if weight is None else weight,
        }

    def _bounds(self, path: str, data: Mapping[str, Any], type_: str) -> dict[str, Any]:
        least, most = (-(2**53), 2**53) if type_ in _NUMBERS else (1, 1000)
        read: dict[str, Any] = {
            name: self.whole(f"{path}/{name}", data.get(name), least, most)
            for name in ("min", "max")
        }
        if None not in read.values() and read["min"] > read["max"]:
            self.wrong(f"{path}/max", "not_between", min=read["min"], max=most)
        shortest = self.whole(f"{path}/min_length", data.get("min_length"), 0, 500)
        read["min_length"] = shortest or 0
        read["max_length"] = self.whole(f"{path}/max_length", data.get("max_length"), 1, 20_000)
        read["unit"] = self.one_of(f"{path}/unit", data.get("unit"), core_units(), "")
        if (links_to := data.get("links_to")) is not None:
            read["links_to"] = self.code(f"{path}/links_to", links_to, ())
        return read

    def _rows(self, path: str, data: Mapping[str, Any]) -> dict[str, Any]:
        columns = self.columns(f"{path}/fields", data.get("fields"), {})
        if not data.get("fields"):
            self.wrong(f"{path}/fields", "no_columns")
            return {}
        identity = data.get("identity", list(columns)[:1])
        if not isinstance(identity, list) or not identity or not all(map(_in(columns), identity)):
            self.wrong(f"{path}/identity", "unknown_field")
            identity = []
        named = [one.id for one in columns.values() if one.type == "choice"]
        whom = [one for one in named if set(columns[one].choices) <= set(VISIBILITIES)]
        return {
            "fields": tuple(columns.values()),
            "identity": tuple(identity),
            "row_visibility": self.one_of(
                f"{path}/row_visibility", data.get("row_visibility"), whom, ""
            ),
            "unit_from": self.one_of(f"{path}/unit_from", data.get("unit_from"), named, ""),
        }


def _in(columns: Collection[str]) -> Callable[[object], bool]:
    return lambda name: isinstance(name, str) and name in columns
