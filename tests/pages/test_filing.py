"""The categories that a text names, and the field that changes them."""

from __future__ import annotations

import pytest

from wiki.kernel.errors import Invalid
from wiki.pages.filing import MOST, categories_of, listed, names, refiled
from wiki.pages.queries.documents import document_of

pytestmark = pytest.mark.usefixtures("inside")


def _said(body: str) -> list[str]:
    return list(categories_of(document_of(body)).values())


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Coworking, Lozère", ["Coworking", "Lozère"]),
        (" Coworking ,, Coworking,", ["Coworking"]),
        ("[[Tiers-Lieux, autrement]], Lozère", ["Tiers-Lieux, autrement", "Lozère"]),
        ("[[Coworking|le coworking]]", ["Coworking"]),
        ("", []),
    ],
)
def test_names_are_cut_at_commas(written: str, found: list[str]) -> None:
    assert names(written) == found
    assert names(listed(names(written))) == names(written)


@pytest.mark.parametrize(
    "body",
    [
        "Un café.\n\n:::{catégories} Coworking, Lozère\n",
        "Un café.\n\n:::{categories Coworking, Lozère}\n",
        ":::{catégories} coworking\n\nUn café.\n\n:::{category} Coworking, Lozère\n:::\n",
        "> :::{catégories} Coworking, Lozère\n",
    ],
)
def test_a_text_names_its_categories(body: str) -> None:
    assert [title.casefold() for title in _said(body)] == ["coworking", "lozère"]


def test_an_example_files_nothing() -> None:
    assert _said("```\n:::{catégories} Coworking\n```\n\n`:::{catégories} Lozère`\n") == []


def test_what_is_no_title_is_left_out() -> None:
    assert _said(":::{catégories} a#b, Lozère, Lozère/edit\n") == ["Lozère"]


def test_a_page_has_a_bounded_number_of_them() -> None:
    many = ", ".join(f"Sujet {n}" for n in range(100))
    assert len(_said(f":::{{catégories}} {many}\n")) == MOST


# -- The field


def test_the_first_category_is_written_at_the_end() -> None:
    assert (
        refiled(document_of, "Un café.\n", "", "Lozère") == "Un café.\n\n:::{catégories} Lozère\n"
    )
    assert refiled(document_of, "", "", "Lozère") == ":::{catégories} Lozère\n"


def test_the_line_stays_where_it_is() -> None:
    body = ":::{catégories} Lozère\n\nUn café.\n"
    assert refiled(document_of, body, "Lozère", "Lozère, Coworking") == (
        ":::{catégories} Lozère, Coworking\n\nUn café.\n"
    )


def test_the_line_goes_with_the_last_category() -> None:
    body = "Un café.\n\n:::{catégories} Lozère\n"
    assert refiled(document_of, body, "Lozère", "") == "Un café.\n"
    assert refiled(document_of, ":::{catégories} Lozère\n", "Lozère", "") == ""


def test_a_field_left_alone_changes_nothing() -> None:
    body = "Un café.\n\n:::{catégories}   lozère,Coworking\n"
    assert refiled(document_of, body, "lozère, Coworking", "Coworking, Lozère") == body


def test_what_the_text_says_otherwise_stays() -> None:
    body = "Un café.\n\n:::{catégories} Lozère, Écrit à la main\n"
    changed = refiled(document_of, body, "Lozère", "Coworking")
    assert _said(changed) == ["Écrit à la main", "Coworking"]


def test_an_example_of_the_same_words_is_left_as_it_is() -> None:
    example = "```\n:::{catégories} Lozère\n```\n\n"
    body = f"{example}:::{{catégories}} Lozère\n"
    assert (
        refiled(document_of, body, "Lozère", "Coworking")
        == f"{example}:::{{catégories}} Coworking\n"
    )


def test_several_lines_become_one() -> None:
    body = ":::{catégories} Lozère\n\nUn café.\n\n:::{category} Coworking\n"
    changed = refiled(document_of, body, "Lozère, Coworking", "Lozère, Coworking, Fablab")
    assert changed == ":::{catégories} Lozère, Coworking, Fablab\n\nUn café.\n"


@pytest.mark.parametrize("name", ["a#b", "Lozère/edit", "x" * 201, "]]"])
def test_refuses_a_name_that_is_no_title(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        refiled(document_of, "Un café.\n", "", name)
    assert refused.value.code == "category_name"


def test_refuses_too_many() -> None:
    with pytest.raises(Invalid) as refused:
        refiled(document_of, "Un café.\n", "", ", ".join(f"Sujet {n}" for n in range(MOST + 1)))
    assert refused.value.code == "categories_too_many"


@pytest.mark.parametrize(
    "body",
    [
        "".join(f":::{{catégories}} Sujet {n}\n\nUn café.\n\n" for n in range(1_000)),
        "```\n" + ":::{catégories} Lozère\n" * 2_000 + "```\n\n:::{catégories} Lozère\n",
    ],
    ids=["many lines", "many examples"],
)
def test_refuses_to_look_for_ever_for_where_they_are_named(body: str) -> None:
    with pytest.raises(Invalid) as refused:
        refiled(document_of, body, "Lozère, Sujet 1", "Coworking")
    assert refused.value.code == "categories_scattered"
