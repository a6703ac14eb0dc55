"""Acts at the same moment on pages that link to each other: none waits for another in a circle."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

from flask import Flask

from tests import people
from wiki.kernel.db import release_reading
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import Actor
from wiki.maintenance import problems
from wiki.pages.queries import pages
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.protect import protect
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.web.rendering import rendering_of

SECONDS = 4.0
PAGES = 5
LINKS = " ".join(f"[[P{number}]]" for number in range(PAGES))
Act = Callable[[Actor, str, random.Random], object]


def _save(who: Actor, uid: str, chance: random.Random) -> None:
    page = pages.by_uid(uid)
    body = pages.body(page)
    release_reading()
    more = f"{LINKS}\n{chance.random()}\n"
    save(who, Edit(page.title, more + body[:1_000], page.head))


ACTS: dict[str, Act] = {
    "save": _save,
    "save too": _save,
    "rename": lambda who, uid, chance: rename(who, uid, f"P{chance.randrange(2 * PAGES)}"),
    "rename too": lambda who, uid, chance: rename(who, uid, f"P{chance.randrange(2 * PAGES)}"),
    "protect": lambda who, uid, chance: protect(who, uid, chance.choice(("members", "moderators"))),
    "read": lambda _who, uid, _chance: rendering_of(pages.by_uid(uid)),
    "delete": lambda who, uid, _chance: delete(who, uid),
    "bring back": lambda who, uid, chance: bring_back(who, uid, f"P{chance.randrange(2 * PAGES)}"),
}


def test_acts_at_the_same_moment_are_done_or_refused_and_never_break(app: Flask) -> None:
    with app.app_context():
        alice = people.make("alice")
        uids = [save(alice, Edit(f"P{n}", LINKS, 0)).page.uid for n in range(PAGES)]
    faults: list[str] = []
    over = time.monotonic() + SECONDS

    def go_on(name: str, act: Act) -> None:
        chance = random.Random(name)
        while time.monotonic() < over:
            with app.test_request_context("/"):
                try:
                    act(alice, chance.choice(uids), chance)
                except WikiError:
                    continue
                except Exception as error:  # noqa: BLE001 - any is a fault of ours
                    faults.append(f"{name}: {error!r}"[:300])

    threads = [threading.Thread(target=go_on, args=item) for item in ACTS.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with app.app_context():
        assert list(problems()) == []
