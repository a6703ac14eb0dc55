"""The screen of the form of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response

from wiki.kernel.permissions import VISITOR
from wiki.kernel.submissions import new_submission
from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.schema.kinds import Kind
from wiki.schema.settled import SCHEMA
from wiki.sheets.forms import SheetForm, inputs_of
from wiki.sheets.models import CorrectionLink
from wiki.sheets.queries.written import overdue
from wiki.sheets.service.today import today
from wiki.sheets.views.filled import filled
from wiki.sheets.views.locating import is_offered
from wiki.web.actors import current_actor
from wiki.web.contradicted import Contradicted
from wiki.web.language import gettext, in_language
from wiki.web.templates import answer


def show(
    form: SheetForm,
    page: Page | None,
    *,
    status: int = 200,
    problem: str = "",
    errors: Mapping[str, str] | None = None,
    conflicts: Sequence[Contradicted] = (),
    opened: str = "",
    link: CorrectionLink | None = None,
) -> Response:
    """The form with what was typed; `errors` are sentences by path, such as `seats/0/count`.

    `opened` is a field whose group is shown open: one to fill, or that more rows are asked for.
    With a `link`, it is the form of a place that corrects its sheet: what everybody sees of it.
    """
    errors = errors or {}
    actor = VISITOR if link else current_actor()
    audience = audience_of(actor, page.uid if page else "")
    late = overdue(page.id, today()) if page else frozenset()
    inputs = inputs_of(form, audience, errors, opened, late)
    response = answer(
        "sheets/correct.html" if link else "sheets/form.html",
        status,
        title=page.title if page else "",
        uid=page.uid if page and link is None else "",
        screen_title=_title(form.kind, page),
        kind=form.kind.code,
        base=form.base,
        submission=form.submission or new_submission(),
        summary=form.summary,
        essential=inputs.essential(),
        sections=inputs.sections(),
        errors=_named(form.kind, errors),
        problem=problem,
        conflicts=conflicts,
        told=form.told,
        places=form.places,
        may_locate=is_offered(form) and link is None,
        filled=filled(form.kind, form.typed(), audience, form.only),
        link=link,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def choose_kind(url: str, page: Page | None = None) -> Response:
    """The kinds of sheets that there are, each leading to its form at `url`."""
    names = [
        (kind.code, in_language(kind.labels)) for kind in kinds().values() if kind.code != SCHEMA
    ]
    title = page.title if page else ""
    return answer("sheets/kinds.html", title=title, kinds=names, url=url)


def _title(kind: Kind, page: Page | None) -> str:
    if page is None:
        return gettext("Nouvelle fiche : %(kind)s", kind=in_language(kind.labels))
    return gettext("Fiche de « %(title)s »", title=page.title)


def _named(kind: Kind, errors: Mapping[str, str]) -> dict[str, str]:
    """The sentences under the names of the fields, each with the label of its field."""
    found = {}
    for path, sentence in errors.items():
        one = kind.by_id.get(path.partition("/")[0])
        said = f"{in_language(one.labels)} : {sentence}" if one else sentence
        found[path.replace("/", "-")] = said
    return found
