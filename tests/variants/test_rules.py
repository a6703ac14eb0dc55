"""What is decided of variants."""

from __future__ import annotations

from wiki.kernel.slugs import TITLE_LENGTH
from wiki.variants.rules import has_to_say, proposed_title


def test_a_title_is_proposed_that_says_for_whom() -> None:
    assert proposed_title("Animer un lieu", "La Cantine") == "Animer un lieu (La Cantine)"
    longest = proposed_title("a" * TITLE_LENGTH, "La Cantine")
    assert len(longest) == TITLE_LENGTH
    assert longest.endswith("a (La Cantine)")


def test_what_was_taken_or_left_is_not_told_again() -> None:
    assert has_to_say(4, 3)
    assert not has_to_say(3, 3)
