"""The sheet of a settings page makes a kind; what cannot be followed changes nothing."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, PLACE, place
from tests.schema.test_declared import anything
from wiki.schema import Kind, Sheet, merged, validated
from wiki.schema.settled import FIRST, NOTHING, SCHEMA, blank_kind, schema_kind, settled
from wiki.schema.settling import (
    put_choices_in_order,
    put_columns_in_order,
    put_in_order,
    told,
    without,
    words_of,
)


def schema(**values: Any) -> Sheet:
    return Sheet(SCHEMA, values)


def made(**values: Any) -> Kind:
    kind, problems = settled(PLACE, schema(**values))
    assert problems == ()
    return kind


def test_nothing_said_changes_nothing() -> None:
    assert made() == PLACE


def test_a_row_says_what_changes_of_a_field() -> None:
    kind = made(
        fields=[
            {"id": "parking", "hidden": True},
            {"id": "tagline", "fr": "En deux mots", "help_fr": "Vite dit", "freshness": 0},
            {"id": "closed_on", "when_field": NOTHING},
            {"id": "purpose", "en": "Aim", "group": "media", "visibility": "members"},
        ]
    )
    assert kind.field("parking").hidden
    assert kind.field("tagline").labels == {"fr": "En deux mots", "en": "En deux mots"}
    assert kind.field("tagline").freshness is None
    assert kind.field("closed_on").when is None
    assert kind.field("purpose").labels == {"fr": "But du lieu", "en": "Aim"}
    assert (kind.field("purpose").group, kind.field("purpose").visibility) == ("media", "members")


def test_a_field_is_added_with_its_list_and_what_it_waits_for() -> None:
    kind = made(
        fields=[
            {"id": "nap", "type": "boolean", "fr": "Sieste", "group": "nap", "hidden": True},
            {
                "id": "sofa",
                "type": "choice",
                "fr": "Canapé",
                "when_field": "nap",
                "when_in": ["true"],
            },
        ],
        groups=[
            {"code": "nap", "fr": "Repos", "after": "identity"},
            {"code": "media", "fr": "Voir"},
        ],
        choices=[
            {"of": "sofa", "code": "red", "fr": "Rouge"},
            {"of": "sofa", "code": "blue", "fr": "Bleu", "after": FIRST},
            {"of": "sofa", "code": "old", "fr": "Vieux", "hidden": True},
        ],
    )
    assert kind.field("nap").hidden
    assert [choice.code for choice in kind.field("sofa").offered] == ["blue", "red"]
    assert kind.field("sofa").when is not None
    assert [group.code for group in kind.groups][:2] == ["identity", "nap"]
    assert {group.code: group.labels["fr"] for group in kind.groups}["media"] == "Voir"


MACHINES: dict[str, Any] = {
    "fields": [{"id": "machines", "type": "rows", "fr": "Machines", "group": "equipment"}],
    "columns": [
        {"of": "machines", "id": "name", "type": "text", "fr": "Nom", "identity": True},
        {"of": "machines", "id": "state", "type": "choice", "fr": "État"},
        {"of": "machines", "id": "watts", "type": "integer", "fr": "Puissance", "max": 9000},
    ],
    "choices": [
        {"of": "machines/state", "code": "new", "fr": "Neuve"},
        {"of": "machines/state", "code": "worn", "fr": "Usée", "hidden": True},
    ],
}


def test_a_repeatable_field_is_added_with_its_columns_and_their_lists() -> None:
    kind = made(**MACHINES)
    field = kind.field("machines")
    assert [(one.id, one.type) for one in field.fields] == [
        ("name", "text"),
        ("state", "choice"),
        ("watts", "integer"),
    ]
    assert field.identity == ("name",)
    assert [choice.code for choice in field.columns["state"].offered] == ["new"]
    _, problems = validated(kind, place(machines=[{"name": "Laser", "watts": 100_000}]))
    assert [(one.path, one.code) for one in problems] == [("machines/0/watts", "too_great")]


def test_columns_of_a_field_of_the_package_are_added_hidden_renamed_and_put_in_order() -> None:
    kind = made(
        columns=[
            {"of": "spaces", "id": "bookable", "hidden": True},
            {"of": "spaces", "id": "area", "fr": "Taille", "help_fr": "En tout", "after": "kind"},
            {"of": "spaces", "id": "mood", "type": "choice", "fr": "Ambiance", "after": FIRST},
        ],
        choices=[{"of": "spaces/mood", "code": "calm", "fr": "Calme"}],
    )
    columns = kind.field("spaces").columns
    assert list(columns)[:3] == ["mood", "kind", "area"]
    assert columns["area"].labels == {"fr": "Taille", "en": "Taille"}
    assert columns["bookable"].hidden
    assert kind.field("spaces").identity == PLACE.field("spaces").identity


def test_columns_are_put_in_order_and_taken_away_with_their_lists() -> None:
    sheet = schema(**MACHINES)
    wanted = ["watts", "name", "state"]
    moved = put_columns_in_order(sheet, "machines", wanted, [])
    kind, problems = settled(PLACE, moved)
    assert problems == ()
    assert (list(kind.field("machines").columns), kind.field("machines").identity) == (
        wanted,
        ("name",),
    )
    kind, problems = settled(PLACE, without(moved, "machines/state"))
    assert problems == ()
    assert list(kind.field("machines").columns) == ["watts", "name"]
    assert without(sheet, "machines").values == {}


def test_a_kind_of_the_network_has_a_name_first() -> None:
    sheet = schema(
        labels=[{"language": "fr", "text": "Ressourcerie"}],
        fields=[{"id": "weight", "type": "number", "fr": "Poids", "unit": "square_metre"}],
    )
    kind, problems = settled(blank_kind("ressourcerie"), sheet)
    assert problems == ()
    assert kind.labels == {"fr": "Ressourcerie", "en": "Ressourcerie"}
    assert [field.id for field in kind.fields] == ["name", "weight"]
    assert validated(kind, Sheet("ressourcerie", {"name": "Le Hamac"}))[1] == ()


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"fields": [{"id": "x"}, {"id": "name", "hidden": True}]}, "fields/1", "needed"),
        ({"fields": [{"id": "colour", "hidden": True}]}, "fields/0", "unknown_field"),
        (
            {"fields": [{"id": "q", "type": "choice", "fr": "Q"}]},
            "fields/0/vocabulary",
            "no_choices",
        ),
        ({"fields": [{"id": "q", "type": "date"}]}, "fields/0/fr", "required"),
        ({"choices": [{"of": "colour", "code": "a", "fr": "A"}]}, "choices/0", "unknown_field"),
        ({"choices": [{"of": "families", "code": "a"}]}, "choices/0/fr", "required"),
        (
            {
                "fields": [{"id": "q", "type": "choice", "fr": "Q"}],
                "choices": [{"of": "q", "code": "É"}],
            },
            "choices/0/code",
            "not_code",
        ),
        ({"fields": [{"id": "name", "type": "date"}]}, "fields/0/type", "of_package"),
        ({"fields": [{"id": "name", "max_length": 9}]}, "fields/0/max_length", "of_package"),
        ({"fields": [{"id": "name", "when_in": ["a"]}]}, "fields/0/when_field", "required"),
        (
            {"fields": [{"id": "tagline", "when_field": "x", "when_in": ["a"]}]},
            "fields/0/when_field",
            "unknown_field",
        ),
        (
            {"fields": [{"id": "tagline", "when_field": NOTHING, "when_in": ["a"]}]},
            "fields/0/when_in",
            "not_allowed",
        ),
        (
            {"columns": [{"of": "spaces", "id": "area", "type": "text"}]},
            "columns/0/type",
            "of_package",
        ),
        (
            {"columns": [{"of": "spaces", "id": "area", "identity": True}]},
            "columns/0/identity",
            "of_package",
        ),
        ({"groups": [{"code": "Été", "fr": "É"}]}, "groups/0/code", "not_code"),
        ({"fields": [{"id": "m", "type": "rows", "fr": "M"}]}, "fields/0/fields", "no_columns"),
        ({"columns": [{"of": "name", "id": "a", "hidden": True}]}, "columns/0", "unknown_field"),
        ({"columns": [{"of": "spaces", "id": "a", "fr": "A"}]}, "columns/0", "unknown_field"),
        ({"columns": [{"of": "spaces", "id": "kind", "hidden": True}]}, "columns/0", "needed"),
        (
            {"columns": [{"of": "spaces", "id": "a", "type": "text"}]},
            "columns/0/fr",
            "required",
        ),
        (
            {"columns": [{"of": "spaces", "id": "order", "fr": "A", "hidden": True}]},
            "columns/0",
            "unknown_field",
        ),
    ],
)
def test_tells_where_it_cannot_be_followed(values: Any, path: str, code: str) -> None:
    _, problems = settled(PLACE, schema(**values))
    assert (path, code) in [(one.path, one.code) for one in problems]


@settings(max_examples=60, **CALM)
@given(
    st.dictionaries(st.sampled_from(["labels", "groups", "fields", "columns", "choices"]), anything)
)
def test_whatever_is_written_no_field_goes(values: Any) -> None:
    kind, _ = settled(PLACE, schema(**values))
    assert kind.by_id.keys() >= PLACE.by_id.keys()
    assert all(
        kind.field(name).columns.keys() >= one.columns.keys() for name, one in PLACE.by_id.items()
    )
    assert validated(kind, place())[0].values == place().values


def test_as_few_as_need_be_move_whatever_the_order() -> None:
    names = [field.id for field in PLACE.fields_of("identity")][:4]
    added = told(schema(), "fields", "nap", type="boolean", fr="Sieste", group="identity")
    for wanted in permutations([*names, "nap"]):
        sheet = put_in_order(added, "fields", wanted, list(PLACE.by_id))
        kind, problems = settled(PLACE, sheet)
        assert problems == ()
        assert [one.id for one in kind.fields_of("identity") if one.id in wanted] == list(wanted)
    one_moved = put_in_order(schema(), "fields", [names[3], *names[:3]], list(PLACE.by_id))
    assert one_moved.values == {"fields": [{"id": names[3], "after": FIRST}]}
    assert put_in_order(one_moved, "fields", names, list(PLACE.by_id)).values.get("fields") in (
        None,
        [],
    )


def test_choices_are_put_in_order() -> None:
    codes = [choice.code for choice in PLACE.field("mobility").vocabulary]
    sheet = put_choices_in_order(schema(), "mobility", codes[::-1], codes)
    kind, _ = settled(PLACE, sheet)
    assert [choice.code for choice in kind.field("mobility").vocabulary] == codes[::-1]


def test_two_who_settle_other_things_are_put_together() -> None:
    base = told(schema(), "fields", "parking", hidden=True)
    mine = told(base, "fields", "tagline", fr="En deux mots")
    head = put_in_order(base, "fields", ["purpose", "name"], list(PLACE.by_id))
    merge = merged(schema_kind(), base, head, mine)
    assert merge.sheet is not None
    kind, problems = settled(PLACE, merge.sheet)
    assert problems == ()
    assert kind.field("parking").hidden
    assert kind.field("tagline").labels["fr"] == "En deux mots"
    assert [field.id for field in kind.fields][:2] == ["purpose", "name"]


def test_two_who_add_columns_are_put_together() -> None:
    base = schema(**MACHINES)
    mine = told(base, "columns", "machines", "price", type="money", fr="Prix")
    head = told(base, "columns", "machines", "year", type="integer", fr="Année")
    head = put_columns_in_order(head, "machines", ["year", "name", "state", "watts"], [])
    merge = merged(schema_kind(), base, head, mine)
    assert merge.sheet is not None
    kind, problems = settled(PLACE, merge.sheet)
    assert problems == ()
    assert list(kind.field("machines").columns) == ["year", "name", "state", "watts", "price"]
    assert kind.field("machines").identity == ("name",)


def test_a_name_that_is_the_package_s_is_not_said() -> None:
    known = {"fr": "Lieu", "en": "Place"}
    assert words_of(" Lieu ", "Place", known) == {"fr": None, "en": None}
    assert words_of("Espace", "Place", known) == {"fr": "Espace", "en": "Place"}
    assert words_of("", "", known) == {"fr": None, "en": None}
    assert words_of("Espace", "", None) == {"fr": "Espace", "en": None}


def test_the_kind_of_schemas_is_sound() -> None:
    sheet = told(schema(), "fields", "parking", hidden=True, when_in=["a"])
    assert validated(schema_kind(), sheet) == (sheet, ())
