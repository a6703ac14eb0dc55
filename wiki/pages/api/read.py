"""Reading pages over the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wiki.kernel.slugs import title_key
from wiki.pages.api import shapes, sheets
from wiki.pages.api.blueprint import blueprint
from wiki.pages.queries import changes, listing
from wiki.pages.queries import pages as queries
from wiki.pages.queries.authors import authors_until
from wiki.pages.queries.changes import ChangeFilter
from wiki.pages.queries.documents import document_of
from wiki.pages.rules import BODY_SIZE
from wiki.pages.views.blueprint import page_at
from wiki.site.queries import licence_of
from wiki.web import api
from wiki.web.actors import require_writer
from wiki.web.api_schema import component, flag, integer, list_of, record, text
from wiki.web.api_shapes import BEFORE, LIMIT, NEXT_BEFORE
from wiki.web.rendering import render_text, rendering_of

CHANGE_LIST = component(
    "ChangeList",
    record(
        {
            "changes": list_of(
                record(
                    {
                        "page": record({"title": text("Titre."), "uid": text("Identifiant.")}),
                        "revision": shapes.REVISION,
                    }
                )
            ),
            "next_before": NEXT_BEFORE,
        }
    ),
)
HTML = component(
    "Html",
    record({"title": text("Titre."), "number": integer("Version.", 1), "html": text("Rendu.")}),
)
TEXT = component(
    "Text",
    record({"body": text("Texte en Markdown.", most=BODY_SIZE)}, {"title": shapes.TITLE}),
)
PREVIEW = component("Preview", record({"html": text("Rendu.")}))


@api.operation(
    blueprint,
    "GET",
    "/pages",
    "Lister les pages, par titre",
    parameters={"after": text("Valeur de `next` de la liste d’avant.", most=200), "limit": LIMIT},
    answers={200: shapes.PAGE_LIST},
)
def pages(parameters: dict[str, Any]) -> api.Answer:
    """The pages, a few at a time."""
    size = parameters["limit"]
    found = listing.pages_after(title_key(parameters["after"] or ""), size + 1)
    shown = [shapes.place(page) | {"number": page.head} for page in found[:size]]
    return {"pages": shown, "next": found[size - 1].key if len(found) > size else None}


@api.operation(
    blueprint,
    "GET",
    "/pages/<path:title>",
    "Lire une page",
    answers={200: shapes.PAGE},
)
def page(title: str) -> api.Answer:
    """The newest revision of a page; its number is the `ETag`."""
    found = page_at(title)
    body = queries.body(found)
    revision = shapes.revision_of(found, found.head)
    shown = shapes.place(found) | {
        "body": body,
        "infobox": sheets.shown(found, queries.head(found).sheet),
        "sources": [asdict(source) for source in document_of(body).sources],
        "protection": found.protection,
        "redirected_from": title if title_key(title) != found.key else None,
        "licence": licence_of(revision["licence"])._asdict(),
        "authors": list(authors_until(found, found.head)),
        "revision": revision,
    }
    return shown, 200, {"ETag": f'"{found.head}"'}


@api.operation(
    blueprint,
    "GET",
    "/pages/<path:title>/html",
    "Lire une page mise en forme",
    parameters={"rev": api.NUMBER},
    answers={200: HTML},
)
def html(title: str, parameters: dict[str, Any]) -> api.Answer:
    """A page, or one of its revisions, as HTML."""
    found = page_at(title)
    number = parameters["rev"]
    if number is None or number == found.head:
        kept = rendering_of(found)
        return {"title": found.title, "number": kept.revision, "html": kept.html}
    old = queries.revision(found, number)
    shown = render_text(queries.text_at(found, number), old.title, number)
    return {"title": old.title, "number": number, "html": shown.html}


@api.operation(
    blueprint,
    "POST",
    "/preview",
    "Mettre un texte en forme, sans l’enregistrer",
    body=TEXT,
    answers={200: PREVIEW},
)
def preview(body: dict[str, Any]) -> api.Answer:
    """A text as it would look."""
    require_writer()
    return {"html": render_text(body["body"], body["title"] or "").html}


@api.operation(
    blueprint,
    "GET",
    "/changes",
    "Lire les modifications récentes",
    parameters={
        "before": BEFORE,
        "limit": LIMIT,
        "author": text("Identifiant d’une personne.", most=40),
        "tag": text("Code d’une étiquette.", most=40),
        "hide_minor": flag("Sans les modifications mineures.", default=False),
        "since_seq": integer("Seulement après cette place dans l’ordre du wiki."),
    },
    answers={200: CHANGE_LIST},
)
def recent_changes(parameters: dict[str, Any]) -> api.Answer:
    """The newest changes first."""
    wanted = ChangeFilter(
        author_uid=parameters["author"] or "",
        tag=parameters["tag"] or "",
        hides_minor=parameters["hide_minor"],
        since_seq=parameters["since_seq"],
    )
    before, size = parameters["before"], parameters["limit"]
    found = changes.recent_changes(wanted, before=before, size=size)
    shown = [
        {
            "page": {"title": line.page_title, "uid": line.page_uid},
            "revision": shapes.revision(line),
        }
        for line in found.rows
    ]
    return {"changes": shown, "next_before": found.next_key}
