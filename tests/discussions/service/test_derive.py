"""The counts follow the acts, and are the same when they are made again."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import people
from wiki import maintenance
from wiki.discussions.models import Talk, ThreadState, Turn
from wiki.discussions.queries import threads
from wiki.discussions.service.settle import hide, reopen, resolve, show
from wiki.discussions.service.speak import Said, Words, answer
from wiki.kernel.db import Base, act, reading, release_reading

pytestmark = pytest.mark.usefixtures("inside")
MakeThread = Callable[..., Said]


def rows() -> dict[str, list[tuple[object, ...]]]:
    release_reading()
    found = {}
    for model in (Talk, ThreadState):
        table = Base.metadata.tables[model.__tablename__]
        query = sa.select(table).order_by(*table.primary_key.columns)
        found[table.name] = [tuple(row) for row in reading().execute(query)]
    release_reading()
    return found


def test_a_discussion_is_counted(thread: MakeThread) -> None:
    said, other = thread(), thread("Autre chose")
    answer(people.make("bob"), said.thread.uid, Words("Oui."))
    resolve(people.make("bob"), other.thread.uid)
    hide(people.make("bob"), other.turn.uid, "Hors sujet")
    talk = threads.talk("page", said.thread.target_uid)
    assert talk is not None
    assert (talk.threads, talk.open_threads, talk.turns) == (2, 1, 2)


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_the_same_when_made_again(thread: MakeThread, seed: int) -> None:
    chance = random.Random(seed)
    bob = people.make("bob")
    made = [thread(f"Sujet {n}", title=chance.choice(("Lieu", "Atelier"))) for n in range(3)]
    for _ in range(25):
        thread_uid = chance.choice(made).thread.uid
        turn_uid = chance.choice(reading().scalars(sa.select(Turn.uid).order_by(Turn.id)).all())
        release_reading()
        what = chance.choice(("answer", "resolve", "reopen", "hide", "show"))
        if what == "answer":
            answer(bob, thread_uid, Words("Oui."))
        elif what == "hide":
            hide(bob, turn_uid, "Non")
        elif what == "show":
            show(bob, turn_uid)
        else:
            (resolve if what == "resolve" else reopen)(bob, thread_uid)
    before = rows()
    with act() as session:
        for model in (ThreadState, Talk):
            session.execute(sa.delete(model))
    maintenance.rebuild()
    assert rows() == before
    assert before["wiki_thread_state"]
