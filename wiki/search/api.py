"""Searching over the API."""

from __future__ import annotations

from typing import Any

from wiki.search import queries
from wiki.search.document import KINDS
from wiki.search.forms import narrowing
from wiki.search.queries import Hit
from wiki.search.rules import CANDIDATES, PAGE_SIZE, QUESTION_LENGTH, SINCE
from wiki.search.views import url_of
from wiki.web import api
from wiki.web.api_schema import component, flag, integer, list_of, maybe, record, text
from wiki.web.filters import iso

blueprint = api.faces("search_api")

SPAN = record({"text": text("Un morceau."), "marked": flag("Ce morceau répond à la question.")})
HIT = component(
    "Hit",
    record(
        {
            "kind": text("Genre de document.", enum=list(KINDS)),
            "uid": text("Identifiant du document."),
            "title": text("Titre."),
            "name": text("Autre titre, quand c’est lui qui répond ; sinon vide."),
            "url": text("Adresse."),
            "snippet": list_of(SPAN, "Extrait, par morceaux."),
            "updated_at": text("Date de la dernière modification.", format="date-time"),
        }
    ),
)
FOUND = component(
    "Found",
    record(
        {
            "question": text("La question, comme elle a été comprise."),
            "total": integer("Combien de documents répondent."),
            "is_more": flag("Il y en a plus que `total`."),
            "exact": maybe(text("Titre du document qui porte exactement ce titre.")),
            "next_start": maybe(integer("À donner comme `start` pour la suite.")),
            "hits": list_of(HIT),
        }
    ),
)


@api.operation(
    blueprint,
    "GET",
    "/search",
    "Chercher",
    parameters={
        "q": text("La question.", most=QUESTION_LENGTH, required=True, examples=["télétravail"]),
        "kind": text("Un seul genre de documents.", enum=list(KINDS)),
        "category": text("Titre de la catégorie où les pages sont rangées.", most=255),
        "person": text("Identifiant d’un membre qui a écrit dans les pages.", most=40),
        "since": text(
            "Modifiées depuis une semaine, un mois ou un an : `week`, `month` ou `year`.",
            enum=list(SINCE),
        ),
        "sheet": text("Genre de fiche des pages.", most=40, examples=["place"]),
        "territory": text(
            "Code du département des lieux que les pages décrivent.", most=3, examples=["33"]
        ),
        "start": integer("Rang du premier résultat voulu.", 0, CANDIDATES, default=0),
        "limit": integer("Nombre de résultats.", 1, 50, default=PAGE_SIZE),
    },
    answers={200: FOUND},
    problems={404: None},
)
def search(parameters: dict[str, Any]) -> api.Answer:
    """What answers the question."""
    found = queries.search(
        parameters["q"],
        wanted=narrowing(parameters).wanted,
        offset=parameters["start"],
        size=parameters["limit"],
    )
    return {
        "question": found.question,
        "total": found.total,
        "is_more": found.is_more,
        "exact": found.exact,
        "next_start": found.next_offset,
        "hits": [_shown(hit) for hit in found.hits],
    }


def _shown(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "uid": hit.uid,
        "title": hit.title,
        "name": hit.name,
        "url": url_of(hit),
        "snippet": [{"text": span.text, "marked": span.marked} for span in hit.shown.text],
        "updated_at": iso(hit.updated_at),
    }
