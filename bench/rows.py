"""What is measured of middling pages: each row asks the server for something, some times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.data import COMMON, COMPARED, LONG, RARE
from bench.load import Server, request
from bench.visit import Row, Visit, at
from wiki.kernel.submissions import new_submission

#: Characters of a middling page, and how many pages are looked at to find those.
MIDDLING, LOOKED_AT = 7_600, 1_000
#: First reads at once: opening a connection counts for as little as where a page is read again.
FIRST_READS = 80
#: Saves at once: with ten, what commits leave to the next weighed in one round and not in another.
SAVES = 24
#: The page that is compared, and the one with a long history.
_COMPARED, _LONG = quote("Page_comparée"), quote("Longue_histoire")


class Middling(Visit):
    """A visit of a wiki of middling pages: it reads and writes other ones each time."""

    def __init__(self, server: Server, folder: Path, made: Mapping[str, Any]) -> None:
        super().__init__(server, folder, made)
        self.fresh = iter(self._middling(self.titles[len(self.titles) // 2 :][:LOOKED_AT]))
        self.starts = iter(range(LONG - 100, 50, -50))
        self.spans = (
            f"{old}..{old + apart}" for apart in count(10) for old in range(1, COMPARED - apart)
        )

    def _middling(self, titles: list[str]) -> list[str]:
        """The same titles, those of pages of a middling size first."""
        texts = {title: self.text(title) for title in titles}
        return sorted(titles, key=lambda title: abs(len(texts[title]) - MIDDLING))

    def view(self, title: str) -> bytes:
        """A page asked for as a browser does, which reads gzip."""
        return request(self.page(title), headers={"Accept-Encoding": "gzip"})

    def some(self, number: int) -> list[str]:
        """Pages that nobody has asked for yet; few of a small wiki, which every row shares."""
        return list(islice(self.fresh, min(number, len(self.titles) // 16)))


def _warm(visit: Middling, times: int) -> float:
    return visit.ask(visit.page(), times)


def _known(visit: Middling, times: int) -> float:
    path = visit.page()
    asked = request(path, headers={"If-None-Match": visit.etag(path)})
    return visit.server.cost([asked] * times, status=304)


def _member(visit: Middling, times: int) -> float:
    return visit.ask(visit.page(), times, **visit.cookie)


def _first(visit: Middling, times: int) -> float:
    """The first reader, after they were saved, of pages that visitors read."""
    titles = visit.some(times)
    views = [visit.view(title) for title in titles]
    visit.server.cost(views)
    with visit.server.connection() as opened:
        for each in _saves(visit, titles):
            opened.ask(each)
    visit.server.rest()
    return visit.server.cost(views)


def _unread(visit: Middling, times: int) -> float:
    """The first reader of pages that nobody has read since the wiki was started."""
    return visit.server.cost([visit.view(title) for title in visit.some(times)])


def _preview(visit: Middling, times: int) -> float:
    """A text of the size for which the goal was set, written otherwise each time."""
    texts = [visit.text(title) for title in visit.titles[2:42]]
    text = min(texts, key=lambda each: abs(len(each) - MIDDLING))
    forms = [visit.form("/preview", body=f"{text}\n{n}\n") for n in range(times)]
    return visit.server.cost(forms)


def _saves(visit: Middling, titles: list[str]) -> Iterator[bytes]:
    """A sentence written otherwise in the middle of each page, as its form would send it."""
    for title in titles:
        body = _corrected(visit.text(title))
        sent = {"body": body, "base": "1", "summary": "Mesure", "submission": new_submission()}
        yield visit.form(f"{visit.page(title)}/edit", **sent)


def _corrected(text: str) -> str:
    lines = text.split("\n")
    prose = [at for at, line in enumerate(lines) if ". " in line and line[0] not in "#|-"]
    at = prose[len(prose) // 2]
    lines[at] = "Cette phrase est de plus. " + lines[at].split(". ", 1)[1]
    return "\n".join(lines)


def _save(visit: Middling, times: int) -> float:
    return visit.server.cost(list(_saves(visit, visit.some(times))), status=303)


def _cycle(visit: Middling, times: int) -> float:
    titles = visit.some(times)
    forms = [request(f"{visit.page(title)}/edit", headers=visit.cookie) for title in titles]
    saves = list(_saves(visit, titles))
    views = [request(visit.page(title), headers=visit.cookie) for title in titles]
    return (
        visit.server.cost(forms) + visit.server.cost(saves, status=303) + visit.server.cost(views)
    )


def _unseen(visit: Middling, times: int) -> float:
    """Lines of a history that nobody has been shown yet."""
    starts = islice(visit.starts, times)
    return visit.server.cost([request(f"/wiki/{_LONG}/history?before={at}") for at in starts])


def _replayed(visit: Middling, times: int) -> float:
    """A window of a replay that nobody has seen yet, somewhere in a long history."""
    starts = range(40, LONG, LONG // times)
    path = f"/wiki/{_LONG}/replay/steps?rev="
    return visit.server.cost([request(f"{path}{at}") for at in starts][:times])


def _compared(visit: Middling, times: int) -> float:
    """Two revisions that nobody has compared yet, ten apart; each time others."""
    spans = islice(visit.spans, times)
    return visit.server.cost([request(f"/wiki/{_COMPARED}/diff/{span}") for span in spans])


#: Goals in milliseconds were set where bare Flask took 0.28 ms behind gunicorn. Behind our server
#: it takes three fifths of that (`./dev.py bench --reference`).
REFERENCE_GUNICORN = 0.28
REFERENCE = REFERENCE_GUNICORN * 0.6


def _alone(
    name: str, measure: Callable[[Middling, int], float], times: int, goal: float | None = None
) -> Row:
    """A row of which one person asks, as when its goal, in milliseconds, was set."""
    return Row(name, measure, times, goal and goal / REFERENCE, senders=1)


ROWS = (
    Row("page, lecteur", _warm, 400, 1 / 0.7),
    Row("page déjà connue (304)", _known, 400, 1 / 0.8),
    Row("page, membre", _member, 400, 1 / 0.25),
    Row("première lecture après un enregistrement", _first, FIRST_READS, 1.5 / 0.7),
    Row("première lecture d’une page jamais lue", _unread, FIRST_READS, 1.5 / 0.7),
    _alone("rendu forcé (aperçu)", _preview, 20, 6),
    _alone("différences, 20 ko", _compared, 60, 4.5),
    _alone("différences déjà demandées", at(f"/wiki/{_COMPARED}/diff/240..249"), 60),
    _alone("historique, 500 versions", at(f"/wiki/{_COMPARED}/history"), 20, 3),
    _alone("historique, 10 000 versions", at(f"/wiki/{_LONG}/history"), 20, 3),
    _alone("historique, lignes jamais montrées", _unseen, 20),
    _alone("rejouer, 8 versions parmi 10 000", _replayed, 20),
    _alone("recherche d’un mot rare", at(f"/search?q={quote(RARE)}"), 30, 3),
    _alone("recherche d’un mot commun", at(f"/search?q={quote(COMMON)}"), 20, 15),
    _alone("modifications récentes", at("/changes"), 20, 3),
    _alone("pages demandées", at("/upkeep/wanted"), 20, 3),
    _alone("pages orphelines", at("/upkeep/orphans"), 20, 3),
    _alone("enregistrer", _save, SAVES),
    _alone("formulaire, enregistrer, lire", _cycle, SAVES, 12),
    Row("les mêmes, quatre personnes à la fois", _cycle, SAVES),
)
