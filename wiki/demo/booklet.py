"""A booklet of the demonstration: how a third place is made, with a place, a charter, the words."""

from __future__ import annotations

from wiki.kernel.permissions import Actor
from wiki.publishing import queries, service
from wiki.publishing.service import Change
from wiki.publishing.views.chapters import explained

TITLE = "Créer et animer un tiers-lieu (livret de démonstration)"
SUMMARY = "Les méthodes du réseau, un lieu, une charte d’exemple et leur lexique."
PAGES = (
    "Concevoir un tiers-lieu",
    "Démarches administratives",
    "Animer un tiers-lieu",
    "Arrêt Minute",
)


def load(actor: Actor) -> None:
    """Compose it and publish its first edition."""
    booklet = service.make(actor, TITLE, SUMMARY)
    chapters = [("page", title) for title in PAGES]
    chapters += [("charter", one.uid) for one in queries.frozen_versions()[:1]]
    for kind, of in (*chapters, ("glossary", "")):
        service.compose(actor, booklet.uid, TITLE, SUMMARY, Change("add", kind, of))
    service.publish(actor, booklet.uid, explained)
