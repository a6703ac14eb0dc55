"""What the pages' operations take and give: schemas, and values of ours put in their shape."""

from __future__ import annotations

from typing import Any

from flask import url_for

from wiki.kernel.errors import Conflict
from wiki.merge.outcome import Choice, Hunk, Merge, Verdict
from wiki.pages.api import sheets
from wiki.pages.models import Page
from wiki.pages.queries import history
from wiki.pages.queries.history import Line
from wiki.pages.rules import ACTIONS, BODY_SIZE, LICENCE_LENGTH, PROTECTIONS, SUMMARY_LENGTH
from wiki.pages.service.save import EditConflict, EditHeld, Saved
from wiki.pages.tags import NAMES as TAGS
from wiki.web.api_document import PROBLEM
from wiki.web.api_schema import (
    component,
    flag,
    integer,
    list_of,
    maybe,
    record,
    resolved,
    text,
)
from wiki.web.api_shapes import NEXT_BEFORE, NOBODY, person
from wiki.web.filters import iso
from wiki.web.templates import page_url

# -- What is given

_CO_AUTHOR = component(
    "CoAuthor",
    record(
        {
            "uid": text("Identifiant."),
            "name": text("Nom."),
            "signs": maybe(integer("Signes de sa main dans le texte, quand on le sait.", 0)),
        }
    ),
)
REVISION_FIELDS = {
    "number": integer("Numéro de la version dans la page, à partir de 1.", 1),
    "parent": maybe(integer("Numéro de la version d’avant.", 1)),
    "merged_from": maybe(integer("Version dont l’auteur était parti, quand il y a eu fusion.", 1)),
    "title": text("Titre de la page dans cette version."),
    "size": integer("Octets du texte."),
    "size_change": integer("Différence avec la version d’avant.", -(2**53), 2**53),
    "author": {**NOBODY, "description": "Qui a enregistré ; null pour un visiteur."},
    "co_authors": list_of(_CO_AUTHOR, "Qui a écrit cette version avec qui l’a enregistrée."),
    "action": text("Ce qui a été fait.", enum=list(ACTIONS)),
    "summary": text("Résumé."),
    "minor": flag("Modification mineure."),
    "licence": text("Licence de cette version, quand ce n’est pas celle du site ; vide sinon."),
    "reviewed": flag("Quelqu’un l’a relue."),
    "tags": list_of(text("Étiquette.", enum=list(TAGS)), "Étiquettes, par leur code."),
    "created_at": text("Date.", format="date-time"),
    "seq": integer("Place dans l’ordre de tout le wiki."),
}
REVISION = component("Revision", record(REVISION_FIELDS))
_PLACE = {
    "title": text("Titre."),
    "uid": text("Identifiant, qui ne change jamais."),
    "url": text("Adresse dans le wiki."),
}
PAGE_LINE = component("PageLine", record(_PLACE | {"number": integer("Dernière version.", 1)}))
PAGE_LIST = component(
    "PageList",
    record({"pages": list_of(PAGE_LINE), "next": maybe(text("À donner comme `after`."))}),
)
SOURCE = component(
    "Source",
    record(
        {
            "key": text("Ce que `[^clé]` appelle ; vide pour une source de toute la page."),
            "title": text("Titre."),
            "author": text("Auteur."),
            "date": text("Date, telle qu’elle est écrite."),
            "link": text("Adresse où la lire."),
            "licence": text("Licence."),
        }
    ),
)
LICENCE = component(
    "Licence",
    record({"name": text("Nom."), "url": text("Adresse du texte, quand elle est connue.")}),
)
PAGE = component(
    "Page",
    record(
        _PLACE
        | {
            "body": text("Texte en Markdown."),
            "infobox": sheets.INFOBOX,
            "sources": list_of(SOURCE, "Les sources citées, dans l’ordre de leurs notes."),
            "licence": LICENCE,
            "authors": list_of(text("Nom."), "Qui a écrit la page, dix noms au plus."),
            "protection": text("Qui modifie la page.", enum=list(PROTECTIONS)),
            "redirected_from": maybe(text("L’ancien titre par lequel la page a été trouvée.")),
            "revision": REVISION,
        }
    ),
)
REVISION_LIST = component(
    "RevisionList",
    record(
        {
            "revisions": list_of(REVISION),
            "next_before": NEXT_BEFORE,
        }
    ),
)
SAVED = component(
    "Saved",
    record(
        _PLACE
        | {
            "changed": flag("Faux quand la page disait déjà cela : aucune version n’est ajoutée."),
            "merged_with": maybe(integer("Version avec laquelle le texte a été fusionné.")),
            "revision": REVISION,
        }
    ),
)
HELD = component(
    "Held",
    record(
        {
            "pending": text("Identifiant de la modification qui attend d’être relue."),
            "title": text("Titre de la page."),
            "url": text("Adresse dans le wiki, où dire ce que l’on en fait."),
        }
    ),
)
_TEXT_OR_NULL = maybe(text("Texte."))
HUNK = component(
    "Hunk",
    record(
        {
            "verdict": text(
                "Qui a changé ce passage.", enum=[verdict.value for verdict in Verdict]
            ),
            "base": text("Le passage au départ."),
            "head": text("Le passage dans la page."),
            "mine": text("Le passage envoyé."),
            "result": {
                **_TEXT_OR_NULL,
                "description": "Le passage fusionné ; null s’il faut choisir.",
            },
            "proposal": {**_TEXT_OR_NULL, "description": "Une rédaction qui garde les deux."},
        }
    ),
)
CONFLICT = component(
    "Conflict",
    {
        **resolved(PROBLEM),
        "description": "Un conflit ; avec les textes quand deux modifications se rencontrent.",
        "properties": {
            **resolved(PROBLEM)["properties"],
            "base_revision": maybe(integer("Version de départ.")),
            "head_revision": integer("Version de la page : la prochaine base."),
            "base": text("Texte de départ."),
            "head": text("Texte de la page."),
            "mine": text("Texte envoyé."),
            "merged": text("Texte où rien n’est perdu : à relire avant de le renvoyer."),
            "hunks": list_of(HUNK, "Tout le texte, passage par passage."),
            "conflicts": sheets.CONFLICTS,
            "infobox": sheets.INFOBOX,
        },
    },
)

