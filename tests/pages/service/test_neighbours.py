"""When a prefix comes or goes, the pages that link by it link to what a rebuild would say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import people
from wiki.jobs.models import Job
from wiki.jobs.service import run_all, run_one
from wiki.kernel.db import reading
from wiki.kernel.permissions import Role
from wiki.pages.models import Link, Page
from wiki.pages.queries import pages as queries
from wiki.pages.rules import INTERWIKI_TITLE
from wiki.pages.service import walking
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.upkeep.queries.lists import asked
from wiki.upkeep.rules import MISSING

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]

NONE = "Aucun wiki voisin.\n"
ONE = "- movilab: https://movilab.example/wiki/$1\n"
TWO = f"{ONE}- osm: https://osm.example/wiki/$1\n"


def _say_prefixes(said: str) -> Page:
    found = queries.find(INTERWIKI_TITLE)
    edit = Edit(INTERWIKI_TITLE, said, found.head if found else 0)
    return save(people.make("admin", Role.ADMINISTRATOR), edit).page


def _targets() -> list[str]:
    return list(reading().scalars(sa.select(Link.target_key).order_by(Link.target_key)))


def _wanted() -> list[str]:
    return sorted(line.title for line in asked(MISSING)[0])


def test_a_prefix_that_comes_takes_its_links_out_of_what_is_asked_for(write: Write) -> None:
    write("Lieu", "[[Movilab:Pomerol]], [[:movilab:Libourne]], [[Atelier]], [[autre:Lieu]].\n")
    assert _wanted() == ["Atelier", "Movilab:Pomerol", "autre:Lieu", "movilab:Libourne"]
    _say_prefixes(ONE)
    run_all()
    assert _wanted() == ["Atelier", "autre:Lieu"]


def test_a_prefix_that_goes_gives_them_back(write: Write) -> None:
    admin = people.make("admin", Role.ADMINISTRATOR)
    page = _say_prefixes(TWO)
    write("Lieu", "[[movilab:Pomerol]] et [[osm:Bar]].\n")
    assert _targets() == []
    _say_prefixes(ONE)
    run_all()
    assert _targets() == ["osm:bar"]
    delete(admin, page.uid)
    run_all()
    assert _targets() == ["movilab:pomerol", "osm:bar"]
    bring_back(admin, page.uid)
    run_all()
    assert _targets() == ["osm:bar"]
    rename(admin, page.uid, "Wiki:Voisins")
    run_all()
    assert _wanted() == ["movilab:Pomerol", "osm:Bar"]
    rename(admin, page.uid, "Wiki:Interwiki")
    run_all()
    assert _wanted() == ["osm:Bar"]


def test_a_remark_or_another_address_asks_for_nothing() -> None:
    _say_prefixes(NONE)
    _say_prefixes(ONE)
    run_all()
    _say_prefixes(f"{NONE}{ONE.replace('example', 'org')}")
    assert reading().scalar(sa.select(Job.id).where(Job.name == "pages.prefixes")) is None


def test_a_long_walk_is_done_in_several_jobs(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "RUN", -1.0)
    monkeypatch.setattr(walking, "_NEXT", walking._NEXT.limit(1))
    for name in ("Un", "Deux"):
        write(name, f"[[movilab:{name}]]\n")
    _say_prefixes(ONE)
    assert run_one()
    assert _targets() == ["movilab:deux"]
    run_all()
    assert _targets() == []
