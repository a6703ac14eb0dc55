"""Filling in the fields of a model."""

from __future__ import annotations

from wiki.pages.boilerplates import ANSWER_LENGTH, MOST_FIELDS, fields_of, filled

MODEL = "# {{titre}}\n\nÀ {{ Commune }}, le {{DATE}}, par {{auteur}}. {{Commune}} : {{Surface}}.\n"


def test_a_model_asks_for_its_own_fields_once() -> None:
    assert fields_of(MODEL) == ("Commune", "Surface")
    assert fields_of("Rien, {{}}, {{ }}, {{a\nb}}, {un}, {{{trois}}}") == ("trois",)
    assert len(fields_of("".join(f"{{{{champ {n}}}}}" for n in range(50)))) == MOST_FIELDS


def test_answers_stand_where_they_were_asked_for() -> None:
    known = {"titre": "Le quai", "date": "1er mai", "auteur": "alice"}
    assert filled(MODEL, known | {"Commune": " Libourne\n", "Surface": ""}) == (
        "# Le quai\n\nÀ Libourne, le 1er mai, par alice. Libourne : à compléter.\n"
    )


def test_an_answer_is_one_line_of_bounded_length_and_never_a_field() -> None:
    said = filled("{{a}} {{b}}", {"a": "x" * 300, "b": "{{a}}"})
    assert said == "x" * ANSWER_LENGTH + " {{a}}"