# -- What is taken

TITLE = text("Titre.", least=1, most=200, examples=["Tiers-lieu"])
SUMMARY = text("Résumé de la modification.", most=SUMMARY_LENGTH, default="")
BODY = text("Texte en Markdown.", most=BODY_SIZE)
_EDIT = {
    "summary": SUMMARY,
    "minor": flag("Modification mineure.", default=False),
    "infobox": sheets.INFOBOX,
}
NEW_PAGE = component("NewPage", record({"title": TITLE, "body": BODY}, _EDIT))
EDIT = component(
    "Edit",
    record(
        {"body": BODY},
        _EDIT
        | {
            "title": TITLE,
            "base_revision": integer("Version dont on est parti ; 0 pour une page nouvelle."),
        },
    ),
)
RENAMING = component("Renaming", record({"title": TITLE}, {"summary": SUMMARY}))
LICENSING = component(
    "Licensing",
    record(
        {"licence": text("Nom de la licence ; vide pour celle du site.", most=LICENCE_LENGTH)},
        {"summary": SUMMARY},
    ),
)
TURN = component(
    "Turn",
    record({"number": integer("Version visée.", 1, 2**31 - 1)}, {"summary": SUMMARY}),
)

# -- From our values to theirs


def place(page: Page) -> dict[str, Any]:
    """Which page, and where."""
    return {"title": page.title, "uid": page.uid, "url": page_url(page.title)}


def revision(line: Line) -> dict[str, Any]:
    """A revision."""
    return {
        "number": line.number,
        "parent": line.parent,
        "merged_from": line.merged_from,
        "title": line.title,
        "size": line.size,
        "size_change": line.size_change,
        "author": person(line.author_uid, line.author_name),
        "co_authors": [one._asdict() for one in line.co_authors],
        "action": line.action,
        "summary": line.summary,
        "minor": line.is_minor,
        "licence": line.licence,
        "reviewed": line.is_reviewed,
        "tags": line.tag_codes,
        "created_at": iso(line.created_at),
        "seq": line.seq,
    }


def revision_of(page: Page, number: int) -> dict[str, Any]:
    """A revision of a page, which is known to have it."""
    line = history.line(page, number)
    if line is None:
        raise LookupError(f"{page.uid} has no revision {number}")
    return revision(line)


def saved(done: Saved) -> dict[str, Any]:
    """What became of an edit."""
    return {
        **place(done.page),
        "changed": done.is_new,
        "merged_with": done.merged_with,
        "revision": revision_of(done.page, done.revision.number),
    }


def held(error: EditHeld) -> dict[str, Any]:
    """An edit that waits for others to read it."""
    url = url_for("wiki.pages.pending_edit", uid=error.uid)
    return {"pending": error.uid, "title": error.title, "url": url}


def conflict(error: EditConflict, base_revision: int | None = None) -> Conflict:
    """The same conflict, with the texts for the one who has to choose."""
    public = {
        "base_revision": base_revision,
        "head_revision": error.page.head,
        "base": error.base,
        "head": error.head,
        "mine": error.mine,
        "merged": _with_everything(error.merge),
        "hunks": [_hunk(hunk) for hunk in error.merge.hunks],
    }
    return Conflict(error.code, **error.params, public=public)


def _hunk(hunk: Hunk) -> dict[str, Any]:
    return {
        "verdict": hunk.verdict.value,
        "base": hunk.base,
        "head": hunk.head,
        "mine": hunk.mine,
        "result": hunk.result,
        "proposal": hunk.proposal,
    }


def _with_everything(merge: Merge) -> str:
    """The merge with each open passage as proposed, or else in both versions."""
    hunks = merge.hunks
    return merge.resolve(
        {
            index: Choice.PROPOSAL if hunks[index].proposal is not None else Choice.BOTH
            for index in merge.undecided
        }
    )
