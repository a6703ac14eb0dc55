"""What a sheet makes of a place."""

from __future__ import annotations

import pytest

from tests.sheets.places import place
from wiki.kernel.errors import Invalid
from wiki.places.rules import centre_of, sheet_on, status_on, tags_of
from wiki.schema.kinds import core_kinds

KIND = core_kinds()["place"]


def test_choices_and_a_yes_are_tags() -> None:
    sheet = place(
        services=["coworking", "training"],
        wifi=True,
        fibre=False,
        equipment=[{"kind": "printer", "count": 1}, {"kind": "printer", "name": "laser"}],
        wheelchair="full",
    )
    assert set(tags_of(KIND, sheet).strip(",").split(",")) == {
        "services:coworking",
        "services:training",
        "wifi:true",
        "equipment:printer",
        "wheelchair:full",
    }
    assert tags_of(KIND, place()) == ""


def test_rows_of_later_years_were_not_there() -> None:
    offers = [
        {"formula": "day", "valid_from": "2012", "valid_to": "2013"},
        {"formula": "month", "valid_from": "2014-02"},
    ]
    metrics = [{"year": 2012, "indicator": "visits"}, {"year": 2013, "indicator": "visits"}]
    sheet = place(opened_on="2010", closed_on="2020", status="closed", offers=offers)
    sheet = sheet_on(KIND, sheet, "2013-12-31")
    assert sheet.values["status"] == "open"
    assert "closed_on" not in sheet.values
    assert sheet.values["offers"] == offers[:1]
    then = sheet_on(KIND, place(opened_on="2010", metrics=metrics), "2013-06-30")
    assert then.values["metrics"] == metrics[:1]


def test_a_closed_place_that_does_not_say_since_when_has_no_known_state() -> None:
    assert status_on({"opened_on": "2010", "status": "closed"}, "2013-12-31") is None
    assert status_on({"opened_on": "2010", "status": "project"}, "2013-12-31") == "open"
    assert status_on({"status": "open"}, "2013-12-31") is None


def test_a_centre_is_a_commune_or_a_position() -> None:
    assert centre_of("Pomerol (33500)", 30).insee == "33328"
    assert centre_of("33328", 30).insee == "33328"
    assert centre_of("44.93,-0.2", 5)[:3] == (44.93, -0.2, 5)


@pytest.mark.parametrize("text", ["zzz", "91.0,0", "\x00", "²", "9" * 5_000])
def test_refuses_a_centre_that_is_nowhere(text: str) -> None:
    with pytest.raises(Invalid):
        centre_of(text, 30)
