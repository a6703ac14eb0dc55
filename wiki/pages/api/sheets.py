"""The sheets of pages in what the pages' operations take and give."""

from __future__ import annotations

from typing import Any

from flask import request

from wiki.kernel.errors import Conflict, Invalid
from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kind_of, kinds
from wiki.pages.service.sheets import sheet_at
from wiki.pages.sheets import NO_SHEET, SheetConflict, SheetInvalid, as_seen
from wiki.schema.audience import cut, restored
from wiki.schema.kinds import Kind
from wiki.schema.sheet import MalformedSheet, Sheet
from wiki.schema.validation import Problem
from wiki.web.actors import current_actor
from wiki.web.api_document import PROBLEM
from wiki.web.api_schema import Schema, component, list_of, maybe, record, resolved, text
from wiki.web.sheet_problems import placed_sentence

_VALUES: Schema = {
    "type": "object",
    "description": "Les valeurs, par champ ; un champ absent n’est pas connu.",
}
_NOT_CONCERNED = list_of(text("Champ."), "Les champs qui ne s’appliquent pas.")
_SOURCES: Schema = {
    "type": "object",
    "description": "D’où viennent les valeurs, par champ : `text`, `url`, `checked`, `by`.",
}
_KIND = text("Genre de la fiche.", least=1, most=40, examples=["place"])
INFOBOX = component(
    "Infobox",
    maybe(
        record(
            {"kind": _KIND, "values": _VALUES},
            {"not_concerned": _NOT_CONCERNED, "sources": _SOURCES},
            description="Fiche de la page, comme qui demande peut la voir ; null sans fiche.",
        )
    ),
)
INVALID = component(
    "Invalid",
    {
        **resolved(PROBLEM),
        "description": "Ce qui est à corriger ; dans la fiche, valeur par valeur.",
        "properties": {
            **resolved(PROBLEM)["properties"],
            "problems": list_of(
                record(
                    {
                        "path": text("Chemin dans la fiche, comme `seats/0/count`."),
                        "code": text("Ce qui ne va pas."),
                        "sentence": text("La même chose, pour la personne."),
                    }
                ),
                "Ce qui est à corriger dans la fiche.",
            ),
        },
    },
)
_SIDE: Schema = {
    "type": "object",
    "description": "`value`, ou `not_concerned` ; vide quand ce n’est pas connu.",
}
CONFLICTS = list_of(
    record(
        {
            "key": text("Ce qui est en question, comme `phone` ou `seats/permanent/count`."),
            "field": text("Champ."),
            "base": _SIDE,
            "head": _SIDE,
            "mine": _SIDE,
        },
        {
            "row": {"type": "object", "description": "Ce qui nomme la ligne."},
            "column": text("Colonne."),
        },
    ),
    "Les champs de la fiche où les deux modifications se contredisent.",
)


def shown(page: Page, sheet: Sheet) -> dict[str, Any] | None:
    """A sheet of a page as the one who asks may see it."""
    kind = kinds().get(sheet.kind)
    if kind is None:
        return None
    seen = cut(kind, sheet, audience_of(current_actor(), page.uid)).to_json()
    return {"kind": kind.code, "not_concerned": [], "sources": {}} | seen


def sent(title: str, infobox: dict[str, Any] | None, base: int) -> Sheet | None:
    """The sheet that this request asks to save: None when it says nothing of it.

    What the one who writes cannot see stays as the revision they started from has it.
    """
    if infobox is None:
        return NO_SHEET if "infobox" in request.get_json() else None
    kind = kind_of(infobox["kind"])
    try:
        said = {name: part for name, part in infobox.items() if name != "kind"}
        written = Sheet.from_json(kind.code, said)
    except MalformedSheet as error:
        problem = Problem(error.path, "malformed")
        raise Invalid("infobox_malformed", public=_public(kind, (problem,))) from error
    page = queries.led_to(title)
    before = sheet_at(page, base) if page and 0 < base <= page.head else NO_SHEET
    whole = before if before.kind == kind.code else Sheet(kind.code)
    return restored(kind, whole, written, audience_of(current_actor(), page.uid if page else ""))


def invalid(error: SheetInvalid) -> Invalid:
    """The same refusal, with each problem for a program and in words."""
    problems = tuple(problem for problem in error.problems if problem.blocking)
    return Invalid(error.code, **error.params, public=_public(error.kind, problems))


def conflict(error: SheetConflict, title: str, base: int) -> Conflict:
    """The same conflict, with what each side says for the one who has to choose."""
    page = queries.led_to(title)
    seen = as_seen(kinds(), error, audience_of(current_actor(), page.uid if page else ""))
    public = {
        "base_revision": base,
        "head_revision": error.head,
        "conflicts": [one.to_json() for one in seen.conflicts],
        "infobox": shown(page, error.mine) if page else None,
    }
    return Conflict(error.code, **error.params, public=public)


def _public(kind: Kind, problems: tuple[Problem, ...]) -> dict[str, Any]:
    told = [
        {"path": one.path, "code": one.code, "sentence": placed_sentence(kind, one)}
        for one in problems
    ]
    return {"problems": told}
