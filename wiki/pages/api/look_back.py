"""The history of a page over the API, and going back."""

from __future__ import annotations

from typing import Any

from wiki.merge.diff import RowKind, diff, summary
from wiki.merge.spans import Mark
from wiki.pages.api import shapes, sheets
from wiki.pages.api.blueprint import blueprint
from wiki.pages.queries import history
from wiki.pages.queries import pages as queries
from wiki.pages.service import turn_back
from wiki.pages.service.save import EditConflict
from wiki.pages.sheets import SheetConflict
from wiki.pages.views.blueprint import page_at
from wiki.web import api
from wiki.web.actors import current_actor, place
from wiki.web.api_schema import component, flag, integer, list_of, maybe, record, text
from wiki.web.api_shapes import LIMIT

PAST = component(
    "Past",
    record(
        {
            "body": text("Texte en Markdown."),
            "infobox": sheets.INFOBOX,
            "revision": shapes.REVISION,
        }
    ),
)
_COUNTED = {
    "words_added": integer("Mots ajoutés."),
    "words_removed": integer("Mots retirés."),
    "lines_added": integer("Lignes ajoutées."),
    "lines_removed": integer("Lignes retirées."),
    "lines_changed": integer("Lignes modifiées."),
    "blocks_moved": integer("Blocs déplacés."),
}
_LINE_NUMBER = maybe(integer("Numéro de la ligne, à partir de 1.", 1))
_SPAN = record(
    {"mark": text("Marque.", enum=[mark.value for mark in Mark]), "text": text("Morceau.")}
)
DIFF = component(
    "Diff",
    record(
        {
            "from": integer("Version d’avant.", 1),
            "to": integer("Version d’après.", 1),
            "is_coarse": flag("Les mots n’ont pas pu être comparés partout."),
            "summary": record(_COUNTED),
            "rows": list_of(
                record(
                    {
                        "kind": text("Sort.", enum=[kind.value for kind in RowKind]),
                        "old_number": _LINE_NUMBER,
                        "new_number": _LINE_NUMBER,
                        "move": maybe(integer("Numéro du bloc déplacé.")),
                        "spans": list_of(_SPAN),
                    }
                ),
                "Toutes les lignes.",
            ),
        }
    ),
)


@api.operation(
    blueprint,
    "GET",
    "/pages/<path:title>/revisions",
    "Lire l’historique d’une page",
    parameters={
        "before": integer("Valeur de `next_before` de la liste d’avant.", 0, 2**31 - 1),
        "limit": LIMIT,
        "tag": text("Code d’une étiquette.", most=40),
    },
    answers={200: shapes.REVISION_LIST},
)
def revisions(title: str, parameters: dict[str, Any]) -> api.Answer:
    """The revisions of a page, the newest first."""
    before, size = parameters["before"], parameters["limit"]
    found = history.history(page_at(title), tag=parameters["tag"] or "", before=before, size=size)
    shown = [shapes.revision(line) for line in found.rows]
    return {"revisions": shown, "next_before": found.next_key}


@api.operation(
    blueprint,
    "GET",
    "/pages/<path:title>/revisions/<int:number>",
    "Lire une version d’une page",
    answers={200: PAST},
)
def revision(title: str, number: int) -> api.Answer:
    """One revision, with its text."""
    page = page_at(title)
    return {
        "body": queries.text_at(page, number),
        "infobox": sheets.shown(page, queries.revision(page, number).sheet),
        "revision": shapes.revision_of(page, number),
    }


@api.operation(
    blueprint,
    "GET",
    "/pages/<path:title>/diff",
    "Comparer deux versions d’une page",
    parameters={"from": {**api.NUMBER, "required": True}, "to": {**api.NUMBER, "required": True}},
    answers={200: DIFF},
)
def compare(title: str, parameters: dict[str, Any]) -> api.Answer:
    """Two revisions, line by line and word by word."""
    page = page_at(title)
    numbers = parameters["from"], parameters["to"]
    compared = diff(*(queries.text_at(page, number) for number in numbers))
    counted = summary(compared)
    return {
        "from": numbers[0],
        "to": numbers[1],
        "is_coarse": compared.coarse,
        "summary": {name: getattr(counted, name) for name in _COUNTED},
        "rows": [
            {
                "kind": row.kind.value,
                "old_number": row.old_number,
                "new_number": row.new_number,
                "move": row.move,
                "spans": [{"mark": span.mark.value, "text": span.text} for span in row.spans],
            }
            for row in compared.rows
        ],
    }


@api.operation(
    blueprint,
    "POST",
    "/pages/<path:title>/undo",
    "Annuler une version, sans toucher aux suivantes",
    body=shapes.TURN,
    answers={200: shapes.SAVED},
    problems={409: shapes.CONFLICT},
)
def undo(title: str, body: dict[str, Any]) -> api.Answer:
    """Take back what one revision changed; later edits stay."""
    page = page_at(title)
    number = body["number"]
    try:
        done = turn_back.undo(current_actor(), page.uid, number, body["summary"], place=place())
    except EditConflict as error:
        raise shapes.conflict(error, number) from error
    except SheetConflict as error:
        raise sheets.conflict(error, page.title, number) from error
    return shapes.saved(done)


@api.operation(
    blueprint,
    "POST",
    "/pages/<path:title>/restore",
    "Reprendre le texte d’une ancienne version",
    body=shapes.TURN,
    answers={200: shapes.SAVED},
    problems={409: shapes.CONFLICT},
)
def restore(title: str, body: dict[str, Any]) -> api.Answer:
    """Take the text of an old revision again, as a new one."""
    page = page_at(title)
    number = body["number"]
    done = turn_back.restore(current_actor(), page.uid, number, body["summary"], place=place())
    return shapes.saved(done)
