"""Prints a table: `./dev.py bench [--quick|--lists|--places] [--pages N…] [--rounds N]`.

`./dev.py bench --questions` and `--live` do too; `--words`, `--follows`, `--bridge` and
`--reference` print a line.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import follows, lists, places, questions, rows, words
from bench.live import run as live
from bench.load import Server, request
from bench.prepare import MIDDLING, SHORT, Kind, copied, wiki_of
from bench.report import Measured, table
from bench.rows import REFERENCE_GUNICORN
from bench.visit import Row, Visit

#: Requests for the page of bare Flask, in each round.
BARE = 400
#: Bytes of a middling page once it is laid out.
PAGE = 24_000


@dataclass(frozen=True)
class Measure:
    """What is measured of a kind of wiki, and the sizes of those where it is."""

    kind: Kind
    visit: Callable[..., Visit]
    rows: Sequence[Row]
    sizes: Sequence[int]


EVERYDAY = Measure(MIDDLING, rows.Middling, rows.ROWS, [2_000])
LISTS = Measure(SHORT, lists.Lists, lists.ROWS, [2_000, 100_000])


class Site:
    """A wiki that is measured, with bare Flask beside it, and what was found."""

    def __init__(self, measure: Measure, size: int, stack: ExitStack) -> None:
        self.size = size
        self.folder = stack.enter_context(copied(wiki_of(size, measure.kind)))
        self.made: dict[str, Any] = json.loads((self.folder / "made.json").read_text("utf-8"))
        self.server = stack.enter_context(Server("wiki", self.folder))
        self.visit = measure.visit(self.server, self.folder, self.made)
        with self.server.connection() as opened:
            answer = opened.ask(request(self.visit.page()))
        (self.folder / "page.html").write_bytes(answer.body)
        self.bare = stack.enter_context(Server("bare", self.folder))
        self.plain: list[float] = []
        self.costs: dict[str, list[float]] = {row.name: [] for row in measure.rows}
        self.ratios: dict[str, list[float]] = {row.name: [] for row in measure.rows}

    def measure(self, row: Row) -> None:
        """A row beside a bare page of the same moment."""
        self.plain.append(self.bare.cost([request("/wiki/Page")] * BARE))
        self.server.senders = row.senders
        self.costs[row.name].append(row.measure(self.visit, row.times))
        self.ratios[row.name].append(self.costs[row.name][-1] / self.plain[-1])

    def found(self) -> Measured:
        """The medians, and what is measured once."""
        return Measured(
            size=self.size,
            bare=median(self.plain),
            costs={name: median(found) for name, found in self.costs.items()},
            ratios={name: median(found) for name, found in self.ratios.items()},
            memory=self.server.memory(),
            bare_memory=self.bare.memory(),
            start=_start("wiki", self.folder),
            bare_start=_start("bare", self.folder),
            imported=self.made["per_cpu_second"],
            ready=self.made.get("ready_ms"),
        )


def measured(measure: Measure, sizes: Sequence[int], rounds: int) -> list[Measured]:
    """Every row on wikis of these sizes, in the same rounds: a growth compares the same moments."""
    with ExitStack() as stack:
        sites = [Site(measure, size, stack) for size in sizes]
        for site in sites:
            for row in measure.rows:
                # templates are compiled, threads are there, most words are known: as after an hour
                row.measure(site.visit, row.times)
        for _ in range(rounds):
            for row in measure.rows:
                for site in sites:
                    site.measure(row)
        return [site.found() for site in sites]


def _start(kind: str, folder: Path) -> float:
    """Milliseconds of processor until the first page."""
    with Server(kind, folder) as server:
        path = "/wiki/Page" if kind == "bare" else "/changes"
        with server.connection() as opened:
            opened.ask(request(path))
        return server.cpu() * 1000


def bridges(size: int, rounds: int) -> str:
    """The wiki's page behind each bridge: milliseconds of processor for each request."""
    with ExitStack() as stack:
        folder = stack.enter_context(copied(wiki_of(size)))
        made = json.loads((folder / "made.json").read_text("utf-8"))
        servers = {
            name: stack.enter_context(Server("wiki", folder, name)) for name in ("a2wsgi", "ours")
        }
        path = Visit(servers["ours"], folder, made).page()
        costs: dict[str, list[float]] = {name: [] for name in servers}
        for _ in range(rounds + 1):
            for name, server in servers.items():
                costs[name].append(server.cost([request(path)] * BARE))
        found = {name: median(each[1:]) for name, each in costs.items()}
    ratio = found["a2wsgi"] / found["ours"]
    return f"a2wsgi {found['a2wsgi']:.3f} ms, ours {found['ours']:.3f} ms: {ratio:.1f} times"


def reference(rounds: int) -> str:
    """Bare Flask behind our server and behind that of the goals: milliseconds for each request."""
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as scratch, ExitStack() as stack:
        folder = Path(scratch)
        (folder / "page.html").write_bytes(b"a" * PAGE)
        servers = {
            kind: stack.enter_context(Server(kind, folder)) for kind in ("reference", "bare")
        }
        costs: dict[str, list[float]] = {kind: [] for kind in servers}
        for _ in range(rounds + 1):
            for kind, server in servers.items():
                costs[kind].append(server.cost([request("/wiki/Page")] * BARE))
        found = {kind: median(each[1:]) for kind, each in costs.items()}
    ratio = found["bare"] / found["reference"]
    return (
        f"gunicorn {found['reference']:.3f} ms, ours {found['bare']:.3f} ms: {ratio:.2f} times;"
        f" bare Flask at {REFERENCE_GUNICORN} ms there is {REFERENCE_GUNICORN * ratio:.3f} ms here"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev.py bench")
    parser.add_argument("--quick", action="store_true", help="300 pages, une seule fois")
    parser.add_argument("--lists", action="store_true", help="les listes, de 2 000 à 100 000 pages")
    parser.add_argument("--places", action="store_true", help="50 000 lieux, sur les deux bases")
    parser.add_argument(
        "--questions", action="store_true", help="pages qui interrogent 5 000 lieux"
    )
    parser.add_argument("--words", action="store_true", help="un glossaire de 2 000 mots")
    parser.add_argument("--follows", action="store_true", help="enregistrer ce que 500 suivent")
    parser.add_argument(
        "--live", action="store_true", help="écrire à plusieurs, à côté de @y/websocket-server"
    )
    parser.add_argument("--pages", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bridge", action="store_true", help="compare les deux ponts WSGI")
    parser.add_argument("--reference", action="store_true", help="étalonne les buts")
    given = parser.parse_args()
    measure = LISTS if given.lists else EVERYDAY
    sizes, rounds = ([300], 1) if given.quick else (given.pages or measure.sizes, given.rounds)
    if given.reference:
        print(reference(given.rounds))
        return
    if given.bridge:
        print(bridges(sizes[0], rounds))
        return
    if given.places:
        print(places.table(given.pages[0] if given.pages else 50_000))
        return
    if given.live:
        windows, idle, seconds = (200, 200, 5) if given.quick else (1_000, 5_000, 20)
        print(live.rows(1 if given.quick else given.rounds, seconds, windows, idle))
        return
    if given.questions:
        print(questions.table(given.pages[0] if given.pages else 5_000))
        return
    if given.follows:
        print(follows.table(500))
        return
    if given.words:
        print(words.table(given.pages[0] if given.pages else 2_000))
        return
    print(table(measured(measure, sizes, rounds), measure.rows))


if __name__ == "__main__":
    main()
