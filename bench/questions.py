"""What a page that asks the places costs its first reader once one of them has changed.

Asked of the application itself, on SQLite: the least milliseconds of processor, and how many times
those of the same page without its question, which is made again too.
"""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import unescape
from itertools import cycle, islice

from flask.testing import FlaskClient

from bench.data import Writer
from bench.places import site, title_of, wiki_of
from bench.prepare import copied
from wiki.kernel.db import act
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import title_key
from wiki.members import queries as members
from wiki.pages.queries.pages import page_at
from wiki.pages.service.derive import mark_texts_stale
from wiki.pages.service.save import Edit, save
from wiki.pages.service.sheets import sheet_at

#: What stands in the page, by what the table calls it: the head of a directive, its options.
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "rien": ("", ""),
    "un nombre": ("lieux nombre", ""),
    "une liste de 50 lieux": ("lieux liste", ""),
    "un nombre par état": ("lieux nombre", ":par: état"),
    "un nombre par famille": ("lieux nombre", ":par: famille"),
    "une somme": ("lieux somme de postes", ""),
    "une somme par région": ("lieux somme de postes", ":par: région"),
    "une moyenne par famille": ("lieux moyenne de postes", ":par: famille"),
    "un graphique par année": ("graphique", ":par: ouvert depuis"),
    "un graphique, une série par état": ("graphique", ":par: région\n:séries: état"),
    "un tableau de 50 lieux, cinq colonnes": ("lieux tableau", ""),
    "des lieux filtrés par un service": ("lieux liste", ":services: formation"),
    "une somme de postes d’une sorte, par région": (
        "lieux somme de postes.permanent",
        ":par: région",
    ),
    "une carte de 1 000 points": ("lieux carte", ""),
}
TIMES = 9
#: Of the page without a question; of the one whose points are an answer of their own.
_PLAIN, _MAP = "rien", "une carte de 1 000 points"
#: What a portal asks: nothing that has a page of its own, such as the map.
_ASKED = [each for name, each in QUESTIONS.items() if name not in (_PLAIN, _MAP)]
PORTAL, BLOCKS = "un portail de quarante questions", 40
_SOURCE = re.compile(r'data-source="([^"]*)"')


def _body(asked: Iterable[tuple[str, str]]) -> str:
    """A page like others, of some parts, that asks this."""
    blocks = [f":::{{{head}}}\n{options}\n:::\n" for head, options in asked if head]
    return "\n\n".join([Writer().body(6_000, []), *blocks])


def _cost(client: FlaskClient, path: str) -> float:
    """Milliseconds of processor of asking for an address once."""
    started = time.process_time()
    answer = client.get(path)
    spent = time.process_time() - started
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return spent * 1000


def _write(alice: Actor) -> Mapping[str, str]:
    """The pages: name of what they ask -> address."""
    paths = {}
    pages = {name: [asked] for name, asked in QUESTIONS.items()}
    pages[PORTAL] = list(islice(cycle(_ASKED), BLOCKS))
    for number, (name, asked) in enumerate(pages.items()):
        save(alice, Edit(f"Question {number}", _body(asked), 0))
        paths[name] = f"/wiki/Question_{number}"
    return paths


def _change(alice: Actor, number: int) -> None:
    """A place says otherwise all that is asked; the page that asks nothing is made again too."""
    dice = random.Random(number)  # noqa: S311 - places, not secrets
    page = page_at(title_of(number))
    sheet = sheet_at(page, page.head)
    said = {
        "name": f"Autre nom {number}",
        "status": "project" if sheet.values["status"] == "open" else "open",
        "families": ["coworking" if sheet.values["families"] == ["fablab"] else "fablab"],
        "seats": [{"kind": "permanent", "count": dice.randint(40, 90)}],
        "services": ["coworking" if sheet.values["services"] == ["training"] else "training"],
        "opened_on": f"{dice.randint(2005, 2024)}-01-0{1 + number % 9}",
    }
    other = replace(sheet, values={**sheet.values, **said})
    save(alice, Edit(page.title, None, page.head, sheet=other))
    with act():
        mark_texts_stale({title_key("Question 0")})


def measured(size: int) -> Mapping[str, tuple[float, ...]]:
    """What a page asks -> the least milliseconds of its first reader, and of the next one."""
    costs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    points: list[tuple[float, float]] = []
    with copied(wiki_of(size)) as folder, site(folder, size) as one:
        with one.app.app_context():
            alice = members.actor_of_member(members.members_named("alice")[0])
            paths = _write(alice)
        source = unescape(_SOURCE.findall(one.client.get(paths[_MAP]).text)[0])
        for number in range(1, TIMES + 2):
            with one.app.app_context():
                _change(alice, number)
            for name, path in paths.items():
                costs[name].append((_cost(one.client, path), _cost(one.client, path)))
            points.append((_cost(one.client, source), _cost(one.client, source)))
    costs[f"{_MAP} : les points"] = points
    return {
        name: tuple(map(min, zip(*each[1:], strict=True)))  # at first, templates are compiled
        for name, each in costs.items()
    }


def table(size: int) -> str:
    """What was measured, in Markdown."""
    found = measured(size)
    first, again = found[_PLAIN]
    header = ("première lecture : ms", "× sans question", "ensuite : ms", "× sans question")
    lines = [f"| {size} lieux, la page montre | {' | '.join(header)} |", "|---|---|---|---|---|"]
    for name, (fresh, known) in found.items():
        lines.append(
            f"| {name} | {fresh:.2f} | {fresh / first:.1f} | {known:.2f} | {known / again:.1f} |"
        )
    return "\n".join(lines)
