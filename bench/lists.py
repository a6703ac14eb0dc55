"""What is measured of the lists of a wiki of short pages: none is to cost more in a larger one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from bench.data import COMMON, RARE
from bench.load import Server, request
from bench.short import ALL, ASKED, BLAMED, CROSSROADS, GUIDE, MISSPELT, WORD
from bench.visit import Row, Visit
from wiki.kernel.slugs import address_of, path_segment

#: The most that a list may grow from the smallest wiki to the largest, noise included.
GROWTH = 1.2
_TIMES = 20


class Lists(Visit):
    """A visit of a wiki of short pages."""

    def __init__(self, server: Server, folder: Path, made: Mapping[str, Any]) -> None:
        super().__init__(server, folder, made)
        # Not the fifth of ten: some of those have had another title since (`short.live`).
        self.unread: Iterator[str] = (
            title
            for number, title in enumerate(self.titles)
            if number % 7 == 1 and number % 10 != 5
        )


class Address(NamedTuple):
    """A list at an address; `{bob}` is who Bob is, `{middle}` a place in the middle of the wiki."""

    name: str
    path: str
    status: int = 200

    def at(self, people: Mapping[str, str], size: int) -> str:
        """Its path in a wiki of some size."""
        return self.path.format(bob=people["bob"], middle=size // 2)


def _page(title: str, act: str = "") -> str:
    return f"/wiki/{quote(address_of(title))}{act}"


def _named(list_: str, title: str, more: str = "") -> str:
    return f"/{list_}/{path_segment(title)}{more}"


def _search(**asked: str) -> str:
    return "/search?" + "&".join(f"{name}={value}" for name, value in asked.items())


_COMMON = quote(COMMON)
ADDRESSES = (
    Address("catégories", "/categories"),
    Address("catégories, plus loin", "/categories?after=r%C3%A9gion+2"),
    Address("une catégorie de la moitié des pages", _named("categories", ALL)),
    Address("une telle catégorie, plus loin", _named("categories", ALL, "?after=m")),
    Address("sous-pages d’un titre", _named("tree", GUIDE)),
    Address("sous-pages d’un titre, plus loin", _named("tree", GUIDE, "?after=guide/m")),
    Address("portail d’une catégorie", _named("portal", ALL)),
    Address("portail d’un arbre", _named("portal", GUIDE)),
    Address("page, « depuis ma dernière lecture »", _page(CROSSROADS)),
    Address("informations d’une page très liée", _page(CROSSROADS, "/info")),
    Address("pages qui mènent à une page très liée", _page(CROSSROADS, "/backlinks")),
    Address("pages qui y mènent, plus loin", _page(CROSSROADS, "/backlinks?after={middle}")),
    Address("page à écrire, très demandée", _page(ASKED), 404),
    Address("renommer une page très liée, formulaire", _page(CROSSROADS, "/rename")),
    Address("auteurs de chaque mot, 500 versions", _page(BLAMED, "/blame")),
    Address("modifications récentes", "/changes"),
    Address("modifications récentes, plus loin", "/changes?before={middle}"),
    Address("modifications, une étiquette", "/changes?tag=undone"),
    Address("modifications, une étiquette jamais posée", "/changes?tag=vandalism"),
    Address("modifications d’une personne", "/changes?author={bob}"),
    Address("modifications d’une personne, une étiquette", "/changes?author={bob}&tag=undone"),
    Address("modifications depuis ma visite", "/changes?visit=1"),
    Address("modifications pas encore relues", "/changes?unreviewed=1"),
    Address("modifications des sept derniers jours", "/changes?since=7"),
    Address("à relire", "/review"),
    Address("à relire, les plus anciennes d’abord", "/review?order=oldest"),
    Address("à relire, une étiquette jamais posée", "/review?tag=vandalism"),
    Address("contributions d’une personne", "/members/{bob}"),
    Address("discussions", "/talk"),
    Address("discussion d’une page", _page(CROSSROADS, "/talk")),
    Address("discussion d’une page, sujets réglés", _page(CROSSROADS, "/talk?state=resolved")),
    Address("entretien", "/upkeep"),
    Address("pages demandées", "/upkeep/wanted"),
    Address("pages orphelines", "/upkeep/orphans"),
    Address("pages orphelines, plus loin", "/upkeep/orphans?before={middle}"),
    Address("pages sans issue", "/upkeep/dead-ends"),
    Address("homonymies", "/upkeep/homonymies"),
    Address("anciens titres encore liés", "/upkeep/old-titles"),
    Address("palette", f"/palette?about={quote(CROSSROADS)}/history"),
    Address("suggestions de la recherche", f"/search/suggest?q={WORD[:4]}"),
    Address("titres à compléter", f"/titles?q={WORD[:4]}"),
    Address("titres à compléter, aucun", "/titles?q=zzz"),
    Address("recherche, « vouliez-vous dire »", _search(q=MISSPELT)),
    Address("recherche d’un mot rare", _search(q=quote(RARE))),
    Address("recherche d’un mot commun", _search(q=_COMMON)),
    Address("recherche d’un mot commun, à affiner", _search(q=_COMMON, refine="1")),
    Address("recherche d’un mot commun, un genre", _search(q=_COMMON, kind="page")),
    Address("recherche d’un mot commun, une catégorie", _search(q=_COMMON, category=ALL)),
    Address("recherche d’un mot commun, une personne", _search(q=_COMMON, person="{bob}")),
    Address("recherche d’un mot commun, depuis une semaine", _search(q=_COMMON, since="week")),
    Address("recherche d’un mot commun, territoire sans lieu", _search(q=_COMMON, territory="33")),
    Address("recherches gardées", "/search/saved"),
    Address("nouvelle page", "/new"),
    Address("toutes les pages, par l’API", "/api/v1/pages"),
)


def _listed(address: Address) -> Row:
    def measure(visit: Lists, times: int) -> float:
        asked = request(address.at(visit.people, len(visit.titles)), headers=visit.cookie)
        return visit.server.cost([asked] * times, status=address.status)

    return Row(address.name, measure, _TIMES, growth=GROWTH)


def _first_read(visit: Lists, times: int) -> float:
    """Pages that nobody has read, with what is under them, their categories, those like them."""
    titles = islice(visit.unread, times)
    return visit.server.cost([request(visit.page(title)) for title in titles])


ROWS = (
    *map(_listed, ADDRESSES),
    Row("pages jamais lues, et leurs apparentées", _first_read, _TIMES, growth=GROWTH),
)
