"""The fields of the form of a sheet, as a template shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from babel.dates import get_day_names

from wiki.schema.hours import DAYS
from wiki.schema.kinds import Field, Kind, core_units
from wiki.schema.submitted import GONE, NOT_CONCERNED, places_of
from wiki.sheets.named import TYPES
from wiki.web.language import gettext, in_language, language
from wiki.web.said import precisions

#: Rows shown empty after those that are filled.
_SPARE = 1
#: How the field of a type is typed, where it is one line: what a phone's keyboard shows.
_KEYBOARDS = {
    "integer": "numeric",
    "number": "decimal",
    "money": "decimal",
    "phone": "tel",
    "url": "url",
    "siret": "numeric",
}
_LISTS = ("texts", "links")


class Input(NamedTuple):
    """A field of the form. `widget` is the macro that shows it, `value` what was typed."""

    name: str
    widget: str
    label: str
    help: str = ""
    value: str = ""
    #: All that was typed under this name.
    texts: Sequence[str] = ()
    #: (code, label) of a choice.
    options: Sequence[tuple[str, str]] = ()
    keyboard: str = ""
    unit: str = ""
    longest: int | None = None
    is_required: bool = False
    error: str = ""
    #: The field can be said not to concern, and is.
    away: str = ""
    is_away: bool = False
    #: Of amounts, the tax; of positions, latitude, longitude and how well it is known; of hours,
    #: the days.
    parts: Sequence[Input] = ()
    #: The field that this one waits for, its answers that call for it, and the same in words.
    waits_for: str = ""
    answers: str = ""
    when: str = ""
    #: Where the value comes from: in words, its address, when it was checked.
    source: Sequence[Input] = ()
    #: Its value is past its period.
    is_overdue: bool = False
    #: Of rows: the cells of each.
    rows: Sequence[Sequence[Input]] = ()


class Section(NamedTuple):
    """A group of the form; `filled` says how many of its fields say something."""

    code: str
    label: str
    inputs: Sequence[Input]
    filled: int
    is_open: bool


class Inputs:
    """The `fields` of one form, with what was typed and what is wrong, in a sentence by path.

    The groups are open when `is_open`, else where something is wrong or `opened`.
    """

    def __init__(
        self,
        kind: Kind,
        fields: Sequence[Field],
        texts: Mapping[str, Sequence[str]],
        errors: Mapping[str, str],
        opened: str = "",
        overdue: Collection[str] = (),
        *,
        is_open: bool = False,
    ) -> None:
        self.kind, self.fields, self.texts = kind, fields, texts
        self.errors, self.opened, self.overdue = errors, opened, overdue
        self.is_open = is_open

    def essential(self) -> list[Input]:
        """What is required to publish."""
        return [self._input(one) for one in self.fields if one.required]

    def sections(self) -> list[Section]:
        """All the rest, group by group."""
        found = []
        for group in self.kind.groups:
            fields = [one for one in self.fields if one.group == group.code and not one.required]
            inputs = [self._input(one) for one in fields]
            if inputs:
                filled = sum(_is_filled(one) for one in inputs)
                is_open = self.is_open or any(_is_wrong(one) for one in inputs)
                is_open = is_open or self.opened in {one.id for one in fields}
                label = in_language(group.labels)
                found.append(Section(group.code, label, inputs, filled, is_open))
        return found

    def _input(self, one: Field) -> Input:
        made = self._typed(one, f"field-{one.id}", one.id)
        made = made._replace(source=self._source(one), is_overdue=one.id in self.overdue)
        made = self._waiting(one, made)
        if one.required:
            return made._replace(is_required=True)
        away = one.id in self.texts.get(NOT_CONCERNED, ())
        return made._replace(away=one.id, is_away=away)

    def _waiting(self, one: Field, made: Input) -> Input:
        """The same, with what it says of the field that it waits for, if it waits for one."""
        judge = self.kind.by_id.get(one.when.field) if one.when else None
        if one.when is None or judge is None or judge not in self.fields:
            return made
        yes_or_no = {"true": gettext("Oui"), "false": gettext("Non")}
        names = [
            in_language(judge.choices[code].labels) if code in judge.choices else yes_or_no[code]
            for code in one.when.codes
            if code in judge.choices or code in yes_or_no
        ]
        typed = {"true": "yes", "false": "no"} if judge.type == "boolean" else {}
        return made._replace(
            waits_for=f"field-{judge.id}",
            answers=" ".join(typed.get(code, code) for code in one.when.codes),
            when=gettext(
                "À remplir si « %(field)s » est : %(answers)s",
                field=in_language(judge.labels),
                answers=gettext("%(one)s ou %(other)s", one=", ".join(names[:-1]), other=names[-1])
                if len(names) > 1
                else "".join(names),
            ),
        )

    def _source(self, one: Field) -> list[Input]:
        labels = {
            "text": gettext("D’où vient cette valeur"),
            "url": gettext("Adresse où la vérifier"),
            "checked": gettext("Vérifiée le"),
        }
        return [
            Input(
                f"source-{one.id}-{part}",
                "line",
                label,
                value=self._said(f"source-{one.id}-{part}"),
                error=self.errors.get(f"sources/{one.id}/{part}", ""),
            )
            for part, label in labels.items()
        ]

    def _said(self, name: str) -> str:
        return self.texts.get(name, [""])[0]

    def _typed(self, one: Field, name: str, path: str) -> Input:
        """The field of a value, or of a cell of a row."""
        typed = self.texts.get(name, [])
        unit = in_language(core_units().get(one.unit, {}))
        base = Input(
            name,
            _widget(one),
            in_language(one.labels),
            help=in_language(one.help),
            value=typed[0] if typed else "",
            texts=tuple(typed),
            options=[
                (choice.code, in_language(choice.labels))
                for choice in one.vocabulary
                if not choice.hidden or choice.code in typed
            ],
            keyboard=_KEYBOARDS.get(one.type, ""),
            unit=unit,
            longest=one.max_length,
            error=self.errors.get(path, ""),
        )
        match one.type:
            case "rows":
                return base._replace(rows=self._rows(one, name, path))
            case "money":
                return base._replace(parts=(self._tax(name),))
            case "point":
                return base._replace(parts=self._point(name))
            case "hours" if (days := self._week(name)) is not None:
                return base._replace(widget="hours", parts=days)
            case "boolean":
                return base._replace(options=[("yes", gettext("Oui")), ("no", gettext("Non"))])
            case _ if one.type in _LISTS:
                return base._replace(value="\n".join(typed))
        return base

    def _rows(self, one: Field, name: str, path: str) -> list[list[Input]]:
        sent = places_of(name, self.texts)
        places = [place for place in sent if self._says_something(f"{name}-{place}-")]
        first = max(sent, default=-1) + 1
        # Rows sent empty are no rows: they are there again when more are asked for.
        spare = max(_SPARE, len(sent) - len(places)) + 2 if self.opened == one.id else _SPARE
        return [
            [
                self._hidden(f"{name}-{place}-{column.id}")
                if column.hidden
                else self._typed(column, f"{name}-{place}-{column.id}", f"{path}/{at}/{column.id}")
                for column in one.fields
            ]
            + [self._hidden(f"{name}-{place}-{GONE}")]
            for at, place in enumerate([*places, *range(first, first + spare)])
        ]

    def _says_something(self, start: str) -> bool:
        """Whether anything was typed under the names that begin so."""
        said = (texts for name, texts in self.texts.items() if name.startswith(start))
        return any(text.strip() for texts in said for text in texts)

    def _hidden(self, name: str) -> Input:
        """What a cell says that is asked for no more: it goes back as it came."""
        texts = self.texts
        parts = [one for one in texts if one == name or one.startswith(f"{name}-")]
        said = [(one, text) for one in parts for text in texts[one]]
        return Input(name, "hidden", "", options=said)

    def _tax(self, name: str) -> Input:
        options = [
            ("incl", gettext("TTC")),
            ("excl", gettext("HT")),
            ("exempt", gettext("exonéré")),
        ]
        name = f"{name}-tax"
        return Input(name, "choice", gettext("Taxe"), value=self._said(name), options=options)

    def _week(self, name: str) -> list[Input] | None:
        """The hours day by day; None for a text that says more than a week can show."""
        days = [f"{name}-{day.lower()}" for day in DAYS]
        typed = self._said(name)
        if typed and not any(self._said(day) for day in days):
            return None
        labels = get_day_names("wide", locale=language())
        holidays = f"{name}-holidays"
        closed = [("closed", gettext("Fermé les jours fériés"))]
        return [
            *(
                Input(day, "line", labels[at].capitalize(), value=self._said(day))
                for at, day in enumerate(days)
            ),
            Input(
                holidays,
                "choices",
                gettext("Jours fériés"),
                texts=self.texts.get(holidays, ()),
                options=closed,
            ),
        ]

    def _point(self, name: str) -> list[Input]:
        labels = {"lat": gettext("Latitude"), "lon": gettext("Longitude")}
        degrees = [
            Input(
                f"{name}-{part}",
                "line",
                label,
                value=self._said(f"{name}-{part}"),
                keyboard="decimal",
            )
            for part, label in labels.items()
        ]
        name = f"{name}-precision"
        known = precisions().items()
        return [
            *degrees,
            Input(
                name, "choice", gettext("Précision"), value=self._said(name), options=list(known)
            ),
        ]


def _widget(one: Field) -> str:
    if one.type in ("choice", "choices", "boolean", "money", "point", "rows", *TYPES):
        return "choice" if one.type == "boolean" else one.type
    return "lines" if one.type in ("longtext", *_LISTS) else "line"


def _is_filled(one: Input) -> bool:
    inner = (*one.parts, *(cell for row in one.rows for cell in row))
    return bool(one.value or any(each.value for each in inner))


def _is_wrong(one: Input) -> bool:
    inner = (*one.source, *(cell for row in one.rows for cell in row))
    return bool(one.error or any(each.error for each in inner))
