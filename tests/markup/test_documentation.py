"""The help for writers is tried: each example gives what its heading line announces."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.markup.conftest import Village
from wiki.markup import CORE, bounds, parse, render, words

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/guide/mise-en-forme.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs/reference/markup.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(`{3,})markdown ([^\n]+)\n(.*?)^\1$", GUIDE, re.MULTILINE | re.DOTALL)


def selector(wanted: str) -> re.Pattern[str]:
    """A reader of `tag`, `tag.class`, `.class`, `tag` `#id`."""
    element, _, name = wanted.partition("#")
    tag, *classes = element.split(".")
    pattern = f"<{tag or '[a-z0-9]+'}\\b[^>]*"
    if name:
        pattern += f'id="{name}"'
    elif classes:
        pattern += f'class="[^"]*{classes[-1]}'
    return re.compile(pattern)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize(("announced", "text"), [example[1:] for example in EXAMPLES])
def test_example(announced: str, text: str, village: Village) -> None:
    village.texts["Arrêt Minute"] = parse("## Horaires\n\nTous les jours.\n")
    html = render(parse(text), village).html
    assert "boxed" not in html
    assert "refused" not in html
    position = 0
    for wanted in announced.split():
        found = selector(wanted).search(html, position if wanted == "p" else 0)
        assert found, (wanted, html)
        position = found.end()


def test_the_guide_itself_renders(village: Village) -> None:
    bounds.check(GUIDE)
    assert "boxed" not in render(parse(GUIDE), village).html


def test_every_directive_and_option_is_in_the_reference() -> None:
    for directive in CORE.directives:
        for name in (directive.name, *directive.aliases):
            assert f"`{name}`" in REFERENCE
        if directive.name not in ("note", "astuce", "attention", "danger"):
            for key, names in directive.options.items():
                assert any(f"`{one}`" in REFERENCE for one in (key, *names))


def test_every_bound_is_in_the_reference() -> None:
    codes = re.findall(r'"(text_[a-z_]+)"', Path(bounds.__file__).read_text(encoding="utf-8"))
    assert len(codes) == 6
    assert all(f"`{code}`" in REFERENCE for code in codes)


def test_the_admonitions_are_named_by_their_words() -> None:
    assert {"note", "astuce", "attention", "danger"} <= set(words.FRENCH)
