"""A network makes a kind its own, and no sheet loses anything."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, PLACE, place
from tests.schema.test_declared import anything
from tests.schema.test_seeds import ARRET_MINUTE
from wiki.schema import Kind, Sheet, completeness, customised, form_of, submitted, validated

NAP = {"id": "nap_room", "group": "nap", "type": "boolean", "labels": {"fr": "Sieste"}}
GROUP = {"code": "nap", "labels": {"fr": "Sieste", "en": "Nap"}}


def made(**changes: Any) -> Kind:
    kind, problems = customised(PLACE, changes)
    assert problems == ()
    return kind


def problems_of(**changes: Any) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in customised(PLACE, changes)[1]]


def test_nothing_changed_changes_nothing() -> None:
    assert made() == PLACE
    assert made(fields={}, added=[], order=[], groups=[]) == PLACE


def test_the_example_of_the_module_works() -> None:
    text = importlib.import_module("wiki.schema.customised").__doc__ or ""
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    kind = made(**json.loads(found[1]))
    assert kind.field("nap_room").labels == {"fr": "Sieste", "en": "Sieste"}
    assert [field.id for field in kind.fields][:2] == ["name", "nap_room"]
    assert [group.code for group in kind.groups][:2] == ["identity", "nap"]
    assert kind.field("parking").hidden
    assert kind.field("tagline").labels["fr"] == "En deux mots"
    space = kind.field("spaces").columns["kind"]
    assert [choice.code for choice in space.vocabulary][:2] == ["garden", "open_space"]
    assert space.choices["garden"].labels["fr"] == "Potager"
    assert space.choices["nap"] in space.offered
    assert space.choices["stage"] not in space.offered


def test_a_field_may_move_change_audience_and_wait_for_another() -> None:
    kind = made(
        added=[NAP],
        groups=[GROUP],
        fields={
            "atmosphere": {
                "group": "nap",
                "visibility": "members",
                "freshness": 3,
                "weight": 5,
                "required": True,
                "help": {"fr": "Comme on s’y sent"},
                "when": {"field": "nap_room", "in": ["true"]},
            }
        },
    )
    field = kind.field("atmosphere")
    assert [one.id for one in kind.fields_of("nap")] == ["atmosphere", "nap_room"]
    assert (field.visibility, field.freshness, field.weight) == ("members", 3, 5)
    codes = [one.code for one in validated(kind, place(nap_room=True))[1]]
    assert codes == ["required"]
    assert validated(kind, place(nap_room=False))[1] == ()


def test_an_added_field_goes_through_form_and_judge() -> None:
    kind = made(added=[NAP], groups=[GROUP])
    sheet = submitted(kind, {**form_of(kind, place()), "field-nap_room": ["oui"]})
    assert validated(kind, sheet) == (place(nap_room=True), ())
    assert completeness(kind, sheet).percent >= completeness(kind, place()).percent


def test_a_hidden_entry_stays_where_it_was_chosen() -> None:
    kind = made(vocabularies={"families": {"choices": {"fablab": {"hidden": True}}}})
    assert validated(kind, place(families=["fablab"]))[1] == ()
    assert "fablab" not in [choice.code for choice in kind.field("families").offered]


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"colour": 1}, "colour", "not_allowed"),
        ({"added": "nap"}, "added", "not_list"),
        ({"added": [{**NAP, "id": "name", "group": "identity"}]}, "added/0/id", "taken"),
        ({"added": [NAP]}, "added/0/group", "unknown_choice"),
        ({"groups": [{**GROUP, "code": "identity"}]}, "groups/0/code", "taken"),
        ({"fields": []}, "fields", "not_object"),
        ({"fields": {"colour": {}}}, "fields/colour", "unknown_field"),
        ({"fields": {"parking": {"type": "url"}}}, "fields/parking/type", "not_allowed"),
        ({"fields": {"name": {"hidden": True}}}, "fields/name", "needed"),
        ({"fields": {"commune": {"required": False}}}, "fields/commune", "needed"),
        ({"fields": {"name": {"visibility": "members"}}}, "fields/name", "needed"),
        ({"fields": {"parking": {"labels": {}}}}, "fields/parking/labels", "required"),
        ({"order": "name"}, "order", "not_list"),
        ({"order": ["name", "colour"]}, "order/1", "unknown_field"),
        ({"group_order": [5]}, "group_order/0", "unknown_field"),
        ({"vocabularies": {"parking": {}}}, "vocabularies/parking", "unknown_field"),
        ({"vocabularies": {"spaces/colour": {}}}, "vocabularies/spaces/colour", "unknown_field"),
        (
            {"vocabularies": {"families": {"added": [{"code": "fablab", "fr": "F"}]}}},
            "vocabularies/families/added/0/code",
            "taken",
        ),
        (
            {"vocabularies": {"families": {"choices": {"sofa": {}}}}},
            "vocabularies/families/choices/sofa",
            "unknown_choice",
        ),
        (
            {
                "vocabularies": {
                    "mobility": {"choices": {c: {"hidden": True} for c in ("fixed", "travelling")}}
                }
            },
            "vocabularies/mobility",
            "nothing_left",
        ),
    ],
)
def test_refuses_a_change(changes: dict[str, Any], path: str, code: str) -> None:
    assert (path, code) in problems_of(**changes)


def test_what_is_refused_leaves_the_rest() -> None:
    kind, problems = customised(
        PLACE, {"fields": {"name": {"hidden": True}, "parking": {"hidden": True}}}
    )
    assert len(problems) == 1
    assert not kind.field("name").hidden
    assert kind.field("parking").hidden


changes = st.fixed_dictionaries(
    {},
    optional={
        "added": anything | st.just([NAP]),
        "groups": anything | st.just([GROUP]),
        "order": anything | st.lists(st.sampled_from(list(PLACE.by_id)), max_size=3),
        "group_order": anything,
        "fields": anything
        | st.dictionaries(
            st.sampled_from(list(PLACE.by_id)),
            st.fixed_dictionaries({}, optional={"hidden": st.booleans(), "labels": anything}),
        ),
        "vocabularies": anything
        | st.dictionaries(st.sampled_from(["families", "spaces/kind", "status"]), anything),
    },
)


@settings(max_examples=100, **CALM)
@given(anything | changes)
def test_whatever_is_changed_no_sheet_loses_anything(sent: Any) -> None:
    kind, _ = customised(PLACE, sent)
    assert kind.by_id.keys() >= PLACE.by_id.keys()
    sheet = Sheet("place", ARRET_MINUTE)
    found, problems = validated(kind, sheet)
    assert found.values == sheet.values
    assert not [one for one in problems if one.code != "required"]
