"""The people of the demonstration: where they work, what they can do, for whom they speak."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from wiki.kernel import clock
from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.members.service.profile import change_profile, change_showing
from wiki.organisations.service import mandates, requests
from wiki.pages.queries import pages

_LAVANDIERES = "Les Lavandières (organisation fictive)"
_TILLEULS = "Coopérative des Tilleuls (organisation fictive)"
_FORGE = "Forge et Four (organisation fictive)"
_PASSEURS = "Les Passeurs numériques (organisation fictive)"
_CHAMPS = "Champs et Serre (organisation fictive)"
_ESCALE = "Pays de l'Escale (organisation fictive)"


class Said(NamedTuple):
    """What somebody says of themselves, and to whom."""

    place: str
    department: str
    skills: str
    shown_to: str = "public"


#: The organisations, each with who works there.
PEOPLE = {
    "alice": Said(_LAVANDIERES, "33", "animation de réunion, comptabilité"),
    "dora": Said("Le Lavoir (lieu fictif)", "33", "accueil, jardinage"),
    "bob": Said(_TILLEULS, "47", "menuiserie, impression 3D"),
    "eric": Said("La Ruche du Canal (lieu fictif)", "33", "électronique, vélo", "members"),
    "charlie": Said(_FORGE, "24", "soudure, boulangerie"),
    "fanny": Said("Le Four à idées (lieu fictif)", "40", "cuisine, animation de réunion"),
    "gilles": Said(_PASSEURS, "24", "médiation numérique, logiciels libres"),
    "helene": Said("La Passerelle (lieu fictif)", "64", "médiation numérique, basque", "members"),
    "ines": Said(_CHAMPS, "32", "maraîchage, comptabilité"),
    "jules": Said("La Serre (lieu fictif)", "23", "maraîchage", "nobody"),
    "karim": Said(_ESCALE, "40", "droit public, recherche de subventions"),
    "lea": Said("La Halle aux métiers (lieu fictif)", "47", "couture, formation"),
}
#: Who speaks for what, since how many days, given how; until how many days ago.
MANDATES = (
    (_LAVANDIERES, "alice", 400, "L’assemblée inventée", None),
    (_LAVANDIERES, "dora", 700, "Le bureau inventé", 400),
    (_TILLEULS, "bob", 380, "L’assemblée des sociétaires inventés", None),
    (_FORGE, "fanny", 200, "Le bureau inventé", None),
    (_PASSEURS, "gilles", 150, "L’assemblée inventée", None),
    (_PASSEURS, "helene", 150, "L’assemblée inventée", None),
    (_CHAMPS, "ines", 90, "Les associés inventés", None),
    (_ESCALE, "karim", 60, "Le conseil inventé", None),
    ("Le Lavoir (lieu fictif)", "dora", 5, "Le bureau inventé", None),
)
#: Who asks to speak for what; what is answered, or "" while it waits.
ASKED = (
    ("La Halle aux métiers (lieu fictif)", "lea", ""),
    ("La Serre (lieu fictif)", "jules", "Une seule personne parle pour ce lieu."),
)


def load(authors: Mapping[str, Actor]) -> None:
    """Load it: alice, who is a steward, gives and refuses."""
    today = clock.now().date()
    for key, said in PEOPLE.items():
        actor = authors[key]
        change_profile(actor, actor.name, "", said.place)
        change_showing(actor, said.shown_to, said.department, said.skills)
    for title, key, since, given_at, until in MANDATES:
        first = today - timedelta(days=since)
        last = (today - timedelta(days=until)).isoformat() if until else ""
        name = members.member(authors[key].member_id or 0).name
        mandates.give(
            authors["alice"], pages.get(title).uid, name, first.isoformat(), last, given_at
        )
    for title, key, refused in ASKED:
        asked = requests.ask(authors[key], pages.get(title).uid, today.isoformat())
        if refused:
            requests.refuse(authors["alice"], asked.uid, refused)
