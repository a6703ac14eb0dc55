"""Notes: what a piece of a text needs to be shown by itself."""

from __future__ import annotations

from wiki.markup import parse
from wiki.markup.notes import definitions

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
