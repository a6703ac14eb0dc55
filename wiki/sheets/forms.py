"""What the form of a sheet sends, and what it shows again as it was typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from flask import request
from markupsafe import Markup

from wiki.kernel.submissions import base_in, submission_in
from wiki.pages.credits import SHEET, Taken
from wiki.schema.audience import visible
from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet
from wiki.schema.submitted import form_of, submitted
from wiki.sheets import named
from wiki.sheets.geocoding import Candidate, chosen
from wiki.sheets.told import told as told_by
from wiki.web.sheet_inputs import Inputs

#: Most fields of a form that are read.
_MOST = 5_000
#: Longest name of what others gave it.
_SHARED = 40


@dataclass(frozen=True)
class SheetForm:
    """The fields of the form of a sheet, under their names; `base` is the revision it shows."""

    kind: Kind
    base: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    summary: str = ""
    submission: str = ""
    #: What others gave it until it was sent, by its name: see `wiki.pages.credits`.
    shared: str = ""
    #: What the other subjects say of it before a new page is made.
    told: Markup | None = None
    #: Positions to choose among.
    places: Sequence[Candidate] = ()
    #: The fields that are asked; all when there are none.
    only: Collection[str] = ()

    @classmethod
    def of(cls, kind: Kind, sheet: Sheet, base: int, *, summary: str = "") -> SheetForm:
        """The form that shows a sheet."""
        texts = form_of(kind, sheet)
        for name, one in named.fields_of(kind, texts):
            if name in texts:
                texts[name] = [named.written(one.type, texts[name][0])]
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
            given.get("shared", "")[:_SHARED],
        ).with_chosen_position()

    @property
    def taken(self) -> Taken | None:
        """What others gave it; None when it is one person's."""
        return Taken(self.shared, "", SHEET) if self.shared else None

    def with_chosen_position(self) -> SheetForm:
        """The form whose position is the one that was chosen among those proposed, if one was."""
        parts = chosen(self.texts.pop("take-position", [""])[0])
        names = ("lat", "lon", "precision")
        if parts:
            typed = zip(names, parts, strict=True)
            self.texts.update({f"field-position-{name}": [text] for name, text in typed})
        return self

    def typed(self) -> Sheet:
        """What its fields say as they were typed, to tell which are filled."""
        return submitted(self.kind, self.texts)

    def sheet(self, before: Sheet, audience: str, by: str = "") -> Sheet:
        """The sheet that it sends; what it does not show stays as `before` has it.

        What is newly said to be checked was by `by`, the public id of a member.
        """
        shown = [one.id for one in shown_fields(self.kind, audience, self.only)]
        return told_by(self.kind, self.texts, before, audience, shown, by)


def shown_fields(kind: Kind, audience: str, only: Collection[str] = ()) -> Sequence[Field]:
    """The fields that the form shows to an audience; of these `only`, when some are named."""
    seen = visible(kind, audience)
    fields = [one for one in kind.fields if one.id in seen and not one.hidden]
    return [one for one in fields if one.id in only] if only else fields


def inputs_of(
    form: SheetForm,
    audience: str,
    errors: Mapping[str, str],
    opened: str = "",
    overdue: Collection[str] = (),
) -> Inputs:
    """The fields of a form as an audience is shown them."""
    fields = shown_fields(form.kind, audience, form.only)
    is_open = bool(form.only)
    return Inputs(form.kind, fields, form.texts, errors, opened, overdue, is_open=is_open)
