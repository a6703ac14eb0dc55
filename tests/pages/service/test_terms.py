"""When a word comes to be explained, or otherwise, the pages that say it are shown anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import people
from wiki.jobs.models import Job
from wiki.jobs.service import run_all, run_one
from wiki.kernel.db import reading
from wiki.kernel.permissions import Role
from wiki.pages.models import Page, Rendering
from wiki.pages.queries import pages as queries
from wiki.pages.rules import ABBREVIATIONS_TITLE
from wiki.pages.service import walking
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.web.rendering import rendering_of

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]

ONE = "- FTL : France Tiers-Lieux\n"
TWO = f"{ONE}- ESS : économie sociale\n"


def _explain(said: str) -> Page:
    found = queries.find(ABBREVIATIONS_TITLE)
    edit = Edit(ABBREVIATIONS_TITLE, said, found.head if found else 0)
    return save(people.make("admin", Role.ADMINISTRATOR), edit).page


def _stale() -> set[str]:
    query = sa.select(Page.title).join(Rendering).where(Rendering.is_stale)
    return set(reading().scalars(query))


def _titles_said(title: str) -> list[str]:
    html = rendering_of(queries.get(title)).html
    return [piece.partition('"')[0] for piece in html.split('<abbr title="')[1:]]


def test_a_word_that_comes_is_explained_where_it_is_said(write: Write) -> None:
    write("Lieu", "La FTL.\n")
    write("Atelier", "L’ESS, ou l&#39;ESS.\n")
    write("Portail", ":::{inclure Lieu}\n")
    write("Autre", "Rien de tout cela, ni FTLs.\n")
    _explain(TWO)
    assert _stale() == set()
    run_all()
    assert _stale() == {"Lieu", "Atelier", "Portail", ABBREVIATIONS_TITLE}
    assert _titles_said("Lieu") == _titles_said("Portail") == ["France Tiers-Lieux"]
    assert _titles_said("Atelier") == ["économie sociale"] * 2


def test_only_the_pages_that_show_a_changed_word_are_stale_and_at_once(write: Write) -> None:
    _explain(TWO)
    run_all()
    write("Lieu", "La FTL.\n")
    write("Atelier", "L’ESS.\n")
    write("Le sien", "La FTL.\n\n*[FTL]: fonds des tiers-lieux\n")
    _explain(TWO.replace("France Tiers-Lieux", "France tiers-lieux, l’association"))
    assert _stale() == {"Lieu"}
    assert _titles_said("Lieu") == ["France tiers-lieux, l’association"]
    _explain(ONE)
    assert _stale() == {"Lieu", "Atelier"}
    assert _titles_said("Atelier") == []
    assert reading().scalar(sa.select(Job.id).where(Job.name == "pages.terms")) is None


def test_all_words_come_and_go_with_their_page(write: Write) -> None:
    admin = people.make("admin", Role.ADMINISTRATOR)
    page = _explain(ONE)
    run_all()
    write("Lieu", "La FTL.\n")
    delete(admin, page.uid)
    assert _titles_said("Lieu") == []
    bring_back(admin, page.uid)
    run_all()
    assert _titles_said("Lieu") == ["France Tiers-Lieux"]
    rename(admin, page.uid, "Wiki:Sigles")
    assert _titles_said("Lieu") == []
    rename(admin, page.uid, ABBREVIATIONS_TITLE)
    run_all()
    assert _titles_said("Lieu") == ["France Tiers-Lieux"]


def test_a_long_walk_is_done_in_several_jobs(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "RUN", -1.0)
    monkeypatch.setattr(walking, "_NEXT", walking._NEXT.limit(1))
    for name in ("Un", "Deux"):
        write(name, "La FTL.\n")
    _explain(ONE)
    assert run_one()
    assert _stale() == {"Un"}
    run_all()
    assert _stale() == {"Un", "Deux", ABBREVIATIONS_TITLE}
