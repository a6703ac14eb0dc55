"""What a network declares is judged before it is used."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM
from wiki.schema import Sheet, validated
from wiki.schema.customised import customised
from wiki.schema.declared import code_from
from wiki.schema.kinds import Kind
from wiki.schema.settled import blank_kind

BREAD: dict[str, Any] = {
    "labels": {"fr": "Four à pain", "en": "Bread oven"},
    "groups": [{"code": "main", "labels": {"fr": "L’essentiel"}}],
    "added": [
        {
            "id": "heat",
            "type": "choice",
            "labels": {"fr": "Chauffe"},
            "vocabulary": [
                {"code": "wood", "fr": "Bois"},
                {"code": "gas", "fr": "Gaz", "en": "Gas"},
            ],
            "freshness": 12,
        },
        {
            "id": "wood_from",
            "type": "text",
            "labels": {"fr": "Provenance du bois"},
            "when": {"field": "heat", "in": ["wood"]},
        },
        {
            "id": "batches",
            "type": "rows",
            "labels": {"fr": "Fournées"},
            "visibility": "members",
            "fields": [
                {"id": "day", "type": "date", "labels": {"fr": "Jour"}, "required": True},
                {"id": "loaves", "type": "integer", "labels": {"fr": "Pains"}, "min": 0, "max": 99},
            ],
        },
    ],
}


def kind_of(data: object) -> Kind:
    kind, problems = customised(blank_kind("bread_oven"), data)
    assert problems == ()
    return kind


def problems_of(**changes: Any) -> list[tuple[str, str]]:
    _, problems = customised(blank_kind("bread_oven"), {**BREAD, **changes})
    return [(one.path, one.code) for one in problems]


def test_a_network_makes_a_kind_of_its_own() -> None:
    kind = kind_of(BREAD)
    assert kind.labels == {"fr": "Four à pain", "en": "Bread oven"}
    assert [field.id for field in kind.fields] == ["name", "heat", "wood_from", "batches"]
    assert kind.field("heat").labels == {"fr": "Chauffe", "en": "Chauffe"}
    assert kind.field("batches").identity == ("day",)
    assert kind.field("wood_from").when is not None


def test_its_sheets_are_judged_like_the_others() -> None:
    values = {"name": "Le four", "heat": "wood", "batches": [{"day": "2013-05", "loaves": 120}]}
    _, problems = validated(kind_of(BREAD), Sheet("bread_oven", values))
    assert [(one.path, one.code) for one in problems] == [("batches/0/loaves", "too_great")]


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"groups": [{"code": "identity", "labels": {"fr": "I"}}]}, "groups/0/code", "taken"),
        ({"labels": {"en": "Oven"}}, "labels", "required"),
        ({"labels": {"fr": "F" * 101}}, "labels", "too_long"),
        ({"labels": {"fr": "Four", "de": "Ofen"}}, "labels", "not_text"),
        ({"added": "name"}, "added", "not_list"),
        ({"colour": "red"}, "colour", "not_allowed"),
    ],
)
def test_refuses_a_kind(changes: dict[str, Any], path: str, code: str) -> None:
    assert (path, code) in problems_of(**changes)


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"id": "name"}, "id", "taken"),
        ({"id": "sources"}, "id", "not_code"),
        ({"id": None}, "id", "not_code"),
        ({"type": "contact"}, "type", "unknown_choice"),
        ({"type": "email"}, "type", "unknown_choice"),
        ({"labels": None}, "labels", "required"),
        ({"group": "other"}, "group", "unknown_choice"),
        ({"visibility": "friends"}, "visibility", "unknown_choice"),
        ({"freshness": 0}, "freshness", "not_between"),
        ({"weight": True}, "weight", "not_between"),
        ({"required": "yes"}, "required", "not_boolean"),
        ({"max_length": 0}, "max_length", "not_between"),
        ({"pattern": "(a+)+b"}, "pattern", "not_allowed"),
        ({"mapping": {"osm": 1}}, "mapping", "not_text"),
        ({"type": "integer", "min": 5, "max": 4}, "max", "not_between"),
        ({"type": "integer", "unit": "parsec"}, "unit", "unknown_choice"),
        ({"type": "choice"}, "vocabulary", "not_list"),
        ({"type": "choice", "vocabulary": []}, "vocabulary", "no_choices"),
        ({"type": "choice", "vocabulary": "colours"}, "vocabulary", "unknown_choice"),
        ({"type": "choice", "vocabulary": [{"code": "a"}]}, "vocabulary/0/fr", "required"),
        ({"type": "rows"}, "fields", "not_list"),
        (
            {"type": "rows", "fields": [{"id": "a", "type": "rows", "labels": {"fr": "A"}}]},
            "fields/0/type",
            "unknown_choice",
        ),
        (
            {
                "type": "rows",
                "fields": [{"id": "a", "type": "text", "labels": {"fr": "A"}}],
                "identity": ["b"],
            },
            "identity",
            "unknown_field",
        ),
        ({"when": {"field": "name", "in": ["a"]}}, "when/field", "unknown_field"),
        ({"when": {"field": "extra", "in": ["a"]}}, "when/field", "unknown_field"),
        ({"when": {"field": "heat", "in": ["coal"]}}, "when/in", "unknown_choice"),
    ],
)
def test_refuses_a_field(change: dict[str, Any], path: str, code: str) -> None:
    field = {"id": "extra", "type": "text", "labels": {"fr": "En plus"}, **change}
    assert (f"added/3/{path}", code) in problems_of(added=[*BREAD["added"], field])


def test_a_vocabulary_may_be_a_shared_one() -> None:
    field = {"id": "form", "type": "choice", "labels": {"fr": "F"}, "vocabulary": "legal_forms"}
    kind = kind_of({**BREAD, "added": [field]})
    assert "loi_1901" in kind.field("form").choices


def test_a_column_may_say_who_sees_a_row() -> None:
    columns = [
        {"id": "year", "type": "integer", "labels": {"fr": "Année"}},
        {"id": "who", "type": "choice", "labels": {"fr": "Vu par"}, "vocabulary": "visibilities"},
        {"id": "form", "type": "choice", "labels": {"fr": "F"}, "vocabulary": "legal_forms"},
    ]
    field = {"id": "x", "type": "rows", "labels": {"fr": "X"}, "fields": columns}
    kind = kind_of({**BREAD, "added": [{**field, "row_visibility": "who"}]})
    assert kind.field("x").row_visibility == "who"
    assert problems_of(added=[{**field, "row_visibility": "form"}]) == [
        ("added/0/row_visibility", "unknown_choice")
    ]


def test_a_code_is_made_from_a_name() -> None:
    assert code_from("Salle de sieste") == "salle_de_sieste"
    assert code_from("Été 2012", {"ete_2012"}) == "ete_2012_2"
    assert code_from("2012") == "x_2012"
    assert code_from("Sources") == "x_sources"
    assert code_from("…") == "x"
    assert len(code_from("a" * 100, {"a" * 36})) <= 40


words = st.sampled_from(["id", "type", "labels", "fields", "groups", "fr", "code", "text", "rows"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | words | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=100, **CALM)
@given(anything)
def test_whatever_is_sent_is_judged(data: Any) -> None:
    kind = blank_kind("bread_oven")
    customised(kind, data)
    if isinstance(data, dict):
        customised(kind, {**BREAD, **data})
        customised(kind, {**BREAD, "added": [{**field, **data} for field in BREAD["added"]]})
