"""The kinds shipped with the package hold together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from wiki.schema.checks import CHECKS
from wiki.schema.kinds import (
    CORE_CODES,
    VISIBILITIES,
    Field,
    Kind,
    When,
    core_kinds,
    core_units,
    kind_from,
)
from wiki.schema.types import TYPES

KINDS = [pytest.param(kind, id=code) for code, kind in core_kinds().items()]
LANGUAGES = {"fr", "en"}


def everything_in(kind: Kind) -> Iterator[tuple[str, Field]]:
    for field in kind.fields:
        yield field.id, field
        yield from ((f"{field.id}/{column.id}", column) for column in field.fields)


def test_each_data_file_declares_its_kind() -> None:
    assert tuple(core_kinds()) == CORE_CODES
    assert all(kind.code == code for code, kind in core_kinds().items())


@pytest.mark.parametrize("kind", KINDS)
def test_everything_has_its_name_in_each_language(kind: Kind) -> None:
    for path, field in everything_in(kind):
        assert set(field.labels) == LANGUAGES, path
        assert set(field.help) in (set(), LANGUAGES), path
        for choice in field.vocabulary:
            assert set(choice.labels) == LANGUAGES, (path, choice.code)
            assert set(choice.help) in (set(), LANGUAGES), (path, choice.code)
    assert all(set(group.labels) == LANGUAGES for group in kind.groups)


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_written_once_and_in_english(kind: Kind) -> None:
    paths = [path for path, _ in everything_in(kind)]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?", path) for path in paths)
    for path, field in everything_in(kind):
        assert len(field.choices) == len(field.vocabulary), path


@pytest.mark.parametrize("kind", KINDS)
def test_types_units_and_audiences_exist(kind: Kind) -> None:
    for path, field in everything_in(kind):
        assert field.type in TYPES, path
        assert field.visibility in VISIBILITIES, path
        assert not field.unit or field.unit in core_units(), path
        assert all(not one.unit or one.unit in core_units() for one in field.vocabulary), path
        assert (field.type in ("choice", "choices")) == bool(field.vocabulary), path
        assert (field.type == "rows") == bool(field.fields) == bool(field.identity), path


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_field_names_is_there(kind: Kind) -> None:
    for field in kind.fields:
        columns = {*field.identity, field.unit_from, field.row_visibility} - {""}
        assert columns <= set(field.columns), field.id
        assert all(column.type != "rows" for column in field.fields), field.id
        if field.when:
            judge = kind.field(field.when.field)
            codes = {"true", "false"} if judge.type == "boolean" else set(judge.choices)
            assert set(field.when.codes) <= codes, field.id
            assert not field.required, field.id
    for check in kind.checks:
        assert check.code in CHECKS
        assert set(check.fields) <= set(kind.by_id)


@pytest.mark.parametrize("kind", KINDS)
def test_each_field_is_in_one_group_and_no_group_is_empty(kind: Kind) -> None:
    assert [f.id for g in kind.groups for f in kind.fields_of(g.code)] == [
        field.id for field in kind.fields
    ]
    assert all(kind.fields_of(group.code) for group in kind.groups)


def test_four_fields_suffice_to_publish_a_place() -> None:
    place = core_kinds()["place"]
    asked = {field.id for field in place.fields if field.required}
    assert asked == {"name", "commune", "status", "families"}


def test_a_field_waits_for_the_one_that_calls_it() -> None:
    other = When("families", ("other",))
    assert other.holds({"families": ["coworking", "other"]})
    assert not other.holds({"families": ["coworking"]})
    assert not other.holds({})
    asked = When("application_required", ("true",))
    assert asked.holds({"application_required": True})
    assert not asked.holds({"application_required": False})


def test_refuses_a_kind_with_a_word_that_means_nothing() -> None:
    field = {"id": "name", "type": "text", "labels": {"fr": "Nom", "en": "Name"}, "colour": "red"}
    with pytest.raises(TypeError):
        kind_from({"code": "x", "labels": {}, "groups": [], "fields": [field]})


@pytest.mark.parametrize("kind", core_kinds().values(), ids=core_kinds())
def test_what_a_page_shows_first_is_in_the_kind(kind: Kind) -> None:
    assert kind.main
    assert set(kind.main) <= set(kind.by_id)
