"""What is checked of a JSON value."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.web.api_schema import (
    COMPONENTS,
    DEPTH,
    WORDS,
    component,
    faults,
    integer,
    list_of,
    maybe,
    names_of,
    parsed,
    record,
    text,
)

PERSON = record(
    {"name": text("", least=1, most=5)}, {"tags": list_of(text("")), "age": integer("")}
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"name": "alice"}, []),
        ({"name": "alice", "tags": ["a", "b"], "age": 3}, []),
        ({}, [("name", "missing")]),
        ({"name": ""}, [("name", "small")]),
        ({"name": "charlie"}, [("name", "large")]),
        ({"name": 1}, [("name", "type")]),
        ({"name": "bob", "tags": "a"}, [("tags", "type")]),
        ({"name": "bob", "tags": ["a", 2]}, [("tags.1", "type")]),
        ({"name": "bob", "age": -1}, [("age", "small")]),
        ({"name": "bob", "age": True}, [("age", "type")]),
        ({"name": "bob", "age": 2**60}, [("age", "large")]),
        ({"name": "bob", "nom": 1}, [("nom", "unknown")]),
        ({"name": "\ud800"}, [("name", "unreadable")]),
        ({"name": "\x00"}, [("name", "unreadable")]),
        ([], [("", "type")]),
        (None, [("", "type")]),
    ],
)
def test_finds_every_fault(value: Any, expected: list[tuple[str, str]]) -> None:
    assert list(faults(value, PERSON)) == expected


def test_null_is_taken_where_it_may_be() -> None:
    assert list(faults(None, maybe(text("", least=3)))) == []
    assert list(faults("a", maybe(text("", least=3)))) == [("", "small")]


def test_a_choice_is_one_of_its_values() -> None:
    assert list(faults("c", text("", enum=["a", "b"]))) == [("", "choice")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, {"b": None}], "é": "texte"}, []),
        ({"a": ["x", "\x00"]}, [("a.1", "unreadable")]),
        ({"a": {"\ud800": 1}}, [("a", "unreadable")]),
        ([], [("", "type")]),
    ],
)
def test_what_no_schema_describes_is_readable(value: Any, expected: list[tuple[str, str]]) -> None:
    assert list(faults(value, {"type": "object"})) == expected


def test_what_no_schema_describes_ends() -> None:
    nested: Any = "x"
    for _ in range(DEPTH - 1):
        nested = [nested]
    assert list(faults({"a": nested[0]}, {"type": "object"})) == []
    assert [code for _, code in faults({"a": nested}, {"type": "object"})] == ["deep"]


def test_a_name_stands_for_one_schema() -> None:
    reference = component("ForTests", PERSON)
    try:
        assert component("ForTests", PERSON) == reference
        assert list(faults({}, reference)) == [("name", "missing")]
        with pytest.raises(ValueError, match="ForTests"):
            component("ForTests", text(""))
    finally:
        del COMPONENTS["ForTests"]


@pytest.mark.parametrize(
    ("raw", "schema", "expected"),
    [
        ("12", integer(""), 12),
        ("-3", integer(""), -3),
        ("١٢", integer(""), "١٢"),
        ("1.5", integer(""), "1.5"),
        ("9" * 5000, integer(""), "9" * 5000),
        ("true", {"type": "boolean"}, True),
        ("True", {"type": "boolean"}, "True"),
        ("true", text(""), "true"),
    ],
)
def test_reads_parameters(raw: str, schema: dict[str, Any], expected: object) -> None:
    assert parsed(raw, schema) == expected


def test_only_words_that_are_checked_are_used() -> None:
    assert names_of(list(COMPONENTS.values())) <= WORDS
