"""The text fixtures: source and expected result side by side."""

from __future__ import annotations

import pytest

from tests.markup.conftest import Village, cases
from wiki.markup import parse, render
from wiki.markup.typography import french

HTML = [
    case for name in ("liens", "blocs", "directives", "sources") for case in cases(f"{name}.txt")
]
PROSE = list(cases("typographie.txt"))


@pytest.mark.parametrize(("source", "expected"), [c[1:] for c in HTML], ids=[c[0] for c in HTML])
def test_html(source: str, expected: str, village: Village) -> None:
    html = render(parse(source), village).html
    assert html.replace("\u00a0", " ").replace("\u202f", " ") == expected.replace("\u202f", " ")


@pytest.mark.parametrize(("source", "expected"), [c[1:] for c in PROSE], ids=[c[0] for c in PROSE])
def test_typography(source: str, expected: str) -> None:
    assert french(source).replace("\u202f", "⎵").replace("\u00a0", "°") == expected
    assert french(french(source)) == french(source)
