"""What the people of the demonstration follow: their next letters tell what came since."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.pages.queries import pages
from wiki.watch.service.follow import follow

#: Somebody, and what they follow: pages by title, a territory by code, people by key.
PAGES = {
    "dora": ("Le Lavoir (lieu fictif)", "Lieux d'exemple", "Réseau d'exemple (réseau fictif)"),
    "gilles": ("Arrêt Minute", "Tiers-lieu"),
    "lea": ("La Halle aux métiers (lieu fictif)", "Animer un tiers-lieu"),
}
TERRITORIES = {"eric": "departement:33", "karim": "departement:40"}
PERSONS = {"fanny": "charlie", "helene": "alice"}


#: Days ago: before most of the sheets.
DAYS = 3.3


def load(authors: Mapping[str, Actor]) -> None:
    """Follow them."""
    for key, titles in PAGES.items():
        for title in titles:
            follow(authors[key], "page", pages.get(title).uid)
    for key, code in TERRITORIES.items():
        follow(authors[key], "territory", code)
    for key, person in PERSONS.items():
        followed = members.member(authors[person].member_id or 0)
        follow(authors[key], "person", followed.uid)
