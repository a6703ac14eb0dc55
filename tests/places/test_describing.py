"""What is wrong with the description of a file, said by its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wiki.places.describing import Description, problems
from wiki.places.imports.signed import Credit

GOOD = Credit("Une liste", "https://exemple.fr/liste", "lo", "2024-05-02")
COLUMNS = {"a": "name", "b": "commune"}


def wrong(said: Description, *, is_json: bool = False) -> dict[str, str]:
    """The codes of what is wrong."""
    found = problems(said, ("lo",), is_json=is_json, today="2026-11-27")
    return {name: error.code for name, error in found.items()}


def test_a_whole_description_is_taken() -> None:
    assert wrong(Description("table", GOOD, COLUMNS)) == {}
    assert wrong(Description("geojson", Credit("x", licence="lo")), is_json=True) == {}


@pytest.mark.parametrize(
    ("credit", "field"),
    [
        ({"name": ""}, "source"),
        ({"name": "x" * 201}, "source"),
        ({"url": "exemple.fr"}, "source_url"),
        ({"url": "javascript:alert(1)"}, "source_url"),
        ({"url": "https://[bad"}, "source_url"),
        ({"url": "https://exemple.fr/" + "x" * 500}, "source_url"),
        ({"licence": ""}, "licence"),
        ({"licence": "mine"}, "licence"),
        ({"day": "2024"}, "day"),
        ({"day": "2027-01-01"}, "day"),
        ({"day": "²024-01-01"}, "day"),
    ],
)
def test_refuses_a_source_that_nobody_could_find(credit: dict[str, str], field: str) -> None:
    assert list(wrong(Description("table", replace(GOOD, **credit), COLUMNS))) == [field]


def test_refuses_a_form_that_the_file_cannot_have() -> None:
    assert wrong(Description("geojson", GOOD)) == {"form": "intake_form_unknown"}
    assert "form" in wrong(Description("mednum", GOOD), is_json=True)
    assert "form" in wrong(Description("", GOOD, COLUMNS))


def test_refuses_columns_that_give_no_place() -> None:
    assert wrong(Description("table", GOOD, {"a": "name"})) == {"columns": "meaning_missing"}
    said = Description("table", GOOD, COLUMNS, "comet")
    assert wrong(said) == {"separator": "intake_separator_unknown"}
