"""What `wiki check` says of discussions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import people
from wiki.discussions.models import Turn
from wiki.discussions.queries.integrity import problems
from wiki.discussions.service.speak import Said, Words, answer, rewrite
from wiki.kernel.db import act, release_reading

pytestmark = pytest.mark.usefixtures("inside")
MakeThread = Callable[..., Said]


def test_discussions_in_order_have_no_problem(thread: MakeThread) -> None:
    said = thread()
    answer(people.make("bob"), said.thread.uid, Words("Oui."))
    rewrite(people.make("charlie"), said.turn.uid, Words("Lesquels donc ?"))
    release_reading()
    assert list(problems()) == []


def test_a_turn_that_went_is_told(thread: MakeThread) -> None:
    said = thread()
    answer(people.make("bob"), said.thread.uid, Words("Oui."))
    with act() as session:
        session.execute(sa.update(Turn).where(Turn.number == 2).values(number=3))
    told = list(problems())
    assert told == [f"Fil {said.thread.uid} : les messages ne se suivent pas jusqu’à 3."]


def test_a_text_that_went_is_told(thread: MakeThread) -> None:
    said = thread()
    with act() as session:
        session.execute(sa.update(Turn).values(head=2))
    assert list(problems()) == [
        f"Message {said.turn.uid} : ses textes ne se suivent pas jusqu’à 2."
    ]
