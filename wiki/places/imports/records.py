"""What others say of places, under our names, made into sheets: each value is judged by its field.

What cannot be kept is said and left; so is what no field takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wiki.geography.communes import Commune, commune_today, nearest
from wiki.geography.distance import distance_km
from wiki.geography.finding import understood
from wiki.language.folding import fold
from wiki.places.imports.doubles import doubles
from wiki.places.imports.mending import mended, title_of
from wiki.places.imports.reading import Reading, Remark
from wiki.places.imports.titles import numbered_twice, titled
from wiki.schema.kinds import Kind, core_kinds
from wiki.schema.reading import read
from wiki.schema.sheet import Sheet
from wiki.schema.types import Unfit, accepted
from wiki.schema.validation import validated

#: Kilometres from its commune beyond which a position is not believed.
_FAR = 40.0
NO_FAMILY = "Non précisée"


@dataclass(frozen=True)
class Record:
    """What a line or an element says: values by our fields, texts as people write them.

    `insee`, `town`, `postcode`, `lat`, `lon` say where it is; `unread` names what no field takes.
    """

    line: int
    id: str
    said: Mapping[str, Any]
    insee: str = ""
    town: str = ""
    postcode: str = ""
    lat: Any = None
    lon: Any = None
    precision: str = "address"
    unread: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records come from: the code of their register, the words for it, their licence."""

    register: str
    name: str
    licence: str = ""


def reading(records: Iterable[Record], origin: Origin, remarks: Iterable[Remark] = ()) -> Reading:
    """The places that records give, with what there is to say."""
    kind = core_kinds()["place"]
    made = [_Made(record, origin, kind) for record in records]
    lines = [(one.record.line, one.number, sheet) for one in made if (sheet := one.sheet())]
    places = tuple(titled(_apart(lines, origin)))
    taken = {place.line for place in places}
    said = [*remarks, *_unread(made), *(remark for one in made for remark in one.remarks)]
    said += numbered_twice(places)
    said += doubles(places)
    left = tuple(one.record.line for one in made if one.record.line not in taken)
    return Reading(places, tuple(sorted(said, key=lambda one: (one.line, one.code))), left)


def _apart(lines: Sequence[tuple[int, str, Sheet]], origin: Origin) -> list[tuple[int, str, Sheet]]:
    """The same, with a number of ours for each place that has none: the same one the next time."""
    seen: Counter[str] = Counter()
    found = []
    for line, number, sheet in lines:
        given = number
        if not given:
            given = f"{fold(sheet.values['name'])[:150]}@{sheet.values['commune']}"
            seen[given] += 1
            given += f"#{seen[given]}" if seen[given] > 1 else ""
        row = {"register": origin.register, "id": given[:200]}
        values = {**sheet.values, "external_ids": [row]}
        found.append((line, given[:200], Sheet(sheet.kind, values, sources=sheet.sources)))
    return found


def _unread(made: Sequence[_Made]) -> Iterable[Remark]:
    """What no field takes, once for each name, at the first line that has it."""
    first: dict[str, int] = {}
    for one in made:
        for name in one.record.unread:
            first.setdefault(name, one.record.line)
    return [Remark(line, "column_unread", {"name": name}) for name, line in first.items()]


