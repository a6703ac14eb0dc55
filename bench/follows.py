"""What saving a page costs when many follow it.

Asked of the application itself: two pages of one text, saved in turn, of which one is followed.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.data import Writer
from bench.prepare import application, member
from bench.rows import MIDDLING
from wiki.journal.queries import last_seq
from wiki.kernel import migrations
from wiki.kernel.db import act, insert_missing
from wiki.kernel.permissions import Role
from wiki.members.service import people
from wiki.pages.queries.pages import page_at
from wiki.pages.service.save import Edit, save
from wiki.watch.models import Follow

TIMES = 60
_ALONE, _FOLLOWED = "Sans lecteur", "Suivie"


def measured(followers: int) -> tuple[float, float]:
    """Milliseconds of processor of saving a page that nobody follows, and one that many follow."""
    with TemporaryDirectory(prefix="wiki-bench-") as scratch:
        app = application(Path(scratch))
        with app.app_context():
            migrations.upgrade(app.extensions["wiki"].database)
            alice, text = member("alice"), Writer().body(MIDDLING, [])
            costs: dict[str, list[float]] = {_ALONE: [], _FOLLOWED: []}
            for title in costs:
                save(alice, Edit(title, text, 0))
            _follow(_FOLLOWED, followers)
            for number in range(1, TIMES + 1):
                turn = costs if number % 2 else reversed(costs)
                for title in turn:
                    edit = Edit(title, f"{text}\nFois {number}.\n", number)
                    started = time.process_time()
                    save(alice, edit)
                    costs[title].append((time.process_time() - started) * 1000)
    return median(costs[_ALONE]), median(costs[_FOLLOWED])


def _follow(title: str, followers: int) -> None:
    """Have so many members follow a page."""
    page = page_at(title)
    with act() as session:
        for number in range(followers):
            one = people.add_member(session, f"membre{number}", Role.MEMBER)
            row = {"member_id": one.id, "kind": "page", "target": page.uid, "seq": last_seq()}
            insert_missing(Follow, row)


def table(followers: int) -> str:
    """What is measured, in a sentence."""
    alone, followed = measured(followers)
    return (
        f"enregistrer une page : {alone:.1f} ms, {followed:.1f} ms quand {followers} membres la"
        f" suivent, {followed / alone:.2f} fois"
    )
