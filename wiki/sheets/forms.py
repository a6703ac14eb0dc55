"""What the form of a sheet sends, and what it shows again as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import request

from wiki.geography.communes import commune_today
from wiki.geography.finding import understood, written
from wiki.kernel.submissions import base_in, submission_in
from wiki.schema.audience import cut, restored, visible
from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet
from wiki.schema.submitted import form_of, submitted

#: Types whose values are chosen on screens of their own.
_ELSEWHERE = frozenset({"file", "member"})
#: Most fields of a form that are read.
_MOST = 5_000


@dataclass(frozen=True)
class SheetForm:
    """The fields of the form of a sheet, under their names; `base` is the revision it shows."""

    kind: Kind
    base: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    summary: str = ""
    submission: str = ""

    @classmethod
    def of(cls, kind: Kind, sheet: Sheet, base: int, *, summary: str = "") -> SheetForm:
        """The form that shows a sheet."""
        texts = form_of(kind, sheet)
        for name in (f"field-{one.id}" for one in kind.fields if one.type == "commune"):
            if commune := commune_today(texts.get(name, [""])[0]):
                texts[name] = [written(commune)]
        return cls(kind, base, texts, summary)

    @classmethod
    def sent(cls, kind: Kind) -> SheetForm:
        """The form of this request. Raises `Invalid` for one that begins with no revision."""
        given = request.form
        texts = {name: given.getlist(name) for name in list(given)[:_MOST]}
        return cls(
            kind,
            base_in(given.get("base", "0")),
            texts,
            given.get("summary", ""),
            submission_in(given.get("submission", "")),
        )

    def typed(self) -> Sheet:
        """What its fields say as they were typed, to tell which are filled."""
        return submitted(self.kind, self.texts)

    def sheet(self, before: Sheet, audience: str) -> Sheet:
        """The sheet that it sends; what it does not show stays as `before` has it."""
        texts = dict(self.texts)
        for name in (f"field-{one.id}" for one in self.kind.fields if one.type == "commune"):
            found = understood(texts.get(name, [""])[0])
            if len(found) == 1:
                texts[name] = [found[0].insee]
        shown = [one.id for one in shown_fields(self.kind, audience)]
        seen = cut(self.kind, before, audience)
        return restored(
            self.kind, before, submitted(self.kind, texts, before=seen, shown=shown), audience
        )


def shown_fields(kind: Kind, audience: str) -> Sequence[Field]:
    """The fields that the form shows to an audience."""
    seen = visible(kind, audience)
    return [one for one in kind.fields if one.id in seen and not one.hidden and _is_typed(one)]


def _is_typed(one: Field) -> bool:
    return not {one.type, *(column.type for column in one.fields)} & _ELSEWHERE
