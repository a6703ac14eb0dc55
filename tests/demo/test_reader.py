from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from wiki import markup
from wiki.benchmarks.views.inside import HANDLERS as OF_BENCHMARKS
from wiki.demo.changes import ChangeError
from wiki.demo.reader import (
    DemoPage,
    DemoRevision,
    DemoSheet,
    _revisions,
    pages,
    people,
    sheets,
    threads,
)
from wiki.events.views.directives import HANDLERS as OF_EVENTS
from wiki.glossary.directives import HANDLERS as WORDS
from wiki.markup.directives import CORE
from wiki.merge.three_way import merge
from wiki.navigation.directives import HANDLERS
from wiki.pages.rules import (
    ABBREVIATIONS_TITLE,
    INTERWIKI_TITLE,
    MODELS_PREFIX,
    interwiki,
)
from wiki.places.views.directives import HANDLERS as OF_PLACES
from wiki.resources.directives import HANDLERS as OF_RESOURCES
from wiki.schema.kinds import core_kinds
from wiki.schema.sheet import Sheet
from wiki.schema.validation import validated
from wiki.upkeep.directives import HANDLERS as MEANINGS

KNOWN = CORE.extended(
    *(
        one.directive
        for one in (
            *HANDLERS,
            *MEANINGS,
            *WORDS,
            *OF_PLACES,
            *OF_RESOURCES,
            *OF_BENCHMARKS,
            *OF_EVENTS,
        )
    )
)
PAGES = {page.title: page for page in pages()}
WANTED = {
    "Annuaire des lieux",
    "Budget type d'un tiers-lieu",
    "Fablab",
    "Néonomade",
    "Zevillage",
}
#: Reached by « Nouvelle page ».
MODELS = {title for title in PAGES if title.startswith(MODELS_PREFIX)}
#: Pages that lead to several of the same name.
HOMONYMS = {"Aide régionale"}
#: Pages whose sheet says the most.
DESCRIBED = {sheet.page for sheet in sheets()}
#: Pages that are not there to be read.
SHORT = DESCRIBED | MODELS | HOMONYMS | {ABBREVIATIONS_TITLE, INTERWIKI_TITLE}
ALL_PAGES = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())


def last(page: DemoPage) -> str:
    return page.revisions[-1].body


NEIGHBOURS = interwiki(last(PAGES[INTERWIKI_TITLE]))


def of_kind(kind: str) -> list[tuple[DemoPage, int, DemoRevision]]:
    return [
        (page, number, revision)
        for page in PAGES.values()
        for number, revision in enumerate(page.revisions, start=1)
        if revision.kind == kind
    ]


def test_there_is_enough_to_read() -> None:
    assert len(PAGES) >= 38
    assert sum(12 <= len(page.revisions) <= 30 for page in PAGES.values()) >= 3
    assert {"merge", "conflict_resolution", "undo"} <= {
        revision.kind for page in PAGES.values() for revision in page.revisions
    }


@pytest.mark.parametrize(
    "figure",
    [
        *("38 040 €", "54 280 €", "88 720 €", "61 %", "8 octobre 2012", "26 octobre 2011"),
        *("sept télécentres", "octobre 2010", "septembre 2013", "plus de quarante projets"),
        *("2 open spaces de 4 bureaux", "38, dont 15 vice-présidents", "avril 2014"),
    ],
)
def test_figures_of_the_sources_are_there(figure: str) -> None:
    assert any(figure in last(page) for page in PAGES.values())


def test_the_share_of_the_grant_is_right() -> None:
    assert round(100 * 54_280 / 88_720) == 61


@ALL_PAGES
def test_a_page_is_neither_a_stub_nor_a_book(page: DemoPage) -> None:
    least = 100 if page.title in SHORT else 1_000
    assert least <= len(last(page).encode()) <= 8_000


@ALL_PAGES
def test_every_revision_is_a_text_by_a_known_author_after_the_one_before(page: DemoPage) -> None:
    authors = {person.key for person in people()}
    for revision in page.revisions:
        assert revision.author in authors
        assert revision.summary
        assert revision.at_days_ago > 0
        assert revision.body == revision.body.strip() + "\n"
        assert "\n\n\n" not in revision.body
    for before, after in pairwise(page.revisions):
        assert before.at_days_ago > after.at_days_ago
        assert before.body != after.body


@ALL_PAGES
def test_links_lead_to_pages_and_sections_or_are_wanted(page: DemoPage) -> None:
    for link in markup.parse(last(page)).links:
        if link.target in PAGES:
            headings = [h.text for h in markup.parse(last(PAGES[link.target])).headings]
            assert not link.section or link.section in headings, link
        elif link.prefix not in NEIGHBOURS and not link.is_term:
            assert link.target in WANTED


def test_a_page_leads_to_itself_in_another_language() -> None:
    assert NEIGHBOURS["en"].language == "English"
    assert any(f"\n[[{code}:" in last(page) for page in PAGES.values() for code in NEIGHBOURS)


def test_what_is_included_exists() -> None:
    calls = [call for page in PAGES.values() for call in markup.parse(last(page)).calls]
    included = [call.argument.split("#") for call in calls if call.name == "inclure"]
    assert included
    for title, section in included:
        assert section in [h.text for h in markup.parse(last(PAGES[title])).headings]


