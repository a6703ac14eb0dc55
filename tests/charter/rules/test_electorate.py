"""Which places decide: the members of a network on a day."""

from __future__ import annotations

import pytest

from wiki.charter.rules.electorate import is_member, moved

ROW = {"place": "Le Quai", "status": "member"}


@pytest.mark.parametrize(
    ("changed", "is_one"),
    [
        ({}, True),
        ({"status": "candidate"}, False),
        ({"status": "former"}, False),
        ({"status": None}, False),
        ({"place": ""}, False),
        ({"since": "2026-11-27"}, True),
        ({"since": "2026-11-28"}, False),
        ({"since": "2026"}, True),
        ({"since": "2026-12"}, False),
        ({"until": "2026-11-27"}, True),
        ({"until": "2026-11-26"}, False),
        ({"until": "2026"}, True),
        ({"until": "2025"}, False),
    ],
)
def test_a_member_of_the_day(changed: dict[str, str | None], is_one: bool) -> None:
    assert is_member(ROW | changed, "2026-11-27") is is_one


def test_what_changed_is_named() -> None:
    assert moved(["Le Quai", "La Halle"], ["La Halle", "Le Phare"]) == (("Le Phare",), ("Le Quai",))
    assert moved(["Le Quai"], ["Le Quai"]) == ((), ())
