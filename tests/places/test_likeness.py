"""Names that may be of one place."""

from __future__ import annotations

import pytest

from wiki.places.likeness import are_alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Arrêt Minute", "ARRET-MINUTE", True),
        ("Arrêt Minute", "Arrêt Minutes", True),
        ("Arrêt Minute", "Association Arrêt Minute", True),
        ("La Cantine", "La Cantine numérique", True),
        ("Le Quai", "Le Quai des possibles", True),
        ("Arrêt Minute", "Le Comptoir", False),
        ("Fablab 1", "Coworking 1", False),
        ("", "", False),
        ("!!!", "???", False),
        ("La", "Le", False),
        ("x" * 10_000, "y" * 10_000, False),
    ],
)
def test_names_that_may_be_one(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike
