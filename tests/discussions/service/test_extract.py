"""What a thread came to goes to a page, in the name of those who said it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.discussions.queries import threads
from wiki.discussions.service.extract import Extract, extract
from wiki.discussions.service.speak import Said, Words, answer
from wiki.kernel.db import release_reading
from wiki.kernel.errors import Invalid, Refused
from wiki.pages.queries import history, pages
from wiki.pages.service.protect import protect

pytestmark = pytest.mark.usefixtures("inside")
MakeThread = Callable[..., Said]


def test_it_follows_what_the_page_says_and_names_who_spoke(thread: MakeThread) -> None:
    uid = thread(by="charlie").thread.uid
    answer(people.make("bob"), uid, Words("Un exemple."))
    wanted = Extract("lieu", "## Des exemples\n\nUn exemple.", "Extrait", True, "a" * 32)
    for _ in range(2):
        saved = extract(people.make("alice"), uid, wanted)
        release_reading()
    assert saved.revision.number == 2, "sent twice, it is there once"
    page = pages.get("Lieu")
    assert pages.body(page) == "Un café.\n\n## Des exemples\n\nUn exemple.\n"
    line = history.line(page, 2)
    assert line is not None
    assert (line.author_name, line.summary) == ("alice", "Extrait")
    assert {one.name for one in line.co_authors} == {"bob", "charlie"}
    assert not threads.line(uid).is_open


def test_a_page_that_is_not_there_begins_with_it(thread: MakeThread) -> None:
    uid = thread().thread.uid
    saved = extract(people.make("bob"), uid, Extract("Le four", "Un four à pain.", ""))
    assert (saved.page.title, pages.body(saved.page)) == ("Le four", "Un four à pain.\n")
    assert threads.line(uid).is_open


def test_what_is_refused_writes_nothing(thread: MakeThread) -> None:
    uid = thread().thread.uid
    with pytest.raises(Invalid, match="extract_missing"):
        extract(people.make("bob"), uid, Extract("Lieu", " \n", ""))
    with pytest.raises(Refused):
        extract(people.make("dora"), uid, Extract("Lieu", "Un four.", ""))
    protect(people.make("alice"), pages.get("Lieu").uid, "moderators")
    with pytest.raises(Refused):
        extract(people.make("charlie"), uid, Extract("Lieu", "Un four.", "", settles=True))
    assert threads.line(uid).is_open
    assert pages.get("Lieu").head == 1
