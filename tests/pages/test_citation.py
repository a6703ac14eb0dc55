"""A revision as one cites it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from wiki.markup.document import Source
from wiki.pages.citation import Citation, bibtex, bibtex_of_sources, csl, csl_of_sources

CITED = Citation(
    title="Arrêt Minute",
    site="Tiers-lieux en réseau",
    authors=("alice", "bob"),
    number=7,
    written=date(2012, 10, 8),
    address="https://wiki.test/wiki/Arr%C3%AAt_Minute?rev=7",
    licence="CC BY-SA 4.0",
)


def test_bibtex_holds_authors_date_version_and_address() -> None:
    assert bibtex(CITED) == (
        "@misc{arret-minute-7,\n"
        "  author = {{alice} and {bob}},\n"
        "  title = {{Arrêt Minute}},\n"
        "  howpublished = {Tiers-lieux en réseau},\n"
        "  year = {2012},\n"
        "  month = {10},\n"
        "  day = {8},\n"
        "  version = {7},\n"
        "  url = {https://wiki.test/wiki/Arr%C3%AAt_Minute?rev=7},\n"
        "  note = {CC BY-SA 4.0},\n"
        "}"
    )


def test_no_title_is_a_command_of_bibtex() -> None:
    entry = bibtex(replace(CITED, title=r"\input{x} 50 % & ~_^"))
    assert r"\textbackslash{}input\{x\} 50 \% \& \textasciitilde{}\_\textasciicircum{}" in entry


def test_csl_is_read_back() -> None:
    (item,) = json.loads(csl(CITED))
    assert item["author"] == [{"literal": "alice"}, {"literal": "bob"}]
    assert item["issued"] == {"date-parts": [[2012, 10, 8]]}
    assert item["URL"] == CITED.address
    assert item["title"] == "Arrêt Minute"


def test_what_is_not_known_is_not_said() -> None:
    nameless = replace(CITED, authors=(), licence="", title="…")
    assert "author" not in bibtex(nameless)
    assert "note" not in bibtex(nameless)
    assert bibtex(nameless).startswith("@misc{page-7,")
    assert json.loads(csl(nameless))[0].keys().isdisjoint({"author", "license"})


SOURCES = (
    Source(
        "burret", "Tiers-lieux & co", "Antoine Burret", "2015-03", "https://exemple.org/a_b", ""
    ),
    Source("", "Rapport", "", "printemps 2012", "", "CC BY"),
    Source("", "Rapport", "Autre", "", "", ""),
)


def test_the_sources_of_a_page_are_entries_each_with_its_name() -> None:
    assert bibtex_of_sources(SOURCES) == (
        "@misc{burret,\n"
        "  author = {{Antoine Burret}},\n"
        "  title = {{Tiers-lieux \\& co}},\n"
        "  year = {2015},\n"
        "  month = {3},\n"
        "  url = {https://exemple.org/a_b},\n"
        "}\n\n"
        "@misc{rapport,\n  title = {{Rapport}},\n  year = {printemps 2012},\n"
        "  note = {CC BY},\n}\n\n"
        "@misc{rapport-2,\n  author = {{Autre}},\n  title = {{Rapport}},\n}"
    )


def test_the_sources_of_a_page_are_items() -> None:
    book, report, other = json.loads(csl_of_sources(SOURCES))
    assert book["issued"] == {"date-parts": [[2015, 3]]}
    assert book["type"] == "webpage"
    assert report == {
        "id": "rapport",
        "type": "document",
        "title": "Rapport",
        "issued": {"literal": "printemps 2012"},
        "license": "CC BY",
    }
    assert other["id"] == "rapport-2"
