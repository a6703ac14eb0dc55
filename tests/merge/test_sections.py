from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.sections import NoSuchSectionError, section_text, sections, with_section
from wiki.merge.three_way import merge

PAGE = """\
Un chapeau.

# Le Relais

Un lieu.

## Accès ##

À pied.

```
# pas un titre
```

Tarifs
------

- Prix libre

# Fin
"""

pages = st.text("a#=-\n `", max_size=60)


def test_headings_of_both_writings_and_none_in_code() -> None:
    found = [(section.number, section.level, section.title) for section in sections(PAGE)]
    assert found == [
        (0, 0, ""),
        (1, 1, "Le Relais"),
        (2, 2, "Accès"),
        (3, 2, "Tarifs"),
        (4, 1, "Fin"),
    ]


def test_a_section_holds_its_sub_sections() -> None:
    assert section_text(PAGE, 0) == "Un chapeau.\n\n"
    assert section_text(PAGE, 1).startswith("# Le Relais")
    assert section_text(PAGE, 1).endswith("- Prix libre\n\n")
    assert section_text(PAGE, 3) == "Tarifs\n------\n\n- Prix libre\n\n"


@given(pages)
def test_replacing_a_section_by_itself_changes_nothing(text: str) -> None:
    for section in sections(text):
        if section_text(text, section.number).strip("\n"):
            whole = with_section(text, section.number, section_text(text, section.number))
            assert whole == text


@given(pages)
def test_the_top_sections_are_the_page(text: str) -> None:
    at = 0
    while at < len(text):
        at = max(section.end for section in sections(text) if section.start == at)
    assert at == len(text)


def test_a_section_typed_without_final_line_stays_apart() -> None:
    page = with_section(PAGE, 2, "## Accès\n\nEn train.")
    assert "En train.\n\nTarifs\n" in page


def test_a_section_emptied_is_gone() -> None:
    titles = [section.title for section in sections(with_section(PAGE, 2, ""))]
    assert titles == ["", "Le Relais", "Tarifs", "Fin"]


@pytest.mark.parametrize("number", [-1, 5])
def test_a_section_that_does_not_exist_is_refused(number: int) -> None:
    with pytest.raises(NoSuchSectionError):
        section_text(PAGE, number)


@pytest.mark.parametrize(
    ("line", "title"),
    [("# C#", "C#"), ("# a #", "a"), ("#", ""), ("# ##", ""), ("### Le  lieu", "Le  lieu")],
)
def test_title_of_a_heading(line: str, title: str) -> None:
    assert sections(line + "\n")[1].title == title


def test_a_section_edited_while_another_was_put_before_it() -> None:
    head = PAGE.replace("# Le Relais", "# Avant\n\nNeuf.\n\n# Le Relais")
    mine = with_section(PAGE, 3, "Tarifs\n------\n\n- Dix euros\n")
    merged = merge(PAGE, head, mine).text
    assert merged == head.replace("Prix libre", "Dix euros")
