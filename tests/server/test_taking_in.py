"""The server is killed while a file of others is compared, brought in, undone: all once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.server.conftest import leases_end
from tests.server.running import Running
from wiki.journal.models import Entry
from wiki.kernel.db import reading, release_reading
from wiki.kernel.permissions import Actor, Role
from wiki.maintenance import problems
from wiki.pages.models import Page, Revision
from wiki.places.describing import Description
from wiki.places.imports.signed import Credit
from wiki.places.models import Intake, IntakeLine
from wiki.places.queries.intakes import IntakeSummary, intake
from wiki.places.service import intakes

NUMBER = 60
TITLES = [f"Le Quai {n}" for n in range(NUMBER)]
SAID = Description(
    "table",
    Credit("Une liste", "https://exemple.fr/liste", "lo", "2024-05-02"),
    {"Nom": "name", "Ville": "commune", "No": "number"},
)
#: However busy the machine.
PATIENCE = 600

Far = Callable[[IntakeSummary], bool]


def far(app: Flask, uid: str, true: Far) -> IntakeSummary:
    """Wait until it is so far."""
    end = time.monotonic() + PATIENCE
    while True:
        with app.app_context():
            found = intake(uid)
        if true(found):
            return found
        assert time.monotonic() < end, found
        time.sleep(0.02)


def cut(served: Running, app: Flask, uid: str, true: Far, dice: random.Random) -> None:
    """Kill the server at some moment after that holds, and start it again."""
    far(app, uid, true)
    time.sleep(dice.uniform(0, 0.1))
    served.kill()
    served.start()
    leases_end(app)


def given(app: Flask, bob: Actor) -> str:
    """A file that is to be read and compared; a server that is started will do it."""
    rows = "".join(f"{title},Pomerol,{n}\n" for n, title in enumerate(TITLES))
    with app.app_context():
        uid = intakes.bring(bob, "liste.csv", f"Nom,Ville,No\n{rows}".encode())
        intakes.describe(bob, uid, SAID)
    return uid


def each_once(app: Flask, uid: str) -> None:
    """Each place has one page of one revision, its line says which, the journal tells it once."""
    with app.app_context():
        release_reading()
        pages = sa.select(Page.title, Page.id, Page.head).where(Page.title.in_(TITLES))
        found = reading().execute(pages.order_by(Page.id)).all()
        assert sorted(row.title for row in found) == sorted(TITLES)
        assert {row.head for row in found} == {1}
        ids = [row.id for row in found]
        seqs = reading().scalars(sa.select(Revision.seq).where(Revision.page_id.in_(ids))).all()
        told = sa.select(sa.func.count()).where(Entry.seq.in_(seqs), Entry.object_kind == "page")
        assert len(seqs) == reading().scalar(told) == NUMBER
        lines = sa.select(IntakeLine.page_id).join(Intake).where(Intake.uid == uid)
        assert sorted(reading().scalars(lines)) == ids
        first, last, number = (
            reading()
            .execute(sa.select(sa.func.min(Entry.seq), sa.func.max(Entry.seq), sa.func.count()))
            .one()
        )
        assert last - first + 1 == number, "the journal has a hole"


def test_an_import_that_is_killed_brings_each_place_in_once(served: Running, seen: Flask) -> None:
    dice = random.Random(20_261_127)
    with seen.app_context():
        bob = people.make("bob", Role.STEWARD)
    uid = given(seen, bob)
    cut(served, seen, uid, lambda one: one.compared > 0, dice)
    compared = far(seen, uid, lambda one: one.state == "ready")
    assert (compared.total, compared.left) == (NUMBER, 0)
    with seen.app_context():
        intakes.start(bob, uid, "Importer")
    for most in (0, NUMBER // 2):
        cut(served, seen, uid, lambda one, most=most: one.changed > most, dice)  # type: ignore[misc]
    made = far(seen, uid, lambda one: not one.is_under_way)
    assert (made.state, made.changed, made.left) == ("done", NUMBER, 0)
    each_once(seen, uid)
    with seen.app_context():
        intakes.undo(bob, uid)
    cut(served, seen, uid, lambda one: one.undone > 0, dice)
    undone = far(seen, uid, lambda one: not one.is_under_way)
    assert (undone.state, undone.undone, undone.stuck) == ("undone", NUMBER, 0)
    with seen.app_context():
        release_reading()
        there = sa.select(sa.func.count()).where(Page.title.in_(TITLES), Page.deleted_at.is_(None))
        assert reading().scalar(there) == 0
        assert list(problems()) == []
