"""A method of the demonstration, which two of its fictional places made their own."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.demo.charter import PLACES
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.variants import service

METHOD = "Animer un tiers-lieu"
#: What each place wrote instead of what the method says.
OWN = {
    "La Passerelle (lieu fictif)": (
        "un repas partagé, ouvert aux voisins.",
        "une soupe le jeudi midi, avec les parents de l'école d'en face.",
    ),
    "Le Préau (lieu fictif)": (
        "quelqu'un ouvre et quelqu'un ferme.",
        "la personne arrivée la première ouvre, la dernière ferme : un tableau dit qui.",
    ),
}
_LAST = "- **Chaque trimestre** :"
_ADDED = "- **Chaque été** : une semaine pour ranger, réparer et repeindre ensemble.\n"


def own_title(place: str) -> str:
    """The title of what a place made of the method."""
    return f"Animer {place}"


def load(authors: Mapping[str, Actor]) -> None:
    """Load it: one place took what the method became since, the other has still to read it."""
    method = pages.get(METHOD)
    for title, (theirs, own) in OWN.items():
        speaker = authors[PLACES[title]]
        adapted = service.adapt(speaker, method.uid, own_title(title), pages.get(title).uid).page
        text = pages.body(adapted).replace(theirs, own)
        save(speaker, Edit(adapted.title, text, adapted.head, "Comme cela se passe chez nous"))
    said = pages.body(method).replace(_LAST, _ADDED + _LAST)
    save(authors["bob"], Edit(METHOD, said, method.head, "Un temps pour le lieu lui-même"))
    title = next(iter(OWN))
    own_page = pages.get(own_title(title))
    found = service.taking(own_page.uid)
    service.take(authors[PLACES[title]], own_page.uid, found.head, found.number, {})
