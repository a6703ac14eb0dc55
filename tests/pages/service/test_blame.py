"""The history is read once, then followed on; what a long one leaves is read by a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests import people
from wiki import maintenance
from wiki.jobs.service import run_all
from wiki.kernel import signals
from wiki.kernel.db import act, reading, release_reading
from wiki.merge.attribution import Attribution, counted
from wiki.pages.blame import packed
from wiki.pages.credits import Credit, Taken
from wiki.pages.models import Blame, Page, RevisionAuthor
from wiki.pages.queries import blame as queries
from wiki.pages.queries import pages
from wiki.pages.service.blame import Told, blame
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import restore, undo

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def told(found: Told) -> str:
    """« Un[1] café[2] »: the shares, with the number of the revision after each."""
    shares = (share for line in found.attribution.shares() for share in line)
    return " ".join(f"{share.text.strip()}[{share.revision}]" for share in shares)


def now(title: str = "Lieu") -> Page:
    release_reading()
    return pages.get(title)


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the revisions that are read."""
    numbers: list[int] = []
    follow = Attribution.follow

    def listened(self: Attribution, revision: int, *said: Any) -> int:
        numbers.append(revision)
        return follow(self, revision, *said)

    monkeypatch.setattr(Attribution, "follow", listened)
    return numbers


def test_each_revision_is_read_once(write: Write, followed: list[int]) -> None:
    write("Lieu", "Un café.\n", "Un café noir.\n")
    assert told(blame(now())) == "Un café[1] noir[2] .[1]"
    assert told(blame(now())) == "Un café[1] noir[2] .[1]"
    save(people.make("bob"), Edit("Lieu", "Un grand café noir.\n", 2))
    assert told(blame(now())) == "Un[1] grand[3] café[1] noir[2] .[1]"
    assert followed == [1, 2, 3]


def test_what_is_undone_is_its_author_s_again(write: Write) -> None:
    page = write("Lieu", "Un café.\n\nUn thé vert.\n", "Rien.\n")
    undo(people.make("bob"), page.uid, 2)
    assert told(blame(now())) == "Un café.[1] Un thé vert.[1]"
    save(people.make("bob"), Edit("Lieu", "", 3))
    blame(now())
    restore(people.make("bob"), page.uid, 1)
    assert told(blame(now())) == "Un café.[1] Un thé vert.[1]"


def test_a_merge_gives_each_their_words(write: Write) -> None:
    write("Lieu", "Un café.\n\nUn thé.\n", "Un café noir.\n\nUn thé.\n")
    save(people.make("bob"), Edit("Lieu", "Un café.\n\nUn thé vert.\n", 1))
    assert told(blame(now())) == "Un café[1] noir[2] .[1] Un thé[1] vert[3] .[1]"


def test_a_page_that_is_renamed_is_read_through(write: Write, followed: list[int]) -> None:
    page = write("Lieu", "Un café.\n")
    rename(people.make("alice"), page.uid, "Le Comptoir")
    save(people.make("bob"), Edit("Le Comptoir", "Un café noir.\n", 2))
    assert told(blame(now("Le Comptoir"))) == "Un café[1] noir[3] .[1]"
    assert followed == [1, 3]


def test_those_who_wrote_share_what_is_left(write: Write) -> None:
    write("Lieu", "Un deux trois quatre.\n")
    saved = save(people.make("bob"), Edit("Lieu", "Un deux trois quatre cinq six.\n", 1))
    charlie_id = people.make("charlie").member_id
    with act() as session:
        seq = saved.revision.seq
        session.add(
            RevisionAuthor(revision_id=saved.revision.id, member_id=charlie_id, position=2, seq=seq)
        )
    page = now()
    words = counted(blame(page).attribution.shares())
    found = queries.contributors(queries.origins(page, words), words)
    assert [(one.name, one.words, round(one.share, 3)) for one in found] == [
        ("alice", 4, 0.667),
        ("bob", 1, 0.167),
        ("charlie", 1, 0.167),
    ]


def test_what_each_typed_of_a_revision_is_theirs(write: Write) -> None:
    write("Lieu", "Un deux.\n")
    alice, bob, charlie = (people.make(name) for name in ("alice", "bob", "charlie"))
    text = "Un deux trois quatre.\nCinq six.\n"
    with_them = [
        Credit(bob.member_id or 0, 6, ((14, 6),)),
        Credit(charlie.member_id or 0, 4, ((0, 2), (27, 3))),
    ]

    def note(written_with: list[Credit], **_: object) -> None:
        written_with += with_them

    signals.authorship_asked.connect(note)
    try:
        save(alice, Edit("Lieu", text, 1, shared=Taken("1:4", text)))
    finally:
        signals.authorship_asked.disconnect(note)
    save(bob, Edit("Lieu", "Un deux trois.\nCinq six.\n", 2))
    save(alice, Edit("Lieu", text, 3))
    page = now()
    found = blame(page)
    known = queries.origins(
        page, {one.revision for line in found.attribution.shares() for one in line}
    )
    shares = [
        (known[one.revision].line.number, known[one.revision].name, one.text)
        for line in found.attribution.shares()
        for one in line
    ]
    assert shares == [
        (1, "alice", "Un deux "),
        (2, "alice", "trois "),
        (2, "bob", "quatre"),
        (2, "alice", "."),
        (2, "alice", "Cinq "),
        (2, "charlie", "six"),
        (1, "alice", "."),
    ]
    words = counted(found.attribution.shares())
    assert [(one.name, one.words) for one in queries.contributors(known, words)] == [
        ("alice", 4),
        ("bob", 1),
        ("charlie", 1),
    ]


def test_a_long_history_is_read_in_shares_then_by_a_job(write: Write) -> None:
    write("Lieu", *(f"Version {number}.\n" for number in range(1, 31)))
    first = blame(now(), share=5_000)
    assert 1 < first.revision < 30
    assert not first.is_whole
    run_all()
    last = blame(now())
    assert last.is_whole
    assert told(last) == "Version[1] 30[30] .[1]"


def test_a_share_reads_one_revision_at_least(write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    assert [blame(now(), share=0).revision for _ in range(3)] == [1, 2, 2]


def test_what_is_kept_for_a_text_that_was_erased_is_made_again(write: Write) -> None:
    write("Lieu", "Un café.\n", "Un thé.\n")
    blame(now())
    other = Attribution()
    other.follow(1, "Un autre texte, plus long.")
    with act() as session:
        session.execute(sa.update(Blame).values(runs=packed(other)[0]))
    assert told(blame(now())) == "Un[1] thé[2] .[1]"


def test_it_is_forgotten_when_the_wiki_is_made_again(write: Write) -> None:
    write("Lieu", "Un café.\n")
    blame(now())
    release_reading()
    maintenance.rebuild()
    assert reading().scalars(sa.select(Blame)).all() == []
    assert told(blame(now())) == "Un café.[1]"
