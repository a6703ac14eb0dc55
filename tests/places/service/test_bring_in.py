"""Places that a file brings in: once, then only what the file changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sheets.places import Describe, place
from wiki.kernel.permissions import SYSTEM
from wiki.pages.queries import pages as queries
from wiki.places.imports.reading import Found
from wiki.places.service.bring_in import Brought, bring_in

Ask = Callable[..., Any]


def found(number: str, title: str = "Arrêt Minute", line: int = 2, **values: Any) -> Found:
    """A place of a file, with its number."""
    ids = [{"register": "cget", "id": number}]
    return Found(line, number, title, place(name=title, external_ids=ids, **values))


def brought(ask: Ask, *places: Found) -> Brought:
    """What became of some places."""
    done: Brought = ask(bring_in, SYSTEM, "cget", places, summary="Importer")
    return done


def said(ask: Ask, title: str) -> Any:
    """The values of the sheet of a page."""
    return ask(lambda: queries.head(queries.get(title)).sheet.values)


def test_each_place_has_its_page(ask: Ask) -> None:
    done = brought(ask, found("1"), found("2", "Kokerboom", commune="48095"))
    assert done.made == ["Arrêt Minute", "Kokerboom"]
    assert said(ask, "Kokerboom")["commune"] == "48095"
    assert ask(lambda: queries.head(queries.get("Kokerboom")).action) == "imported"


def test_the_same_file_changes_nothing(ask: Ask) -> None:
    brought(ask, found("1"))
    done = brought(ask, found("1"))
    assert (done.made, done.changed, done.unchanged) == ([], [], ["Arrêt Minute"])
    assert ask(lambda: queries.get("Arrêt Minute").head) == 1


def test_what_members_said_stays(ask: Ask, describe: Describe) -> None:
    brought(ask, found("1"))
    ids = [{"register": "cget", "id": "1"}]
    describe("Arrêt Minute", place(external_ids=ids, status="closed", opened_on="2010"))
    assert brought(ask, found("1")).unchanged == ["Arrêt Minute"]
    done = brought(ask, found("1", street="3 rue des Écoles"))
    assert done.changed == ["Arrêt Minute"]
    values = said(ask, "Arrêt Minute")
    assert (values["status"], values["opened_on"]) == ("closed", "2010")
    assert values["street"] == "3 rue des Écoles"


def test_a_contradiction_is_left_with_a_remark(ask: Ask, describe: Describe) -> None:
    brought(ask, found("1"))
    ids = [{"register": "cget", "id": "1"}]
    describe("Arrêt Minute", place(external_ids=ids, status="closed"))
    done = brought(ask, found("1", status="paused"))
    assert [remark.code for remark in done.remarks] == ["sheet_conflict"]
    assert said(ask, "Arrêt Minute")["status"] == "closed"


def test_a_page_of_that_name_is_not_touched(ask: Ask, describe: Describe) -> None:
    describe("Arrêt Minute", place())
    done = brought(ask, found("1"), found("2", line=3))
    assert done.made == ["Arrêt Minute (Pomerol)", "Arrêt Minute (Pomerol) 2"]
    assert [(one.line, one.code) for one in done.remarks] == [
        (2, "page_of_that_name"),
        (2, "double_page"),
        (3, "page_of_that_name"),
        (3, "double_page"),
    ]
    assert ask(lambda: queries.get("Arrêt Minute").head) == 1


def test_a_place_that_is_refused_leaves_the_others(ask: Ask) -> None:
    done = brought(ask, found("1", commune="99999"), found("2", "Kokerboom", line=3))
    assert done.made == ["Kokerboom"]
    assert [(one.line, one.code) for one in done.remarks] == [(2, "sheet_invalid")]
