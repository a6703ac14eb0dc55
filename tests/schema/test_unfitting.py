"""Values that a changed schema takes no more are listed with what to do."""

from __future__ import annotations

from tests.schema.sheets import PLACE, place
from tests.schema.test_seeds import ARRET_MINUTE
from wiki.schema import Sheet, Unfitting, customised, unfitting


def test_what_fits_is_not_listed() -> None:
    assert unfitting(PLACE, Sheet("place", ARRET_MINUTE)) == ()


def test_a_value_whose_field_is_gone_is_listed() -> None:
    kind, _ = customised(
        PLACE,
        {"added": [{"id": "nap", "group": "identity", "type": "boolean", "labels": {"fr": "S"}}]},
    )
    sheet = place(nap=True)
    assert unfitting(kind, sheet) == ()
    assert unfitting(PLACE, sheet) == (
        Unfitting("nap", True, "unknown_field", ("restore_field", "move_value", "remove_value")),
    )


def test_a_value_of_a_hidden_field_is_listed() -> None:
    kind, _ = customised(PLACE, {"fields": {"parking": {"hidden": True}}})
    (found,) = unfitting(kind, place(parking="Devant"))
    assert (found.path, found.code, found.remedies[0]) == ("parking", "hidden_field", "show_field")


def test_each_refused_value_is_listed_where_it_is() -> None:
    sheet = place(
        territory="moon",
        nearest_station_min="loin",
        seats=[{"kind": "sofa", "count": 2, "colour": "red"}],
        offers="cher",
    )
    found = {one.path: (one.code, one.remedies) for one in unfitting(PLACE, sheet)}
    assert found == {
        "territory": ("unknown_choice", ("restore_choice", "replace_choice", "remove_value")),
        "nearest_station_min": ("not_integer", ("correct", "remove_value")),
        "seats/0/kind": ("unknown_choice", ("restore_choice", "replace_choice", "remove_value")),
        "seats/0/colour": ("unknown_field", ("restore_field", "move_value", "remove_value")),
        "offers": ("not_rows", ("correct", "remove_value")),
    }


def test_a_value_in_a_hidden_column_is_listed() -> None:
    kind, _ = customised(PLACE, {"columns": {"spaces": {"fields": {"note": {"hidden": True}}}}})
    (found,) = unfitting(kind, place(spaces=[{"kind": "garden", "note": "Clos"}]))
    assert (found.path, found.code, found.remedies) == (
        "spaces/0/note",
        "hidden_field",
        ("show_field", "remove_value"),
    )
