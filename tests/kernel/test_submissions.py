"""The names of forms."""

from __future__ import annotations

import pytest

from tests.people import actor
from wiki.kernel.permissions import VISITOR, Role
from wiki.kernel.submissions import new_submission, submission_in, submission_of


def test_a_name_of_ours_is_read_back() -> None:
    name = new_submission()
    assert submission_in(name) == name
    assert new_submission() != name


@pytest.mark.parametrize("raw", ["x" * 65, "é", "a\x00", "a\n"])
def test_a_name_that_no_form_of_ours_has_names_nothing(raw: str) -> None:
    assert submission_in(raw) == ""


def test_two_people_who_send_the_same_name_are_told_apart() -> None:
    alice, bob = actor("alice", Role.MEMBER), actor("bob", Role.MEMBER, 2)
    assert len({submission_of(who, "one") for who in (alice, bob, VISITOR)}) == 3
    assert submission_of(alice, "") is None
    assert submission_of(alice, None) is None
