"""What each type accepts, the form it keeps, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.schema.kinds import Field, choice_from
from wiki.schema.types import TYPES, Unfit, accepted

CHOICES = tuple(choice_from({"code": code, "fr": code, "en": code}) for code in ("a", "b"))
PIN = {"lat": 44.9312, "lon": -0.2012, "precision": "pin"}


def field(type_: str, **more: Any) -> Field:
    vocabulary = CHOICES if type_ in ("choice", "choices") else ()
    return Field("x", {}, type_, vocabulary=vocabulary, **more)


@pytest.mark.parametrize(
    ("type_", "given", "kept"),
    [
        ("text", "  Le \n Moulin ", "Le Moulin"),
        ("text", "e\u0301te\u0301", "été"),
        ("text", "  ", None),
        ("longtext", " un\r\ndeux ", "un\ndeux"),
        ("texts", ["un", " ", "deux", "un"], ["un", "deux"]),
        ("texts", [], None),
        ("integer", 0, 0),
        ("integer", 8.0, 8),
        ("number", 12.5, 12.5),
        ("number", 12.0, 12),
        ("number", 0.12345678, 0.123457),
        ("number", 1e-9, 0),
        ("money", {"cents": 3804000}, {"cents": 3804000}),
        ("money", {"cents": 0, "tax": "incl"}, {"cents": 0, "tax": "incl"}),
        ("date", "2010-10", "2010-10"),
        ("date", "", None),
        ("boolean", False, False),
        ("choice", "a", "a"),
        ("choice", "", None),
        ("choices", ["b", "a", "b"], ["b", "a"]),
        ("link", " A_Mi-Chemin ", "A Mi-Chemin"),
        ("links", ["Kokerboom", "Kokerboom"], ["Kokerboom"]),
        ("url", "https://arret-minute.example/a?b#c", "https://arret-minute.example/a?b#c"),
        ("phone", "05 57 12 34 56", "+33557123456"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("rna", "w332012345", "W332012345"),
        ("commune", "33328", "33328"),
        ("point", {**PIN, "lat": 44.93121234}, {**PIN, "lat": 44.931212}),
        ("hours", "Mo-Fr 09:00-18:00; PH off", "Mo-Fr 09:00-18:00; PH off"),
        ("file", "f1", "f1"),
        ("member", "m1", "m1"),
    ],
)
def test_a_value_is_put_in_the_form_it_is_kept_in(type_: str, given: Any, kept: Any) -> None:
    found = accepted(field(type_), given)
    assert (found, type(found)) == (kept, type(kept))
    if kept is not None:
        assert accepted(field(type_), kept) == kept


@pytest.mark.parametrize(
    ("type_", "given", "code"),
    [
        ("text", 12, "not_text"),
        ("text", "a\0b", "unreadable"),
        ("text", "\ud800", "unreadable"),
        ("text", "a" * 501, "too_long"),
        ("longtext", "a" * 20_001, "too_long"),
        ("texts", "un", "not_list"),
        ("texts", ["a"] * 501, "too_many"),
        ("integer", True, "not_integer"),
        ("integer", 1.5, "not_integer"),
        ("integer", "1", "not_integer"),
        ("integer", 10**30, "too_great"),
        ("number", 10**400, "too_great"),
        ("number", "1", "not_number"),
        ("number", float("nan"), "not_number"),
        ("number", float("inf"), "not_number"),
        ("money", 12, "not_money"),
        ("money", {"tax": "incl"}, "not_money"),
        ("money", {"cents": 12, "currency": "EUR"}, "not_money"),
        ("money", {"cents": 12.5}, "not_integer"),
        ("money", {"cents": 12, "tax": "TTC"}, "unknown_tax"),
        ("date", "10/2010", "not_date"),
        ("date", "2010-02-30", "not_date"),
        ("boolean", 1, "not_boolean"),
        ("boolean", "true", "not_boolean"),
        ("choice", "c", "unknown_choice"),
        ("choice", ["a"], "not_text"),
        ("choices", "a", "not_list"),
        ("choices", ["a", "c"], "unknown_choice"),
        ("link", ["a"], "not_text"),
        ("link", "a[b", "title_character"),
        ("links", "a", "not_list"),
        ("links", ["a", "b|c"], "title_character"),
        ("url", "arret-minute.example", "not_url"),
        ("url", "javascript:alert(1)", "not_url"),
        ("url", "https://", "not_url"),
        ("url", "https://[", "not_url"),
        ("url", "https://a.example:port/", "not_url"),
        ("url", "https://a b.example", "not_url"),
        ("url", "https://bank.example@other.example/", "not_url"),
        ("url", "https://a.example/" + "a" * 2000, "too_long"),
        ("phone", "12", "not_phone"),
        ("siret", "73282932000075", "not_siret"),
        ("rna", "W1", "not_rna"),
        ("commune", "Pomerol", "unknown_commune"),
        ("commune", "0", "unknown_commune"),
        ("point", {"lat": 91, "lon": 0, "precision": "pin"}, "not_point"),
        ("point", {"lat": float("nan"), "lon": 0, "precision": "pin"}, "not_point"),
        ("point", {"lat": True, "lon": 0, "precision": "pin"}, "not_point"),
        ("point", {"lat": 1, "lon": 0}, "not_point"),
        ("point", {"lat": 1, "lon": 0, "precision": "exact"}, "unknown_precision"),
        ("hours", "Mo-Fr 9h-18h", "not_hours"),
        ("file", "f" * 101, "unknown_file"),
    ],
)
def test_refuses_what_is_not_of_the_type(type_: str, given: Any, code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        accepted(field(type_), given)
    assert refusal.value.code == code


def test_refuses_what_the_field_bounds() -> None:
    for bounds, type_, value, code in (
        ({"min": 0}, "integer", -1, "too_small"),
        ({"max": 5}, "number", 5.1, "too_great"),
        ({"min": 0}, "money", {"cents": -1}, "too_small"),
        ({"max": 1}, "links", ["a", "b"], "too_many"),
        ({"max_length": 3}, "text", "four", "too_long"),
        ({"max_length": 3}, "texts", ["four"], "too_long"),
        ({"min_length": 2}, "text", "a", "too_short"),
        ({"pattern": "[0-9]{5}"}, "text", "3350", "pattern"),
    ):
        with pytest.raises(Unfit) as refusal:
            accepted(field(type_, **bounds), value)
        assert refusal.value.code == code


def test_refuses_what_does_not_exist() -> None:
    def known(type_: str, value: str) -> bool:
        return (type_, value) in {("commune", "33328"), ("file", "f1"), ("member", "m1")}

    for type_, there, gone in (
        ("commune", "33328", "33999"),
        ("file", "f1", "f2"),
        ("member", "m1", "m2"),
    ):
        assert accepted(field(type_), there, known) == there
        with pytest.raises(Unfit) as refusal:
            accepted(field(type_), gone, known)
        assert refusal.value.code == f"unknown_{type_}"


def test_a_contact_has_no_type() -> None:
    assert "contact" not in TYPES
    assert "email" not in TYPES
