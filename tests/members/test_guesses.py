"""What is guessed first, and what is not."""

from __future__ import annotations

import pytest

from tests.pace import within
from wiki.members.guesses import is_common


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "P@ssw0rd2024!",
        "motdepasse1",
        "mot de passe",
        "azertyuiop",
        "12345678",
        "87654321",
        "azerty123",
        "aaaaaaaa",
        "abcabcab",
        "11223344",
        "abcd1234",
        "1q2w3e4r",
        "Soleil2025",
        "Été-2024!!",
        "tiers-lieux",
        "20242024",
        "marseille13",
    ],
)
def test_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "cheval agrafe pile",
        "xK9!mmQ2vv",
        "trois petits canards",
        "8273910465",
        "télécentre en lozère",
        "x" * 70 + "yzabcd12 et le reste",
    ],
)
def test_not_common(password: str) -> None:
    assert not is_common(password)


def test_a_long_one_is_judged_at_once() -> None:
    passwords = ("a" * 1_000, "ab" * 500, "abcd" * 249 + "xyz!", "1" * 999 + "b")
    within(60, lambda: [is_common(password) for password in passwords])
