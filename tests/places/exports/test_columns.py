"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import pytest

from wiki.places.exports.columns import bare, neutral


@pytest.mark.parametrize("text", ["=1+1", "+33557000000", "@SUM(A1)", "-2+3", "\tx", "'=1+1"])
def test_a_formula_is_made_a_text_and_given_back(text: str) -> None:
    assert neutral(text).startswith("'")
    assert bare(neutral(text)) == text


@pytest.mark.parametrize("text", ["-0.2", "12", "Arrêt Minute", "'Ti Coin", ""])
def test_what_is_no_formula_stays(text: str) -> None:
    assert neutral(text) == text
    assert bare(text) == text
