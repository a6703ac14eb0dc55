"""A value is said in another type when nothing of it goes; else it stays, and that is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM
from tests.schema.test_declared import anything
from wiki.schema.conversion import converted
from wiki.schema.kinds import Choice, Field
from wiki.schema.types import TYPES, Unfit, accepted

_CHOICES = (Choice("new", {"fr": "Neuve", "en": "New"}), Choice("worn", {"fr": "Usée", "en": "W"}))


def of(type_: str) -> Field:
    """A field of a type."""
    unit = "square_metre" if type_ in ("integer", "number") else ""
    choices = _CHOICES if type_ in ("choice", "choices") else ()
    return Field("x", {"fr": "X"}, type_, vocabulary=choices, unit=unit)


@pytest.mark.parametrize(
    ("type_", "before", "after"),
    [
        ("integer", "12", 12),
        ("integer", "1 200 m²", 1200),
        ("integer", {"cents": 1200}, 12),
        ("number", "12,5", 12.5),
        ("number", "-0.25", -0.25),
        ("money", "38 040 € TTC", {"cents": 3_804_000, "tax": "incl"}),
        ("money", 12.5, {"cents": 1250}),
        ("date", "octobre 2010", "2010-10"),
        ("date", "8/10/2012", "2012-10-08"),
        ("date", 2010, "2010"),
        ("boolean", "oui", True),
        ("boolean", 0, False),
        ("choice", "usée", "worn"),
        ("choice", ["new"], "new"),
        ("choices", "Neuve", ["new"]),
        ("choices", ["Neuve", "worn"], ["new", "worn"]),
        ("text", 12.5, "12,5"),
        ("text", True, "oui"),
        ("text", {"cents": 1250, "tax": "excl"}, "12,50 € HT"),
        ("text", ["Le Moulin"], "Le Moulin"),
        ("longtext", ["un", "deux"], "un\ndeux"),
        ("texts", "Un, deux", ["Un, deux"]),
        ("links", "Arrêt Minute", ["Arrêt Minute"]),
        ("url", "exemple.fr", "https://exemple.fr"),
        ("phone", "05 57 00 00 00", "+33557000000"),
        ("hours", "lundi au vendredi 9h-18h", "Mo-Fr 09:00-18:00"),
        ("commune", "33328", "33328"),
    ],
)
def test_is_converted(type_: str, before: Any, after: Any) -> None:
    assert converted(of(type_), before) == after


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("integer", "012"),
        ("integer", "12,5"),
        ("integer", "1.200"),
        ("integer", "environ 12"),
        ("integer", {"cents": 1200, "tax": "incl"}),
        ("number", "1,200"),
        ("number", True),
        ("money", 12.345),
        ("money", "12 € par mois"),
        ("money", "12 $"),
        ("date", "2010 ?"),
        ("date", "≈ 2010"),
        ("date", "2010-2012"),
        ("boolean", "parfois"),
        ("boolean", 2),
        ("choice", "rouge"),
        ("choice", ["new", "worn"]),
        ("text", "un\ndeux"),
        ("text", ["un", "deux"]),
        ("text", {"lat": 1, "lon": 2, "precision": "pin"}),
        ("texts", "un\ndeux"),
        ("commune", "Pomerol (33500)"),
        ("rows", "un"),
        ("text", []),
        ("point", "44,9 ; -0,2"),
    ],
)
def test_refuses_what_would_lose_something(type_: str, value: Any) -> None:
    with pytest.raises(Unfit):
        converted(of(type_), value)


@settings(max_examples=150, **CALM)
@given(st.sampled_from([one for one in TYPES if one != "rows"]), anything)
def test_whatever_comes_is_taken_or_refused(type_: str, value: Any) -> None:
    try:
        found = converted(of(type_), value)
    except Unfit:
        return
    assert accepted(of(type_), found) == found
