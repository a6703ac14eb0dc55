"""The words of a sheet."""

from __future__ import annotations

from dataclasses import replace

from tests.sheets.places import place
from wiki.schema.kinds import core_kinds
from wiki.schema.words import words_of

KIND = core_kinds()["place"]


def test_texts_and_names_of_choices_are_words() -> None:
    sheet = place(
        tagline="Au milieu des vignes",
        phone="+33557000000",
        wifi=True,
        equipment=[{"kind": "printer", "name": "Riso", "count": 1}],
    )
    assert words_of(KIND, sheet) == [
        "Arrêt Minute",
        "Au milieu des vignes",
        "Ouvert",
        "Bureaux partagés, coworking",
        "Imprimante",
        "Riso",
    ]


def test_what_is_for_some_is_not_among_them() -> None:
    fields = [
        replace(one, visibility="members") if one.id == "tagline" else one for one in KIND.fields
    ]
    kind = replace(KIND, fields=tuple(fields))
    assert "Secret" not in words_of(kind, place(tagline="Secret"))
