"""The census of the demonstration: of its fictional places, by its steward. It writes to nobody."""

from __future__ import annotations

from datetime import timedelta

from wiki.census.rules import Asked, Settings
from wiki.census.service import campaigns, targets
from wiki.kernel import clock
from wiki.kernel.permissions import Actor

#: The fictional places that are asked, and what each said: verified, declined, or nothing yet.
_ASKED = {
    "Le Lavoir (lieu fictif)": "accept",
    "L'Atelier des Tilleuls (lieu fictif)": "accept",
    "La Forge des Voisins (lieu fictif)": "accept",
    "Le Préau (lieu fictif)": "",
    "La Ruche du Canal (lieu fictif)": "decline",
    "Le Four à idées (lieu fictif)": "",
    "La Passerelle (lieu fictif)": "accept",
    "Le Grenier numérique (lieu fictif)": "",
    "La Halle aux métiers (lieu fictif)": "",
}
#: Others, of which there is no page.
_OTHERS = (
    Asked("project", "Projet du Moulin bleu (projet fictif)", "24352"),
    Asked("authority", "Communauté du Val inventé (collectivité fictive)", "33138"),
    Asked("chamber", "Chambre des métiers imaginaires (chambre fictive)", "47157"),
)


def load(steward: Actor) -> None:
    """Load it; the places are there already."""
    today = clock.now().date()
    uid = campaigns.make(
        steward,
        Settings(
            "Recensement imaginaire des lieux de démonstration",
            "Ce recensement est **inventé**, comme les lieux qu’il interroge : il montre comment "
            "on demande à chacun de dire où il en est, et ce qu’il en reste.",
            "Les lieux fictifs de la démonstration, et trois cibles inventées.",
            "place",
            ("status", "families", "seats", "website"),
            today.isoformat(),
            (today + timedelta(days=365)).isoformat(),
            "",
            "14",
            "2",
            is_public=True,
        ),
    ).uid
    campaigns.open_(steward, uid)
    for title, event in _ASKED.items():
        added = targets.add_page(steward, uid, title)
        if event:
            targets.mark(steward, added.uid, event)
    for one in _OTHERS:
        targets.add(steward, uid, one, anyway=True)
