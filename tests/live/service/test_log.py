"""The log of a shared text: made of what is published, added to inside acts, read at a version."""

from __future__ import annotations

from itertools import pairwise

import pytest
from flask import Flask

from tests import people
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.permissions import SYSTEM
from wiki.live.service import log
from wiki.ot.from_diff import from_diff
from wiki.pages.queries.pages import get
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save


@pytest.fixture
def uid(inside: Flask) -> str:
    """A page."""
    save(SYSTEM, Edit(title="Atelier", body="Un établi 🪚.\n", base=0))
    return get("Atelier").uid


def test_a_text_starts_from_what_is_published(uid: str) -> None:
    found = log.opened("page", uid)
    assert found.base_text == "Un établi 🪚.\n"
    assert found.head[1:] == (1, 0, 0, 1, 0, "")
    save(SYSTEM, Edit(title="Atelier", body="Deux.\n", base=1))
    assert log.opened("page", uid).head.doc_id == found.head.doc_id


def test_a_text_is_read_at_each_version(uid: str) -> None:
    alice = people.make("alice")
    texts = [log.opened("page", uid).base_text, "Un établi 🪚 et un tour.\n", "Rien.\n"]
    for before, after in pairwise(texts):
        with act():
            held = log.known("page", uid, locked=True)
            assert held is not None
            v = log.append(held.head, from_diff(before, after), member_id=alice.member_id)
            assert log.text_at(held.head.doc_id) == after
            log.announce(held.head.doc_id)
    doc_id = log.opened("page", uid).head.doc_id
    assert [log.text_at(doc_id, number) for number in range(v + 1)] == texts
    changes = log.changes_between(doc_id, 1, 2)
    assert [(one.v, one.client, one.member_id) for one in changes] == [(2, "save", alice.member_id)]
    with pytest.raises(Missing):
        log.text_at(doc_id, v + 1)


def test_refuses_a_change_of_what_has_moved(uid: str) -> None:
    head = log.opened("page", uid).head
    with act():
        log.append(head, from_diff("Un établi 🪚.\n", "Un.\n"), member_id=None)
    with pytest.raises(Conflict), act():
        log.append(head, from_diff("Un établi 🪚.\n", "Deux.\n"), member_id=None)
    assert log.text_at(head.doc_id) == "Un.\n"


def test_refuses_what_is_not_there(uid: str) -> None:
    delete(people.make("alice"), uid)
    for wanted in (("page", uid, ""), ("page", "rien", ""), ("lettre", uid, "")):
        with pytest.raises(Missing):
            log.opened(*wanted)
