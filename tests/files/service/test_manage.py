"""What is said about files, and their bin."""

from __future__ import annotations

import pytest

from tests import people
from tests.files import images
from wiki.files import queries
from wiki.files.models import File
from wiki.files.rules import Description
from wiki.files.service import add, manage
from wiki.journal.queries import entries
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import SYSTEM, Actor
from wiki.site.service import change_settings


@pytest.fixture
def file(charlie: Actor) -> File:
    """A file."""
    said = Description("Le plan", "Alice")
    return add.add(charlie, add.Incoming("plan.png", images.image(), said))


def test_the_former_words_stay_in_the_journal(charlie: Actor, file: File) -> None:
    manage.redescribe(charlie, file.uid, Description("Le plan", "Bob", "CC0"))
    entry = entries().rows[0]
    assert entry.action == "file_described"
    assert entry.detail == {
        "changes": {
            "credit": {"from": "Alice", "to": "Bob"},
            "licence": {"from": "", "to": "CC0"},
        }
    }


def test_the_same_words_again_are_no_act(charlie: Actor, file: File) -> None:
    before = entries().rows[0].seq
    manage.redescribe(charlie, file.uid, Description(" Le plan ", "Alice"))
    assert entries().rows[0].seq == before


def test_a_file_goes_to_the_bin_and_comes_back(bob: Actor, file: File) -> None:
    manage.delete(bob, file.uid, "flou")
    with pytest.raises(Missing, match="file_missing"):
        queries.get(file.uid)
    assert queries.get(file.uid, deleted=True).uid == file.uid
    assert entries().rows[0].detail == {"name": "plan.png", "reason": "flou"}
    manage.restore(bob, file.uid)
    assert queries.get(file.uid).deleted_at is None


def test_what_is_in_the_bin_is_neither_deleted_again_nor_described(bob: Actor, file: File) -> None:
    manage.delete(bob, file.uid)
    with pytest.raises(Missing, match="file_missing"):
        manage.delete(bob, file.uid)
    with pytest.raises(Missing, match="file_missing"):
        manage.redescribe(bob, file.uid, Description("x"))


def test_the_logo_stays_out_of_the_bin(bob: Actor, file: File) -> None:
    change_settings(SYSTEM, {"logo": file.uid})
    with pytest.raises(Refused, match="file_is_logo"):
        manage.delete(bob, file.uid)


def test_what_is_not_in_the_bin_is_not_restored(bob: Actor, file: File) -> None:
    with pytest.raises(Missing, match="file_missing"):
        manage.restore(bob, file.uid)


def test_a_member_may_neither_delete_nor_restore(charlie: Actor, file: File) -> None:
    with pytest.raises(Refused, match="stewards_only"):
        manage.delete(charlie, file.uid)
    with pytest.raises(Refused, match="moderators_only"):
        manage.restore(charlie, file.uid)


def test_a_reader_may_not_describe(file: File) -> None:
    with pytest.raises(Refused, match="members_only"):
        manage.redescribe(people.make("dora"), file.uid, Description("x"))
