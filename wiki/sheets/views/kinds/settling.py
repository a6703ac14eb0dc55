"""What the screens of a kind share: the page that settles it, its form, its preview, saving it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import base_in, new_submission, submission_in
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.save import Edit, save
from wiki.pages.service.sheets import sheet_at
from wiki.pages.sheets import SheetConflict, SheetInvalid, as_seen
from wiki.schema.kinds import Kind, core_kinds
from wiki.schema.settled import SCHEMA, blank_kind, schema_kind
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem
from wiki.sheets.forms import SheetForm, inputs_of
from wiki.sheets.queries.kinds import new_problems, settled_kind
from wiki.sheets.rules import title_of
from wiki.sheets.views.contradictions import contradictions
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.contradicted import Contradicted
from wiki.web.language import gettext, in_language
from wiki.web.sheet_problems import sentence as said_of
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: What the button of the preview asks for.
PREVIEW = "preview"


@dataclass(frozen=True)
class Settling:
    """A kind being settled: what its page said at `base`, and what it is to say."""

    code: str
    page: Page | None
    base: int
    before: Sheet
    sheet: Sheet
    submission: str = ""

    @property
    def core(self) -> Kind:
        """The kind of the package; one that the network makes starts from nothing."""
        return core_kinds().get(self.code) or blank_kind(self.code)

    @cached_property
    def kind(self) -> Kind:
        """The kind as it is to be."""
        return settled_kind(self.code, self.sheet).kind

    @property
    def problems(self) -> Sequence[Problem]:
        """What cannot be followed in what the page is to say."""
        return settled_kind(self.code, self.sheet).problems

    @property
    def new_problems(self) -> Sequence[Problem]:
        """Those of them that the page did not have."""
        return new_problems(self.code, self.sheet, self.before)

    @cached_property
    def kind_before(self) -> Kind:
        """The kind as its page had it."""
        return settled_kind(self.code, self.before).kind

    def saying(self, sheet: Sheet) -> Settling:
        """The same, with what its page is to say."""
        return replace(self, sheet=sheet)


def opened(code: str) -> Settling:
    """The kind as its page says it now. Raises `Missing`, `Refused`."""
    require(current_actor(), May.SHAPE, policy())
    page = queries.find(title_of(code))
    head = sheet_at(page, page.head) if page else Sheet(SCHEMA)
    is_made = code in kinds() and head.kind == SCHEMA and code != SCHEMA
    if code not in core_kinds() and not is_made:
        raise Missing("kind_missing")
    said = head if head.kind == SCHEMA else Sheet(SCHEMA)
    return Settling(code, page, page.head if page else 0, said, said)


def sent(code: str) -> Settling:
    """The kind as its page said it at the revision that this form began with."""
    now = opened(code)
    base = base_in(request.form.get("base", "0"))
    if now.page is None or base > now.base:
        base = now.base
    began = sheet_at(now.page, base) if now.page else Sheet(SCHEMA)
    said = began if began.kind == SCHEMA else Sheet(SCHEMA)
    submission = submission_in(request.form.get("submission", ""))
    return replace(now, base=base, before=said, sheet=said, submission=submission)


def typed(name: str) -> str:
    """What was typed in a field of this form, on one line."""
    return " ".join(request.form.get(name, "").split())


def retyped(name: str, kept: str, how: Mapping[str, object]) -> str:
    """What a field of this form shows: what was typed in a form that is refused, else what is kept.

    `how` is how the screen is shown: what cannot be followed is not in the kind.
    """
    return typed(name) if how.get("status") == 422 and name in request.form else kept


def settle(found: Settling, screen: Any, errors: dict[str, str], done: str) -> AnyResponse:
    """Save what a form sent and go to `done`; or show `screen` again: a preview, what to mend.

    `screen(found, **values)` answers with the screen.
    """
    wrong = problems_in_words(found, found.new_problems)
    if errors or wrong:
        return screen(found, errors=errors, wrong=wrong, status=422)  # type: ignore[no-any-return]
    if request.form.get("action") == PREVIEW:
        return screen(found, preview=True)  # type: ignore[no-any-return]
    try:
        number = keep(found)
    except SheetConflict as error:
        merge = as_seen(kinds(), error, "stewards")
        again = replace(found, base=error.head, before=error.sheets[1], sheet=error.mine)
        conflicts = contradictions(schema_kind(), merge)
        return screen(again, conflicts=conflicts, status=409)  # type: ignore[no-any-return]
    except SheetInvalid as error:
        wrong = problems_in_words(found, error.problems)
        return screen(found, wrong=wrong, status=error.status)  # type: ignore[no-any-return]
    except WikiError as error:
        return screen(found, wrong=[sentence(error)], status=error.status)  # type: ignore[no-any-return]
    return redirect(f"{done}?saved={number}", 303)


def keep(found: Settling) -> int:
    """Save what the page of a kind is to say; the number of its newest revision."""
    edit = Edit(
        title=found.page.title if found.page else title_of(found.code),
        body=None if found.page else "",
        base=found.base,
        sheet=found.sheet,
        summary=request.form.get("summary", ""),
        submission=found.submission or None,
        place=place(),
        is_shown_next=True,
    )
    return save(current_actor(), edit).revision.number


def show(
    template: str,
    found: Settling,
    *,
    status: int = 200,
    errors: dict[str, str] | None = None,
    wrong: Sequence[str] = (),
    conflicts: Sequence[Contradicted] = (),
    preview: bool = False,
    **values: Any,
) -> Response:
    """A screen of a kind, with what was typed; `wrong` are sentences about the whole."""
    shown = inputs_of(SheetForm(found.kind, 0), "stewards", {}) if preview else None
    response = answer(
        template,
        status,
        code=found.code,
        kind=in_language(found.kind.labels),
        title=found.page.title if found.page else "",
        base=found.base,
        submission=found.submission or new_submission(),
        summary=request.form.get("summary", ""),
        saved=request.args.get("saved", type=int),
        errors=errors or {},
        wrong=wrong,
        conflicts=conflicts,
        is_preview=preview,
        essential=shown.essential() if shown else (),
        sections=[one._replace(is_open=True) for one in shown.sections()] if shown else (),
        **values,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def problems_in_words(found: Settling, problems: Sequence[Problem]) -> list[str]:
    """What cannot be followed, in words, each with the name of what it is about."""
    return [f"{_about(found, one.path)}{said_of(one.code, one.parameters)}" for one in problems]


def _about(found: Settling, path: str) -> str:
    name, _, rest = path.partition("/")
    place, _, part = rest.partition("/")
    rows = found.sheet.values.get(name)
    whole = schema_kind().by_id.get(name)
    if not whole or not isinstance(rows, list) or not place.isdigit() or int(place) >= len(rows):
        return ""
    row = rows[int(place)]
    field = found.kind.by_id.get(str(row.get("id") or row.get("of")))
    named = row.get("fr") or (in_language(field.labels) if field else row.get("id"))
    column = whole.columns.get(part)
    about = gettext("« %(name)s »", name=named or row.get("code") or "")
    return f"{about}, {in_language(column.labels).lower()} : " if column else f"{about} : "


def url_of(endpoint: str, code: str, **more: Any) -> str:
    """The address of a screen of a kind."""
    return url_for(f"wiki.sheets.{endpoint}", sheet_kind=code, **more)