@dataclass
class _Made:
    """A record being made into a sheet, with what there is to say of it."""

    record: Record
    origin: Origin
    kind: Kind
    remarks: list[Remark] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.record.id.strip()

    def remark(self, code: str, /, **parameters: Any) -> None:
        self.remarks.append(Remark(self.record.line, code, parameters))

    def sheet(self) -> Sheet | None:
        name = mended(str(self.record.said.get("name") or "")).strip()
        if title_of(name) is None:
            self.remark("place_name_missing", name=name)
            return None
        position = self.position()
        commune = self.commune(name, position)
        if commune is None:
            self.remark("commune_unknown", name=name, commune=self.record.town)
            return None
        values = self.values()
        if "name" not in values:
            return None
        values |= self.families(values)
        values.setdefault("status", "open")
        values["commune"] = commune.insee
        values |= self.postcode(commune)
        if position and self.is_kept(position, commune):
            lat, lon = position
            values["position"] = {"lat": lat, "lon": lon, "precision": self.record.precision}
        values.setdefault("data_source", self.origin.name)
        if self.origin.licence:
            values.setdefault("data_licence", self.origin.licence)
        return Sheet("place", values, sources={"status": {"text": self.origin.name}})

    def values(self) -> dict[str, Any]:
        """The values that their fields take; the others are said."""
        found: dict[str, Any] = {}
        for name, raw in self.record.said.items():
            one = self.kind.field(name)
            value = raw
            if isinstance(raw, str):
                value = read(one, mended(raw))
            if value in (None, "", [], {}):
                continue
            if one.type == "rows":
                if self.is_judged_right(name, value):
                    found[name] = value
                continue
            if one.type == "choices":
                value = self.known(one.choices, value, name)
            try:
                value = accepted(one, value)
            except Unfit:
                label = one.labels["fr"]
                self.remark("value_unread", field=label, text=str(raw)[:200])
                continue
            if value is not None:
                found[name] = value
        return found

    def is_judged_right(self, name: str, rows: Any) -> bool:
        """Whether the rows of a field can be kept; said when they cannot."""
        _, problems = validated(self.kind, Sheet("place", {name: rows}))
        wrong = any(one.blocking and one.path.startswith(f"{name}/") for one in problems)
        if wrong or any(one.path == name and one.code != "required" for one in problems):
            label = self.kind.field(name).labels["fr"]
            self.remark("value_unread", field=label, text=str(rows)[:200])
            return False
        return True

    def known(self, choices: Mapping[str, Any], codes: Any, name: str) -> list[str]:
        """The codes of a list that its field has; the others are said."""
        kept = [code for code in codes if code in choices]
        for code in codes:
            if code not in choices and name != "families":
                label = self.kind.field(name).labels["fr"]
                self.remark("value_unread", field=label, text=str(code)[:200])
        if name == "families" and len(kept) < len(codes):
            others = ", ".join(str(code) for code in codes if code not in choices)
            self.remark("family_unknown", family=others[:200])
            kept = [*kept, "other"] if "other" not in kept else kept
            self.others = others[:100]
        return kept

    #: Families that are none of ours, as they are called.
    others: str = ""

    def families(self, values: Mapping[str, Any]) -> dict[str, Any]:
        if not values.get("families"):
            self.remark("family_missing")
            return {"families": ["other"], "families_other": NO_FAMILY}
        if self.others and "families_other" not in values:
            return {"families_other": self.others}
        return {}

    def position(self) -> tuple[float, float] | None:
        written = (self.record.lat, self.record.lon)
        if written[0] in (None, "") and written[1] in (None, ""):
            return None
        try:
            lat, lon = (float(str(one).replace(",", ".")) for one in written)
        except ValueError:
            lat = lon = 1_000.0
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            self.remark("position_unread", position=" ".join(map(str, written))[:100])
            return None
        return round(lat, 6), round(lon, 6)

    def commune(self, name: str, position: tuple[float, float] | None) -> Commune | None:
        """The commune of the code, else of the name and postcode, else the one of the position."""
        code = self.record.insee.strip()
        if found := commune_today(code):
            return found
        town, postcode = self.record.town.strip(), self.record.postcode.strip()
        for text in (f"{town} {postcode}", town) if town else (postcode,):
            named = understood(text) if text.strip() else ()
            if len(named) == 1:
                self.said_otherwise("commune_by_name", code, town or postcode, named[0])
                return named[0]
        if position:
            ((near, away),) = nearest(*position)
            if away <= _FAR:
                self.said_otherwise("commune_by_position", code, town or name, near)
                return near
        return None

    def said_otherwise(self, how: str, code: str, name: str, found: Commune) -> None:
        """Where the commune comes from, when a code was given that is none."""
        if code or how == "commune_by_position":
            kept = f"{found.name} ({found.insee})"
            self.remark(how, code=code or "", name=name, kept=kept)

    def postcode(self, commune: Commune) -> dict[str, str]:
        text = self.record.postcode.strip()
        if not text:
            return {}
        if not (len(text) == 5 and text.isascii() and text.isdigit()):
            self.remark("postcode_unread", postcode=text[:20])
            return {}
        if commune.postcodes and text not in commune.postcodes:
            self.remark("postcode_elsewhere", postcode=text, commune=commune.name)
        return {"postcode": text}

    def is_kept(self, position: tuple[float, float], commune: Commune) -> bool:
        """Whether a position may be in its commune; without one of its own, nothing says no."""
        if commune.lat is None or commune.lon is None:
            return True
        if distance_km(*position, commune.lat, commune.lon) <= _FAR:
            return True
        where = f"{position[0]}, {position[1]}"
        self.remark("position_far", position=where, commune=commune.name)
        return False
