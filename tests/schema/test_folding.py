"""Names without case, accents and signs."""

from __future__ import annotations

from wiki.schema.folding import folded


def test_names_are_found_however_they_are_typed() -> None:
    assert folded("  À l’Œuvre — n°2 ") == folded("a L'œuvre, n° 2")
    assert folded("fermé_pour un temps") == "ferme pour un temps"
    assert folded("—") == ""