@ALL_PAGES
def test_notes_are_called_and_written(page: DemoPage) -> None:
    # What stands between back quotes shows how to write a note.
    text = re.sub(r"```.*?```|`[^`]*`", "", last(page), flags=re.DOTALL)
    called = set(re.findall(r"\[\^(\w+)\](?!:)", text))
    written = re.findall(r"^(?:\[\^|:::\{source )(\w+)[\]}]", text, re.MULTILINE)
    assert called == set(written)


@ALL_PAGES
def test_every_box_is_one_we_know(page: DemoPage) -> None:
    for revision in page.revisions:
        document = markup.parse(revision.body, KNOWN)
        assert document.excess == ""
        assert [call.name for call in document.calls if not call.known] == []


def test_every_page_can_be_reached_and_every_wanted_page_is_wanted() -> None:
    links = [link for page in PAGES.values() for link in markup.parse(last(page)).links]
    inside = (link for link in links if link.prefix not in NEIGHBOURS)
    linked = {link.target for link in inside if not link.is_term}
    assert set(PAGES) <= linked | SHORT
    assert linked - set(PAGES) == WANTED


def test_inventions_say_so() -> None:
    fictional = [page for page in PAGES.values() if page.title.endswith("(lieu fictif)")]
    assert len(fictional) == 20
    assert all(":::{attention Démonstration}" in last(page) for page in fictional)
    assert all(person.name.endswith(" Démo") for person in people())
    assert len(people()) == 12
    invented = [page for page in PAGES.values() if "(organisation fictive)" in page.title]
    assert len(invented) == 6
    assert all(":::{attention Démonstration}" in last(page) for page in invented)


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.page)
def test_a_sheet_fits_its_kind_and_says_where_its_figures_come_from(sheet: DemoSheet) -> None:
    kind = core_kinds()[sheet.kind]
    assert validated(kind, Sheet.from_json(sheet.kind, sheet.infobox))[1] == ()
    assert sheet.infobox["sources"]
    assert sheet.page in PAGES


def test_no_personal_contact_is_published() -> None:
    contact = re.compile(r"\w@\w|\b0\d(?:[ .]?\d\d){4}\b")
    assert [title for title, page in PAGES.items() if contact.search(last(page))] == []


def test_a_merge_is_what_our_merge_makes_of_it() -> None:
    for page, number, revision in of_kind("merge"):
        assert revision.base is not None
        assert revision.mine is not None
        merged = merge(
            page.revisions[revision.base - 1].body, page.revisions[number - 2].body, revision.mine
        )
        assert merged.clean, page.title
        assert merged.text == revision.body


def test_a_conflict_is_one_that_our_merge_leaves_to_a_person() -> None:
    for page, number, revision in of_kind("conflict_resolution"):
        assert revision.base is not None
        assert revision.mine is not None
        merged = merge(
            page.revisions[revision.base - 1].body, page.revisions[number - 2].body, revision.mine
        )
        assert not merged.clean, page.title


def test_an_undo_takes_back_the_revision_it_names() -> None:
    for page, number, revision in of_kind("undo"):
        assert revision.undoes == number - 1
        assert revision.body == page.revisions[number - 3].body


def test_what_is_saved_again_is_a_plain_edit() -> None:
    since = max(sheet.at_days_ago for sheet in sheets())
    recent = [r for page in PAGES.values() for r in page.revisions if r.at_days_ago <= since]
    assert len(recent) > 30
    assert {(revision.kind, revision.licence) for revision in recent} == {("edit", None)}


def test_authors_share_the_work() -> None:
    written = Counter(r.author for page in PAGES.values() for r in page.revisions)
    assert set(written) == {"alice", "bob", "charlie"}
    assert min(written.values()) >= 30


FIRST = {"author": "alice", "days_ago": 2, "summary": "Créer"}


@pytest.mark.parametrize(
    "second",
    [
        {"edits": [{"was": "x", "now": "absent"}]},
        {"edits": [{"was": "Texte", "now": "Texte"}]},
        {"kind": "vote", "lines": ["Ligne"]},
        {},
    ],
)
def test_a_history_that_does_not_fit_its_page_is_refused(second: dict[str, object]) -> None:
    entries = [FIRST, {"author": "bob", "days_ago": 1, "summary": "Changer", **second}]
    with pytest.raises(ChangeError, match="Essai, revision 2"):
        _revisions("Essai", entries, "Texte\n\nLigne\n")


def test_discussions_are_about_pages_by_people_of_the_demo() -> None:
    known = {person.key for person in people()}
    assert len(threads()) >= 3
    for thread in threads():
        assert thread.page in PAGES
        assert {turn.author for turn in thread.turns} <= known
        assert thread.resolved_by in known | {""}
        days = [turn.at_days_ago for turn in thread.turns]
        assert days == sorted(days, reverse=True)
        assert PAGES[thread.page].revisions[0].at_days_ago > days[0]
        for number, turn in enumerate(thread.turns, start=1):
            assert turn.answers is None or turn.answers < number


def test_discussions_link_to_pages_of_the_demo() -> None:
    linked = [
        link.target
        for thread in threads()
        for turn in thread.turns
        for link in markup.parse(turn.text).links
    ]
    assert len(linked) >= 5
    assert set(linked) <= PAGES.keys()
