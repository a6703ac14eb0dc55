"""The portable form of a revision."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wiki.exchange.portable import Portable, read, write
from wiki.kernel.errors import Invalid

EXAMPLE = """---
title: 'Arrêt Minute : Pomerol'
kind: place
infobox:
  postes: 8
  ouvert: true
  surface: null
  depuis: '2012-10-08'
  horaires:
  - lundi
  - mardi
revision: 2
---
# Arrêt Minute

Un café.
"""
# What JSON and both databases can hold: no surrogate, no NUL.
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r"))
VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


def test_it_is_markdown_after_a_front_matter() -> None:
    found = read(EXAMPLE)
    assert found.title == "Arrêt Minute : Pomerol"
    assert found.kind == "place"
    assert found.infobox == {
        "postes": 8,
        "ouvert": True,
        "surface": None,
        "depuis": "2012-10-08",
        "horaires": ["lundi", "mardi"],
    }
    assert found.more == {"revision": 2}
    assert found.body == "# Arrêt Minute\n\nUn café.\n"
    assert write(found) == EXAMPLE


@given(title=TEXT.filter(bool), body=TEXT, infobox=st.none() | st.dictionaries(TEXT, VALUE))
def test_what_is_written_is_read_the_same(
    title: str, body: str, infobox: dict[str, object] | None
) -> None:
    revision = Portable(title, body, "place", infobox, {"summary": body})
    assert read(write(revision)) == revision


def test_a_text_without_front_matter_is_a_body() -> None:
    assert read("# Titre\n") == Portable("", "# Titre\n")


def test_a_body_that_looks_like_a_front_matter_is_kept() -> None:
    body = "---\ntitle: piège\n---\nsuite\n"
    assert read(write(Portable("Vrai", body))).body == body


def test_a_date_stays_a_text() -> None:
    assert read("---\ntitle: T\ninfobox:\n  on: 2012-10-08\n---\n").infobox == {
        True: "2012-10-08"
    } or read("---\ntitle: T\ninfobox:\n  le: 2012-10-08\n---\n").infobox == {"le": "2012-10-08"}


BOMB = "---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a]\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\n",
        "---\ntitle: [\n---\n",
        "---\n- a\n---\n",
        "---\n1: a\n---\n",
        "---\ntitle: T\ninfobox: text\n---\n",
        "---\nkind: 3\n---\n",
        "---\ntitle: !!python/object/apply:os.system ['true']\n---\n",
        "---\na: " + "[" * 500 + "]" * 500 + "\n---\n",
        "---\ntitle: \x00\n---\n",
        BOMB,
        "---\n" + "a: b\n" * 100_000 + "---\n",
    ],
    ids=[
        "open",
        "syntax",
        "list",
        "number key",
        "infobox",
        "kind",
        "tag",
        "deep",
        "nul",
        "bomb",
        "long",
    ],
)
def test_a_front_matter_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="front_matter"):
        read(text)


def test_the_loader_of_others_is_left_alone() -> None:
    assert yaml.safe_load("2012-10-08").year == 2012
