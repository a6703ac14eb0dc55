"""Numbers that public registers give."""

from __future__ import annotations

import pytest

from wiki.schema import numbers


def test_a_siret_is_read_with_its_spaces() -> None:
    assert numbers.siret("732 829 320 00074") == "73282932000074"


def test_a_siret_of_la_poste_follows_its_own_rule() -> None:
    assert numbers.siret("35600000049837") == "35600000049837"
    assert numbers.siret("35600000049838") is None


@pytest.mark.parametrize("text", ["73282932000075", "7328293200007", "7328293200007a", ""])
def test_refuses_a_siret_with_a_wrong_figure(text: str) -> None:
    assert numbers.siret(text) is None


def test_an_rna_number_has_w_and_nine_signs() -> None:
    assert numbers.rna("w332 012345") == "W332012345"
    assert numbers.rna("W9R1005678") == "W9R1005678"
    assert numbers.rna("W33201234") is None
    assert numbers.rna("332012345") is None


def test_an_insee_code_is_that_of_a_commune_in_france() -> None:
    for code in ("33328", "2A004", "2b033", "97105"):
        assert numbers.commune(code) == code.upper()
    for code in ("0", "2C004", "3332", "333280", "Pomerol"):
        assert numbers.commune(code) is None


def test_a_phone_number_is_kept_so_that_anyone_can_call_it() -> None:
    assert numbers.phone("05 57 12 34 56") == "+33557123456"
    assert numbers.phone("+44 20 7946 0958") == "+442079460958"
    for text in ("12", "Alice", "", "05 57 12 34 56 poste 4"):
        assert numbers.phone(text) is None
