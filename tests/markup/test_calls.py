"""Inclusions, and the other directives where a fixture does not suffice."""

from __future__ import annotations

import pytest

from tests.markup.conftest import Village
from wiki.markup import parse, render
from wiki.markup.calls import MAX_DEPTH, MAX_INCLUSIONS


def test_an_inclusion_keeps_identifiers_and_notes_apart(village: Village) -> None:
    village.texts["Bas"] = parse("## Titre\n\nA[^1] [[Libourne]]\n\n[^1]: du bas\n")
    rendered = render(parse("## Titre\n\nB[^1]\n\n:::{inclure Bas}\n\n[^1]: du haut\n"), village)
    assert [entry.id for entry in rendered.toc] == ["s-titre", "s-titre-2"]
    for name in ("s-titre", "s-titre-2", "s--note-1", "s--note-1-1", "s--call-1-1"):
        assert rendered.html.count(f'id="{name}"') == 1
    assert rendered.dependencies == ("title:bas", "title:libourne")


def test_an_inclusion_keeps_its_abbreviations(village: Village) -> None:
    village.texts["Bas"] = parse("La CAE.\n\n*[CAE]: coopérative d'activité\n")
    html = render(parse("CAE, ESS\n\n:::{inclure Bas}\n\n*[ESS]: x\n"), village).html
    assert html.startswith('<p>CAE, <abbr title="x">ESS</abbr></p>')
    assert 'La <abbr title="coopérative d\'activité">CAE</abbr>.' in html


def test_one_section_with_its_notes(village: Village) -> None:
    village.texts["Bas"] = parse(
        "a\n\n## Un\nx[^2]\n\n### Sous\ny\n\n## Deux\nz[^1]\n\n[^1]: n\n[^2]: m\n"
    )
    html = render(parse(":::{inclure [[Bas#Un]]}"), village).html
    assert "Sous" in html
    assert "Deux" not in html
    assert "<p>m " in html
    assert "<p>n " not in html


@pytest.mark.parametrize(
    ("argument", "notice"),
    [
        ("Mende", "La page à inclure n’existe pas encore"),
        ("Secret", "La page à inclure ne peut pas être montrée ici"),
        ("Bas#Nulle part", "La section à inclure n’existe pas"),
        ("Boucle", "Cette page s’inclut elle-même"),
        ("", "Ce bloc ne peut pas être affiché ici"),
    ],
)
def test_refusals_are_said(argument: str, notice: str, village: Village) -> None:
    village.texts["Bas"] = parse("a")
    village.texts["Boucle"] = parse(":::{inclure Boucle}")
    assert notice in render(parse(f":::{{inclure {argument}}}"), village).html


def test_a_page_does_not_include_itself_through_another(village: Village) -> None:
    village.texts["A"] = parse(":::{inclure B}")
    village.texts["B"] = parse("b\n\n:::{inclure A}")
    html = render(village.texts["A"], village, key="a").html
    assert "Cette page s’inclut elle-même" in html


def test_depth_and_number_are_bounded(village: Village) -> None:
    for depth in range(MAX_DEPTH + 2):
        village.texts[f"P{depth}"] = parse(f":::{{inclure P{depth + 1}}}\n\n" * 20)
    html = render(parse(":::{inclure P0}\n\n" * 20), village).html
    assert "Trop d’inclusions emboîtées" in html
    assert "Trop d’inclusions dans cette page" in html
    assert html.count('class="include"') == MAX_INCLUSIONS


def test_the_toc_counts_from_its_first_level(village: Village) -> None:
    text = ":::{toc}\n:profondeur: 1\n:::\n\n### A\n\n#### B\n"
    html = render(parse(text), village).html
    nav = html.split("</nav>")[0]
    assert "#s-a" in nav
    assert "#s-b" not in nav


def test_a_toc_without_headings_is_nothing(village: Village) -> None:
    assert render(parse(":::{sommaire}"), village).html == ""


def test_a_figure_from_elsewhere_is_a_link(village: Village) -> None:
    html = render(parse(":::{figure https://exemple.org/a.png}\n:alt: Un plan\n:::"), village).html
    assert "<img" not in html
    assert ">Un plan</a>" in html
