"""What a save refuses, by name."""

from __future__ import annotations

import pytest

from tests.markup.conftest import Village
from wiki.kernel.errors import Invalid, TooMuch, WikiError
from wiki.markup import bounds, parse, render

REFUSED: dict[str, tuple[type[WikiError], str]] = {
    "text_nul": (Invalid, "a\n\0"),
    "text_not_unicode": (Invalid, "a\n\ud800"),
    "text_too_long": (TooMuch, "é" * 250_001),
    "text_too_many_lines": (TooMuch, "\n" * 20_001),
    "text_heading_too_long": (TooMuch, "a\n## " + "b" * 5_000),
    "text_nested_too_deep": (TooMuch, "a\n" + "> " * 21 + "b"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_refusals(code: str) -> None:
    kind, text = REFUSED[code]
    with pytest.raises(kind) as caught:
        bounds.check(text)
    assert caught.value.code == code
    assert caught.value.params


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_still_renders_as_its_source(code: str, village: Village) -> None:
    document = parse(REFUSED[code][1])
    html = render(document, village).html
    assert document.excess == code
    assert document.links == ()
    assert html.startswith('<div class="boxed"><p class="notice">Ce texte dépasse')
    html.encode()
    assert "\0" not in html


def test_the_line_is_said() -> None:
    error = bounds.excess("a\nb\n" + "- " * 21 + "c\n")
    assert error is not None
    assert error.params["line"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "é" * 250_000,
        "a\n" * 19_999,
        "- " * 40,
        "* " * 40 + "\n",
        "---" * 100,
        "> " * 20 + "a",
        "a" + " " * 10_000 + "b",
        "😀 \u202e \r\n",
    ],
)
def test_accepted(text: str) -> None:
    bounds.check(text)


def test_a_run_of_spaces_in_a_heading_is_cut(village: Village) -> None:
    html = render(parse("## a" + " " * 4_000 + "b"), village).html
    assert "a" + " " * 100 not in html
    assert "a b</h2>" in html
