"""What is measured: each row asks the server for something, some number of times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from urllib.parse import quote, urlencode

from itsdangerous import URLSafeTimedSerializer

from bench.data import COMMON, COMPARED, LONG, RARE
from bench.load import Server, request
from bench.prepare import application
from wiki.kernel.slugs import address_of
from wiki.kernel.submissions import new_submission
from wiki.members.queries import SESSION_KEY

_CSRF = "5f0c7d1ab1f3a5c89d0e8b7a6f5e4d3c2b1a0908"


@dataclass(frozen=True)
class Row:
    """A row of the table. `goal` is the most it may cost, as a multiple of bare Flask's."""

    name: str
    measure: Callable[[Visit, int], float]
    times: int
    goal: float | None = None
    #: Writes: measured last, each time on other pages.
    writes: bool = False


#: Characters of a middling page, and how many pages are looked at to find those.
MIDDLING, LOOKED_AT = 7_600, 400
#: The page that is compared, and the one with a long history.
_COMPARED, _LONG = quote("Page_comparée"), quote("Longue_histoire")


class Visit:
    """A server with its wiki, and somebody who is signed in to it."""

    def __init__(self, server: Server, folder: Path, titles: list[str], session: str) -> None:
        self.server = server
        self.titles = titles
        app = application(folder)
        sessions = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = sessions.dumps({SESSION_KEY: session, "csrf_token": _CSRF})
        self.cookie = {"Cookie": f"wiki_session={cookie}"}
        self.token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(_CSRF)
        app.extensions["wiki"].database.engine.dispose()
        self.fresh = iter(self._middling(titles[len(titles) // 2 :][:LOOKED_AT]))
        self.starts = iter(range(LONG - 100, 50, -50))
        self.spans = (
            f"{old}..{old + apart}" for apart in count(10) for old in range(1, COMPARED - apart)
        )

    def _middling(self, titles: list[str]) -> list[str]:
        """The same titles, those of pages of a middling size first."""
        texts = {title: self.text(title) for title in titles}
        return sorted(titles, key=lambda title: abs(len(texts[title]) - MIDDLING))

    def ask(self, path: str, times: int, **headers: str) -> float:
        """The cost of reading an address, some number of times."""
        return self.server.cost([request(path, headers=headers)] * times)

    def page(self, title: str = "") -> str:
        """The address of a page; of a middling one when no title is given."""
        return f"/wiki/{quote(address_of(title or self.titles[20]))}"

    def etag(self, path: str) -> str:
        """What a page is known by."""
        with self.server.connection() as opened:
            opened.ask(request(path))
            return opened.ask(request(path)).headers["etag"]

    def text(self, title: str) -> str:
        """The source of a page."""
        with self.server.connection() as opened:
            return opened.ask(request(f"{self.page(title)}/raw")).body.decode()

    def form(self, path: str, **fields: str) -> bytes:
        """A form that this member sends."""
        sent = urlencode({"csrf_token": self.token, **fields}).encode()
        return request(path, method="POST", headers=self.cookie, body=sent)

    def some(self, number: int) -> list[str]:
        """Pages that nobody has asked for yet."""
        return list(islice(self.fresh, number))


def _warm(visit: Visit, times: int) -> float:
    return visit.ask(visit.page(), times)


def _known(visit: Visit, times: int) -> float:
    path = visit.page()
    asked = request(path, headers={"If-None-Match": visit.etag(path)})
    return visit.server.cost([asked] * times, status=304)


def _member(visit: Visit, times: int) -> float:
    return visit.ask(visit.page(), times, **visit.cookie)


def _first(visit: Visit, times: int) -> float:
    """The first reader, after they were saved, of pages that visitors read."""
    titles = visit.some(times)
    views = [request(visit.page(title)) for title in titles]
    visit.server.cost(views)
    with visit.server.connection() as opened:
        for each in _saves(visit, titles):
            opened.ask(each)
    visit.server.rest()
    return visit.server.cost(views)


def _unread(visit: Visit, times: int) -> float:
    """The first reader of pages that nobody has read since the wiki was started."""
    return visit.server.cost([request(visit.page(title)) for title in visit.some(times)])


def _preview(visit: Visit, times: int) -> float:
    """A text of the size for which the goal was set, written otherwise each time."""
    texts = [visit.text(title) for title in visit.titles[2:42]]
    text = min(texts, key=lambda each: abs(len(each) - MIDDLING))
    forms = [visit.form("/preview", body=f"{text}\n{n}\n") for n in range(times)]
    return visit.server.cost(forms)


def _saves(visit: Visit, titles: list[str]) -> Iterator[bytes]:
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


def _save(visit: Visit, times: int) -> float:
    return visit.server.cost(list(_saves(visit, visit.some(times))), status=303)


def _cycle(visit: Visit, times: int) -> float:
    titles = visit.some(times)
    forms = [request(f"{visit.page(title)}/edit", headers=visit.cookie) for title in titles]
    saves = list(_saves(visit, titles))
    views = [request(visit.page(title), headers=visit.cookie) for title in titles]
    return (
        visit.server.cost(forms) + visit.server.cost(saves, status=303) + visit.server.cost(views)
    )


def _unseen(visit: Visit, times: int) -> float:
    """Lines of a history that nobody has been shown yet."""
    starts = islice(visit.starts, times)
    return visit.server.cost([request(f"/wiki/{_LONG}/history?before={at}") for at in starts])


def _replayed(visit: Visit, times: int) -> float:
    """A window of a replay that nobody has seen yet, somewhere in a long history."""
    starts = range(40, LONG, LONG // times)
    path = f"/wiki/{_LONG}/replay/steps?rev="
    return visit.server.cost([request(f"{path}{at}") for at in starts][:times])


def _at(path: str) -> Callable[[Visit, int], float]:
    return lambda visit, times: visit.ask(path, times)


def _compared(visit: Visit, times: int) -> float:
    """Two revisions that nobody has compared yet, ten apart; each time others."""
    spans = islice(visit.spans, times)
    return visit.server.cost([request(f"/wiki/{_COMPARED}/diff/{span}") for span in spans])


#: Goals in milliseconds were set where bare Flask took 0.28 ms behind gunicorn. Behind our server
#: it takes two thirds of that on any machine (`./dev.py bench --reference`).
REFERENCE_GUNICORN = 0.28
REFERENCE = REFERENCE_GUNICORN * 0.67
ROWS = (
    Row("page, lecteur", _warm, 400, 1 / 0.7),
    Row("page déjà connue (304)", _known, 400, 1 / 0.8),
    Row("page, membre", _member, 400, 1 / 0.25),
    Row("première lecture après un enregistrement", _first, 10, 1.5 / 0.7),
    Row("première lecture d’une page jamais lue", _unread, 10, 1.5 / 0.7),
    Row("rendu forcé (aperçu)", _preview, 20, 6 / REFERENCE),
    Row("différences, 20 ko", _compared, 60, 4.5 / REFERENCE),
    Row("différences déjà demandées", _at(f"/wiki/{_COMPARED}/diff/240..249"), 60),
    Row("historique, 500 versions", _at(f"/wiki/{_COMPARED}/history"), 20, 3 / REFERENCE),
    Row("historique, 10 000 versions", _at(f"/wiki/{_LONG}/history"), 20, 3 / REFERENCE),
    Row("historique, lignes jamais montrées", _unseen, 20),
    Row("rejouer, 8 versions parmi 10 000", _replayed, 20),
    Row("recherche d’un mot rare", _at(f"/search?q={quote(RARE)}"), 30, 3 / REFERENCE),
    Row("recherche d’un mot commun", _at(f"/search?q={quote(COMMON)}"), 20, 15 / REFERENCE),
    Row("modifications récentes", _at("/changes"), 20, 3 / REFERENCE),
    Row("pages demandées", _at("/upkeep/wanted"), 20, 3 / REFERENCE),
    Row("pages orphelines", _at("/upkeep/orphans"), 20, 3 / REFERENCE),
    Row("enregistrer", _save, 10, writes=True),
    Row("formulaire, enregistrer, lire", _cycle, 10, 12 / REFERENCE, writes=True),
)
