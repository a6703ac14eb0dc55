"""The look of a site: its stylesheet, and colours that stay readable."""

from __future__ import annotations

import pytest

from wiki.admin import subject
from wiki.admin.rules import TOKENS, check_contrast, contrast, stylesheet
from wiki.kernel.errors import Invalid

DEFAULTS = {one.name: one.default for one in subject.settings if one.name in TOKENS}
COLOURS = {name: value for name, value in DEFAULTS.items() if name != "radius"}


def test_the_product_s_own_look_needs_no_stylesheet() -> None:
    assert len(DEFAULTS) == 6
    assert stylesheet(DEFAULTS, DEFAULTS) == ""


def test_only_what_differs_is_said() -> None:
    own = DEFAULTS | {"accent": "#884400", "radius": "0px"}
    assert stylesheet(own, DEFAULTS) == ":root{--wiki-accent:#884400;--wiki-radius:0px}\n"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#FFFFFF", 4.48)],
)
def test_contrast_is_that_of_the_norm(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_the_product_s_own_look_is_readable() -> None:
    check_contrast(COLOURS)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"accent": "#ffee00"}, "on_accent"),
        ({"accent": "#8f8f8f", "on_accent": "#000000"}, "accent"),
        ({"text": "#999999"}, "text"),
        ({"surface": "#222222"}, "accent"),
    ],
)
def test_colours_on_which_nothing_is_read_are_refused(changed: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid, match="colours_too_close") as caught:
        check_contrast(COLOURS | changed)
    assert caught.value.params["field"] == field
