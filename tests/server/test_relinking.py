"""The server is killed while links are rewritten: each page is written once, and all of them are.

Sixty pages in the suite; `WIKI_RELINKED=2000` for the number that a large wiki has.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable

import httpx
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.server.conftest import leases_end
from tests.server.running import Running
from wiki.kernel import clock
from wiki.kernel.db import reading, release_reading
from wiki.kernel.permissions import SYSTEM
from wiki.maintenance import problems
from wiki.pages.models import Page, Revision
from wiki.pages.queries.pages import body, get
from wiki.pages.service.past import PastRevision, record_histories
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.upkeep.queries.relinkings import RelinkingLine, relinkings

NUMBER = int(os.environ.get("WIKI_RELINKED", "60"))
ROUNDS = 2
#: However busy the machine.
PATIENCE = 600


def many(app: Flask) -> None:
    """A page under its second title, and those that link to the first."""
    with app.app_context():
        lieu = save(SYSTEM, Edit("Lieu", "Ici.\n", 0)).page
        now = clock.now()
        record_histories(
            SYSTEM,
            {
                f"Page {n}": [PastRevision(SYSTEM, now, f"Voir [[Lieu]], {n}.\n")]
                for n in range(NUMBER)
            },
        )
        rename(people.make("charlie"), lieu.uid, "Le Comptoir")


def progress(app: Flask) -> RelinkingLine:
    """How far it is."""
    with app.app_context():
        return relinkings().rows[0]


def until(app: Flask, true: Callable[[RelinkingLine], bool]) -> RelinkingLine:
    """Wait for that to hold."""
    end = time.monotonic() + PATIENCE
    while not true(line := progress(app)):
        assert time.monotonic() < end, line
        time.sleep(0.02)
    return line


def press(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Send a form of a screen."""
    token = re.search(r'name="csrf_token" value="([^"]*)"', client.get(path).text)
    assert token
    return client.post(path.partition("?")[0], data={"csrf_token": token[1], **fields})


def test_a_rewriting_that_is_killed_goes_on_and_writes_each_page_once(
    served: Running, seen: Flask, browser_of: Callable[[str], httpx.Client]
) -> None:
    many(seen)
    dice = random.Random(20_261_126)
    answer = press(browser_of("charlie"), "/upkeep/relink?from=Lieu", **{"from": "Lieu"})
    assert answer.status_code == 303
    for round_ in range(ROUNDS):
        wanted = (round_ + 1) * NUMBER // (ROUNDS + 1) - dice.randrange(5)
        until(seen, lambda line: line.changed >= wanted)  # noqa: B023 - called before the next round
        served.kill()
        served.start()
        leases_end(seen)
    line = until(seen, lambda line: not line.is_under_way)
    assert (line.state, line.changed, line.left) == ("done", NUMBER, 0)
    with seen.app_context():
        release_reading()
        for n in range(NUMBER):
            page = get(f"Page {n}")
            assert (page.head, body(page)) == (2, f"Voir [[Le Comptoir]], {n}.\n")
        counted = sa.select(sa.func.count()).select_from(Revision).join(Page)
        assert reading().scalar(counted.where(Page.title.startswith("Page "))) == 2 * NUMBER
        assert list(problems()) == []
