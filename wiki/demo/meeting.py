"""A fictional event of the demonstration, for which its people register: one of them waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from wiki.demo.moments import ago
from wiki.events.service import registrations
from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

TITLE = "Atelier de réparation (événement fictif)"
PLACE = "La Passerelle (lieu fictif)"
#: Days ago: when it was announced.
DAYS = 5
_BODY = """:::{attention Démonstration}
Cet événement est inventé, comme le lieu qui l’accueille : il montre comment l’on s’inscrit.
:::

Chacun vient avec un objet en panne et repart, si possible, avec un objet qui marche.

## Accueil et présentation

## À l’établi, par deux

## Ce que l’on a appris
"""
_CONSENT = "Mon nom est montré à qui tient l’événement (démonstration)."


def load(authors: Mapping[str, Actor]) -> None:
    """Announce it for in three weeks, with fewer seats than people who come."""
    now = clock.now()
    day = (now + timedelta(days=21)).date().isoformat()
    values = {
        "name": TITLE,
        "type": "workshop",
        "summary": "Réparer ensemble, et apprendre à le faire.",
        "starts_on": day,
        "starts_at": "18:00",
        "ends_at": "20:30",
        "place": PLACE,
        "capacity": 2,
    }
    with ago(DAYS):
        edit = Edit(TITLE, _BODY, 0, summary="Annoncer l’atelier", sheet=Sheet("event", values))
        save(authors["alice"], edit)
    for hours, name in enumerate(("bob", "charlie", "alice")):
        with clock.stopped_at(now - timedelta(days=4, hours=-hours)):
            uid, named = pages.get(TITLE).uid, name != "charlie"
            registrations.register(authors[name], uid, day, _CONSENT, may_be_named=named)
