"""Notes: what a piece of a text needs to be shown by itself."""

from __future__ import annotations

import pytest

from tests.pace import within
from wiki.markup import CORE, Directive, parse
from wiki.markup.document import Document
from wiki.markup.notes import definitions

FOOT = CORE.extended(Directive("pied", body="none", at_foot=True))
TEXT = """## Une

Dit[^a] et redit[^n].

## Deux

Autre[^B].

:::{source a}
:titre: A
:::

:::{source b}
:titre: B
:::

[^n]: La note.

[^m]: Nul ne l’appelle.
"""


def test_a_section_gets_the_notes_that_it_calls() -> None:
    document = parse(TEXT)
    assert definitions(document, "Dit[^a] et redit[^n].") == (
        ":::{source a}\n:titre: A\n:::\n\n[^n]: La note."
    )
    assert definitions(document, "Autre[^B].") == ":::{source b}\n:titre: B\n:::"
    assert definitions(document, "Rien[^z].") == ""


def test_what_the_piece_holds_is_not_said_twice() -> None:
    document = parse(TEXT)
    assert definitions(document, TEXT) == ""
    assert definitions(document, "Redit[^n].\n\n[^n]: Autrement.\n") == ""


def test_a_text_that_is_all_notes_is_not_read_for_each_of_them() -> None:
    numbers = range(20_000)
    document = Document(source="".join(f"[^{n}]: x\n" for n in numbers))
    calls = "".join(f"[^{n}] " for n in numbers)
    assert within(60, lambda: definitions(document, calls)).count("\n\n") == 19_999


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("a[^1]\n\n[^1]: n\n\n:::{pied}\n", ["paragraph", "footnotes", "directive"]),
        (
            "a[^1]\n\n[^1]: n\n\n:::{pied}\n\n:::{pied}\n",
            ["paragraph", "footnotes", "directive", "directive"],
        ),
        (
            "a[^1]\n\n:::{pied}\n\nb\n\n[^1]: n\n",
            ["paragraph", "directive", "paragraph", "footnotes"],
        ),
        ("a[^1]\n\n[^1]: n\n\n:::{toc}\n", ["paragraph", "directive", "footnotes"]),
    ],
)
def test_what_ends_a_text_may_stand_below_its_notes(body: str, kinds: list[str]) -> None:
    tokens = parse(body, FOOT).tokens
    assert [token["type"] for token in tokens if token["type"] != "blank_line"] == kinds
